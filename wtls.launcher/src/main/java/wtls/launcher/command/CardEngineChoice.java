package wtls.launcher.command;

import java.util.Optional;
import wtls.api.engine.Embodiment;
import wtls.card.simulator.CardClass;
import wtls.card.simulator.CardFolder;

/** The engines over cards, by the names that people give. */
final class CardEngineChoice {
  private static final String PREFIX = "card-";

  /** The engine that needs no card. */
  static final String PHONE = "phone";

  private CardEngineChoice() {}

  /** The embodiment that an engine's name asks for; empty for those without a card. */
  static Optional<Embodiment> of(String engine) {
    for (Embodiment embodiment : Embodiment.values()) {
      if (embodiment != Embodiment.PHONE && name(embodiment).equals(engine)) {
        return Optional.of(embodiment);
      }
    }
    return Optional.empty();
  }

  /** For example {@code card-crypto}. */
  static String name(Embodiment embodiment) {
    return embodiment == Embodiment.PHONE ? PHONE : PREFIX + embodiment.label();
  }

  /** What makes the most of a card. */
  static Embodiment best(CardClass cardClass) {
    return switch (cardClass) {
      case STORAGE -> Embodiment.STORAGE;
      case CRYPTO -> Embodiment.CRYPTO;
      case FULL -> Embodiment.FULL;
    };
  }

  /** A card can do what those of lower classes can. */
  static void check(Embodiment embodiment, CardFolder card) throws CommandFailure {
    if (best(card.cardClass()).compareTo(embodiment) < 0) {
      throw new CommandFailure(
          ExitCode.CARD,
          "The card "
              + card.name()
              + " is of class "
              + CardChoice.word(card.cardClass())
              + ", too low for the engine "
              + name(embodiment)
              + "; use another card, or the engine "
              + name(best(card.cardClass()))
              + ".");
    }
  }
}
