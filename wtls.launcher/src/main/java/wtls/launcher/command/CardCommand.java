package wtls.launcher.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about cards. */
@Command(
    name = "card",
    description = {
      "Make, look at and use cards.",
      "",
      "Simulated cards are kept in the home and stay what they are when a program ends. A card is"
          + " in the reader or not; only those that are in can be used."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  wtls card init alice",
      "  wtls card list",
      "  wtls get --engine card-crypto http://localhost:8080/",
      "  wtls card sign contract.txt"
    })
final class CardCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  private CardCommand() {}

  /** This command with those below it. */
  static CommandLine line(Surroundings surroundings) {
    return new CommandLine(new CardCommand())
        .addSubcommand("init", new CardInitCommand(surroundings))
        .addSubcommand("list", new CardListCommand(surroundings))
        .addSubcommand("show", new CardShowCommand(surroundings))
        .addSubcommand("insert", new CardInsertCommand(surroundings))
        .addSubcommand("pull", new CardPullCommand(surroundings))
        .addSubcommand("pin", new CardPinCommand(surroundings))
        .addSubcommand("sign", new CardSignCommand(surroundings))
        .addSubcommand("verify", new CardVerifyCommand(surroundings));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command about cards is missing.");
  }
}
