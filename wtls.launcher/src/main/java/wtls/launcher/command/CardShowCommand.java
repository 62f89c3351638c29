package wtls.launcher.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import wtls.api.card.CardException;
import wtls.card.simulator.CardFolder;
import wtls.card.wim.WimException;
import wtls.launcher.card.HomeCards;
import wtls.launcher.card.HomeCards.OpenCard;

/** Shows what is on a card. */
@Command(
    name = "show",
    description =
        "Show what is on a card, in the reader or not: PINs by their state, keys, certificates,"
            + " sessions. Asks for no PIN and shows no secret.",
    sortOptions = false,
    footer = {"", "Examples:", "  wtls card show alice"})
final class CardShowCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final Terminal terminal;

  @Parameters(paramLabel = "NAME", description = "The card.")
  private String name;

  @Mixin private CommonOptions common;

  CardShowCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.terminal = surroundings.terminal();
  }

  @Override
  public Integer call() throws CommandFailure {
    HomeCards cards = new HomeCards(common.home(surroundings).folder());
    CardFolder folder = CardChoice.existing(cards, name);
    try (OpenCard open = HomeCards.open(folder, List.of())) {
      CardDescription.of(open.wim()).forEach(terminal.out()::println);
      return ExitCode.OK.number();
    } catch (CardException e) {
      throw CommandFailure.of(e);
    } catch (WimException e) {
      throw CommandFailure.of(e);
    }
  }
}
