package wtls.launcher.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import wtls.card.simulator.CardFolder;
import wtls.card.simulator.ShelfException;
import wtls.launcher.card.HomeCards;

/** Puts a card into the reader. */
@Command(
    name = "insert",
    description = "Put a simulated card into the reader, also into that of a program that runs.",
    sortOptions = false)
final class CardInsertCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "NAME", description = "The card.")
  private String name;

  @Mixin private CommonOptions common;

  CardInsertCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws CommandFailure {
    HomeCards cards = new HomeCards(common.home(surroundings).folder());
    CardFolder card = CardChoice.existing(cards, name);
    try {
      boolean wasInserted = card.reader().isPresent();
      card.insert(HomeCards.READER);
      String what = wasInserted ? " was in the reader already" : " is in the reader";
      surroundings.terminal().say("card " + name + what);
      return ExitCode.OK.number();
    } catch (ShelfException e) {
      throw CommandFailure.of(e);
    }
  }
}
