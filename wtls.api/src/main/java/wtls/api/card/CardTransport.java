package wtls.api.card;

import org.osgi.annotation.versioning.ConsumerType;

/** Commands to a card, one at a time: all that a card is to the phone. */
@ConsumerType
@FunctionalInterface
public interface CardTransport {

  /**
   * Sends one command APDU and waits for its response (ISO 7816-4). Blocks for as long as the card
   * computes. May be called by any thread; calls at the same time wait for each other.
   *
   * @param command header, then data with their length and the expected length as there are; stays
   *     the caller's, who wipes it when it holds secrets, and is not kept
   * @return the response data, then the two octets of the status word; a new array, the caller's to
   *     wipe
   * @throws CardException {@link CardException.Reason#REMOVED} when the card is gone, also when it
   *     was pulled in the middle of the command
   */
  byte[] transmit(byte[] command) throws CardException;
}
