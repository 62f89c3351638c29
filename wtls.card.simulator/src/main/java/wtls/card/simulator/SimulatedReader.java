package wtls.card.simulator;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import wtls.api.card.CardException;

/**
 * A reader with a slot for every card on its shelf. Each card that is in it is a {@link
 * wtls.api.card.CardSlot} service, whose reader is called after this one and the card, {@code
 * simulator/alice}. Cards can also be put in and pulled by other processes, through {@link
 * CardFolder}. When the reader ends the cards lose their power, but stay in: the next one finds
 * them there. Safe for any number of threads; services come and go on the caller's thread.
 */
@ProviderType
public interface SimulatedReader {

  /** The reader's name, {@code simulator} unless it is configured. */
  String name();

  /** The cards that it can take. */
  CardShelf shelf();

  /** The cards that are in and have power, by name. */
  List<String> powered();

  /**
   * Puts a card in. When this returns it is a service. Does nothing when it is in already.
   *
   * @throws ShelfException when there is no such card, or it is in another reader
   * @throws CardException {@link CardException.Reason#BUSY} when it is in another phone
   */
  void insert(String card) throws ShelfException, CardException;

  /**
   * Pulls a card. When this returns its commands have ended with {@link
   * CardException.Reason#REMOVED}, its service is gone, and another phone can take it. Does nothing
   * when it is not in.
   *
   * @throws ShelfException when there is no such card
   */
  void pull(String card) throws ShelfException;
}
