package wtls.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs all comparisons. A benchmark and its floor run right after each other, in processes of their
 * own, and the rounds go over all comparisons: so a machine that slows down or is disturbed for a
 * while does so for both.
 */
final class SpeedRun {
  private final Effort effort;
  private final List<Comparison> comparisons = Comparison.all();

  SpeedRun(Effort effort) {
    this.effort = effort;
  }

  /** Measures everything. Takes minutes. */
  List<Line> lines() throws RunnerException {
    double[] measured = new double[comparisons.size()];
    double[] floors = new double[comparisons.size()];
    for (int round = 0; round < effort.rounds(); round++) {
      for (int i = 0; i < comparisons.size(); i++) {
        Comparison comparison = comparisons.get(i);
        System.err.printf(
            "round %d of %d, %d of %d: %s%n",
            round + 1, effort.rounds(), i + 1, comparisons.size(), comparison.what());
        double speed = run(comparison, comparison.method(), comparison.methodWeight());
        double floor = run(comparison, comparison.floor(), comparison.floorWeight());
        measured[i] += speed / effort.rounds();
        floors[i] += floor / effort.rounds();
      }
    }
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < measured.length; i++) {
      Comparison comparison = comparisons.get(i);
      lines.add(Line.speed(comparison.what(), measured[i], floors[i], comparison.target()));
    }
    return lines;
  }

  /** Operations per second of one method in a process of its own. */
  private double run(Comparison comparison, String method, int weight) throws RunnerException {
    String name = comparison.benchmark().getName() + "." + method;
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(name) + "$")
            .forks(1)
            .warmupIterations(1)
            .warmupTime(TimeValue.milliseconds(weight * effort.warmUpMillis()))
            .measurementIterations(effort.iterations())
            .measurementTime(TimeValue.milliseconds(effort.measureMillis()))
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true);
    comparison.parameters().forEach(options::param);
    return new Runner(options.build()).runSingle().getPrimaryResult().getScore();
  }
}
