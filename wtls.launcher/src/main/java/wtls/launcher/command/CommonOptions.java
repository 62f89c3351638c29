package wtls.launcher.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import wtls.launcher.home.Home;
import wtls.launcher.home.HomeException;

/** The options that all commands have. */
final class CommonOptions {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "Where keys, certificates and sessions live, readable by their owner only (default:"
              + " $WTLS_HOME, else the folder wtls in $XDG_DATA_HOME or in ~/.local/share).")
  private Path home;

  @Option(names = "--verbose", description = "Say more on standard error, and log everything.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  boolean verbose() {
    return verbose;
  }

  /** The home, made if it is not there. */
  Home home(Surroundings surroundings) throws CommandFailure {
    Path folder = home == null ? surroundings.defaultHome() : home;
    try {
      return Home.open(folder);
    } catch (HomeException e) {
      throw new CommandFailure(ExitCode.ENVIRONMENT, e.getMessage(), e);
    }
  }
}
