package wtls.launcher.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import wtls.card.simulator.CardClass;
import wtls.card.simulator.CardFolder;
import wtls.card.simulator.ShelfException;
import wtls.launcher.card.HomeCards;

/** Which card. */
final class CardChoice {
  @Option(
      names = "--card",
      paramLabel = "NAME",
      description = "The card to use (default: the one that is in the reader).")
  private String name;

  /** A choice made otherwise. */
  static CardChoice named(String name) {
    CardChoice choice = new CardChoice();
    choice.name = name;
    return choice;
  }

  /** Whether a card was named. */
  boolean isNamed() {
    return name != null;
  }

  /** The card that was named, or the only one that is in the reader. */
  CardFolder inserted(HomeCards cards) throws CommandFailure {
    try {
      if (name != null) {
        return requireInserted(existing(cards, name));
      }
      List<CardFolder> inserted = cards.inserted();
      if (inserted.size() == 1) {
        return inserted.get(0);
      }
      throw inserted.isEmpty() ? none(cards) : several(inserted);
    } catch (ShelfException e) {
      throw CommandFailure.of(e);
    }
  }

  /** A card by its name, wherever it is. */
  static CardFolder existing(HomeCards cards, String name) throws CommandFailure {
    try {
      Optional<CardFolder> card = cards.shelf().card(name);
      if (card.isPresent()) {
        return card.get();
      }
    } catch (ShelfException e) {
      throw CommandFailure.of(e);
    }
    throw new CommandFailure(
        ExitCode.CARD, "There is no card " + name + "; make it with: wtls card init " + name + ".");
  }

  private static CardFolder requireInserted(CardFolder card) throws CommandFailure, ShelfException {
    if (card.reader().isEmpty()) {
      throw new CommandFailure(
          ExitCode.CARD,
          "The card "
              + card.name()
              + " is not in the reader; put it in with: wtls card insert "
              + card.name()
              + ".");
    }
    return card;
  }

  private static CommandFailure none(HomeCards cards) throws ShelfException {
    List<CardFolder> all = cards.shelf().cards();
    return new CommandFailure(
        ExitCode.CARD,
        all.isEmpty()
            ? "No card is there; make one with: wtls card init NAME."
            : "No card is in the reader; put one in with: wtls card insert "
                + all.get(0).name()
                + ".");
  }

  private static CommandFailure several(List<CardFolder> inserted) {
    String names = inserted.stream().map(CardFolder::name).collect(Collectors.joining(", "));
    return new CommandFailure(
        ExitCode.CARD, "Several cards are in the reader: " + names + "; choose with --card.");
  }

  /** For example {@code storage}. */
  static String word(CardClass cardClass) {
    return switch (cardClass) {
      case STORAGE -> "storage";
      case CRYPTO -> "crypto";
      case FULL -> "full";
    };
  }
}
