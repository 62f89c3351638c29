package wtls.launcher.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program itself, which only knows its commands. */
@Command(
    name = "wtls",
    description = "Secure sessions from phone to origin over WTLS (WAP-261).",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Beside these, the script ./wtls has the commands test and bench.",
      "",
      "Begin with:",
      "  ./wtls run",
      "  ./wtls card init alice",
      "  ./wtls help get"
    })
final class WtlsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }
}
