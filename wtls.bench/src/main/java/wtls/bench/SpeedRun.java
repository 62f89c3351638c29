package wtls.bench;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

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

  private double run(Comparison comparison, String method, int weight) throws RunnerException {
    return JmhRun.score(comparison.benchmark(), method, comparison.parameters(), weight, effort);
  }
}
