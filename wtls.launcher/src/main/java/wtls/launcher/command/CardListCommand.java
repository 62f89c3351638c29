package wtls.launcher.command;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import wtls.api.card.CardException;
import wtls.card.simulator.CardFolder;
import wtls.card.simulator.ShelfException;
import wtls.card.wim.WimCard;
import wtls.card.wim.WimException;
import wtls.launcher.card.HomeCards;
import wtls.launcher.card.HomeCards.OpenCard;

/** Lists the cards. */
@Command(
    name = "list",
    description = "List the cards in the home: class, serial number, reader, sessions kept.",
    sortOptions = false)
final class CardListCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final Terminal terminal;

  @Mixin private CommonOptions common;

  CardListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.terminal = surroundings.terminal();
  }

  @Override
  public Integer call() throws CommandFailure {
    HomeCards cards = new HomeCards(common.home(surroundings).folder());
    try {
      List<CardFolder> all = cards.shelf().cards();
      if (all.isEmpty()) {
        terminal.say(
            "no cards in " + cards.shelf().folder() + "; make one with: wtls card init NAME");
        return ExitCode.OK.number();
      }
      Table table = new Table().row("card", "class", "serial", "reader", "sessions");
      for (CardFolder card : all) {
        add(table, card);
      }
      table.lines().forEach(terminal.out()::println);
      return ExitCode.OK.number();
    } catch (ShelfException e) {
      throw CommandFailure.of(e);
    }
  }

  private static void add(Table table, CardFolder card) throws ShelfException {
    String reader = card.reader().map(in -> HomeCards.slot(card)).orElse("-");
    String cardClass = card.cardClass().number() + " " + CardChoice.word(card.cardClass());
    try (OpenCard open = HomeCards.open(card, List.of())) {
      table.row(card.name(), cardClass, open.wim().serial(), reader, sessions(open.wim()));
    } catch (CardException e) {
      boolean busy = e.reason() == CardException.Reason.BUSY;
      table.row(card.name(), cardClass, busy ? "in use" : "unreadable", reader, "-");
    } catch (WimException e) {
      table.row(card.name(), cardClass, "not personalised", reader, "-");
    }
  }

  private static String sessions(WimCard card) throws WimException {
    return card.sessions().list(Instant.now()).size() + " of " + card.sessions().slots();
  }
}
