package wtls.testkit.card;

import wtls.api.card.CardException;
import wtls.api.card.CardTransport;

/** A card that is pulled in the middle of its n-th command from now on. */
final class PulledTransport implements CardTransport {
  private final CardTransport transport;
  private int left = Integer.MAX_VALUE;
  private int seen;

  PulledTransport(CardTransport transport) {
    this.transport = transport;
  }

  void pullAt(int command) {
    left = command;
    seen = 0;
  }

  /** The commands since then. */
  int seen() {
    return seen;
  }

  @Override
  public byte[] transmit(byte[] command) throws CardException {
    seen++;
    if (left <= 1) {
      left = 1;
      throw new CardException(CardException.Reason.REMOVED, "The card was pulled.");
    }
    left--;
    return transport.transmit(command);
  }
}
