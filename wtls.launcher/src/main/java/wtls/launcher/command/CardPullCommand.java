package wtls.launcher.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import wtls.card.simulator.CardFolder;
import wtls.card.simulator.ShelfException;
import wtls.launcher.card.HomeCards;

/** Takes a card out of the reader. */
@Command(
    name = "pull",
    description = "Pull a simulated card out of the reader, also from under a program that runs.",
    sortOptions = false)
final class CardPullCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "NAME", description = "The card.")
  private String name;

  @Mixin private CommonOptions common;

  CardPullCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws CommandFailure {
    HomeCards cards = new HomeCards(common.home(surroundings).folder());
    CardFolder card = CardChoice.existing(cards, name);
    try {
      boolean wasInserted = card.reader().isPresent();
      card.pull();
      String what = wasInserted ? " is out of the reader" : " was not in the reader";
      surroundings.terminal().say("card " + name + what);
      return ExitCode.OK.number();
    } catch (ShelfException e) {
      throw CommandFailure.of(e);
    }
  }
}
