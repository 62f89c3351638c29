package wtls.card.transport;

import java.util.Objects;
import wtls.api.card.CardException;
import wtls.api.card.CardTransport;

/**
 * Makes one of our cards look like less than it is: like a plain WIM that announces nothing, or
 * like one whose announcement lacks some features. For tests, and for comparing both ways.
 */
public final class MaskedTransport implements CardTransport {
  private static final int INFO = 0x10;
  private static final int FEATURES = 2;
  private static final byte[] NO_CLASS = {0x6E, 0x00};

  private final CardTransport transport;
  private final int features;

  private MaskedTransport(CardTransport transport, int features) {
    this.transport = Objects.requireNonNull(transport, "transport");
    this.features = features;
  }

  /** A card that knows none of our commands. */
  public static MaskedTransport plain(CardTransport transport) {
    return new MaskedTransport(transport, 0);
  }

  /** A card that announces at most these feature bits, 0001 to FFFF. */
  public static MaskedTransport announcing(CardTransport transport, int features) {
    if (features < 1 || features > 0xFFFF) {
      throw new IllegalArgumentException("The features are one to sixteen bits.");
    }
    return new MaskedTransport(transport, features);
  }

  @Override
  public byte[] transmit(byte[] command) throws CardException {
    if (command.length < 4 || (command[0] & 0xFC) != 0x90) {
      return transport.transmit(command);
    }
    if (features == 0) {
      return NO_CLASS.clone();
    }
    byte[] answer = transport.transmit(command);
    if (command[1] == INFO && answer.length >= FEATURES + 4) {
      answer[FEATURES] &= (byte) (features >> 8);
      answer[FEATURES + 1] &= (byte) features;
    }
    return answer;
  }
}
