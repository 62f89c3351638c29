package wtls.launcher.card;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import wtls.api.card.CardException;
import wtls.api.card.PinEntry;
import wtls.card.simulator.CardFolder;
import wtls.card.simulator.CardOptions;
import wtls.card.simulator.CardShelf;
import wtls.card.simulator.ShelfException;
import wtls.card.simulator.SimulatedCard;
import wtls.card.wim.WimCard;
import wtls.card.wim.WimException;

/** The simulated cards in a home. */
public final class HomeCards {
  /** The one reader that they go into. */
  public static final String READER = "simulator";

  private final CardShelf shelf;

  /** Those in a home; its folder need not have any yet. */
  public HomeCards(Path home) {
    shelf = new CardShelf(home.resolve("cards"));
  }

  /** Where they are. */
  public CardShelf shelf() {
    return shelf;
  }

  /** Those that are in the reader, by name. */
  public List<CardFolder> inserted() throws ShelfException {
    List<CardFolder> inserted = new ArrayList<>();
    for (CardFolder card : shelf.cards()) {
      if (card.reader().isPresent()) {
        inserted.add(card);
      }
    }
    return inserted;
  }

  /** The name of the slot that a card has in the reader. */
  public static String slot(CardFolder card) {
    return READER + "/" + card.name();
  }

  /**
   * Powers a card for this command alone, wherever it is.
   *
   * @param pins whom to ask for its PINs
   * @return the caller's to close
   * @throws CardException {@link CardException.Reason#BUSY} while another program uses it
   * @throws WimException when it is not personalised
   */
  public static OpenCard open(CardFolder folder, List<PinEntry> pins)
      throws CardException, WimException {
    SimulatedCard powered = SimulatedCard.power(folder, slot(folder), CardOptions.DEFAULT);
    try {
      return new OpenCard(powered, WimCard.open(powered, () -> pins));
    } catch (WimException | RuntimeException e) {
      powered.close();
      throw e;
    }
  }

  /** A card in use. Closing takes its power. */
  public record OpenCard(SimulatedCard slot, WimCard wim) implements AutoCloseable {
    @Override
    public void close() {
      wim.close();
      slot.close();
    }
  }
}
