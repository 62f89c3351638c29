package wtls.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import wtls.testkit.card.cost.CostTable;

/**
 * The command {@code ./wtls bench}: measures speed and memory and prints a table of what was
 * reached and what should be, and one of the engines. Given arguments, it is JMH's own command line
 * instead.
 */
@Command(
    name = "wtls bench",
    usageHelpAutoWidth = true,
    customSynopsis = {
      "wtls bench [--quick] [--engines]",
      "       wtls bench --apdu",
      "       wtls bench -- JMH-ARGUMENT...",
    },
    description = {
      "Measures handshakes and records against the raw primitives below them, in the same run, and"
          + " the memory of a gateway. Then puts the engines over simulated cards beside the one in"
          + " the phone. Prints a table of each. Needs a quiet machine. With arguments behind --, runs"
          + " JMH with them instead (-l lists benchmarks, -h tells the rest).",
      ""
    },
    footer = {
      "",
      "Ends with 0 when all was measured, whether or not the targets are met; with 1 when a"
          + " benchmark failed.",
      "",
      "Examples:",
      "  ./wtls bench --quick",
      "  ./wtls bench --apdu",
      "  ./wtls bench -- -l",
      "  ./wtls bench -- TransferBenchmark -prof gc"
    })
public final class Report implements Callable<Integer> {
  @Option(
      names = "--quick",
      description = "Take about 2 minutes instead of 9: shows trends, proves nothing.")
  private boolean quick;

  @Option(names = "--engines", description = "Only compare the engines.")
  private boolean enginesOnly;

  @Option(
      names = "--apdu",
      description = "Only count commands and octets between a phone and its card: takes seconds.")
  private boolean apdu;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Parameters(hidden = true)
  private List<String> jmhArguments = List.of();

  private final PrintStream out = System.out;

  private Report() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Report()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (!jmhArguments.isEmpty()) {
      org.openjdk.jmh.Main.main(jmhArguments.toArray(String[]::new));
      return 0;
    }
    if (apdu) {
      new CostTable(out).print();
      return 0;
    }
    Effort effort = quick ? Effort.QUICK : Effort.FULL;
    List<Line> lines = new ArrayList<>();
    List<EngineSpeeds> engines;
    try {
      if (!enginesOnly) {
        lines.addAll(new SpeedRun(effort).lines());
        lines.addAll(sizes(effort));
      }
      engines = EngineSpeeds.measure(effort);
    } catch (RunnerException | IOException | IllegalStateException e) {
      System.err.println("wtls bench: nothing is measured, for a benchmark failed: " + reason(e));
      return 1;
    }
    if (!enginesOnly) {
      Line.print(lines, out);
      out.println();
    }
    EngineSpeeds.print(engines, out);
    return 0;
  }

  /** JMH wraps what a benchmark throws several times, in causes and in suppressed exceptions. */
  private static String reason(Throwable failure) {
    Throwable inner =
        failure.getSuppressed().length > 0 ? failure.getSuppressed()[0] : failure.getCause();
    return inner == null ? failure.toString() : reason(inner);
  }

  private static List<Line> sizes(Effort effort) throws IOException {
    System.err.printf("%,d connections, %,d sessions%n", effort.connections(), effort.sessions());
    return List.of(
        Line.size(
            "gateway heap, idle connection",
            IdleConnections.octetsEach(effort.connections()),
            2048),
        Line.size(
            "stored session, heap without a file",
            SessionStoreSize.heapEach(effort.sessions()),
            300),
        Line.size("stored session, on file", SessionStoreSize.filesEach(effort.sessions()), 300));
  }
}
