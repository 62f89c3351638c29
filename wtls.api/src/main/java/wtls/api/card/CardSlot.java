package wtls.api.card;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A powered card in a reader. Whoever drives the reader registers one such service when a card is
 * put in and unregisters it when the card is pulled: a card that comes back is a new service.
 */
@ConsumerType
public interface CardSlot extends CardTransport {

  /** Service property: the reader's name, unique on the phone. */
  String READER = "wtls.card.reader";

  /** The reader's name, as in the service property. Does not block. */
  String reader();

  /** The card's answer to reset, a new array. Does not block. */
  byte[] atr();

  /**
   * The most octets of data that a command may carry: 255 where the reader or the card knows short
   * APDUs only, else up to 65535. Responses may be as long. Does not block.
   */
  int largestData();

  /**
   * Resets the card: all that it held in volatile memory is gone, and no application is selected.
   */
  void reset() throws CardException;
}
