package wtls.card.transport;

import java.util.Arrays;
import java.util.Objects;
import wtls.api.card.CardException;
import wtls.api.card.CardTransport;

/**
 * Resolves what T=0 shows of itself, so that those above see whole answers: fetches what 61xx
 * announces (GET RESPONSE, as often as needed, and joins the pieces), and sends a command again
 * with the length that 6Cxx names.
 *
 * <p>The answer's pieces are wiped. Use it by one thread at a time: between a command and its GET
 * RESPONSE nothing else may come (WAP-260 11.2).
 */
public final class JoinedTransport implements CardTransport {
  private static final int GET_RESPONSE = 0xC0;

  /** More than any APDU holds: a card that goes on and on is broken. */
  private static final int LARGEST = 0x10000;

  private final CardTransport transport;

  public JoinedTransport(CardTransport transport) {
    this.transport = Objects.requireNonNull(transport, "transport");
  }

  @Override
  public byte[] transmit(byte[] command) throws CardException {
    byte[] answer = checked(transport.transmit(command));
    StatusWord status = statusOf(answer);
    if (status.wrongExpected()) {
      answer = repeat(command, answer, status.announced());
      status = statusOf(answer);
    }
    while (status.moreWaits()) {
      answer = append(answer, fetch(command[0] & 0x03, status.announced()));
      status = statusOf(answer);
    }
    return answer;
  }

  private byte[] repeat(byte[] command, byte[] answer, int expected) throws CardException {
    CommandApdu parsed = CommandApdu.parse(command).orElse(null);
    if (parsed == null) {
      return answer;
    }
    byte[] again = parsed.withExpected(expected).encode();
    try {
      return checked(transport.transmit(again));
    } finally {
      parsed.wipe();
      Arrays.fill(again, (byte) 0);
    }
  }

  private byte[] fetch(int channel, int length) throws CardException {
    byte[] command = CommandApdu.of(channel, GET_RESPONSE, 0, 0, length).encode();
    byte[] piece = checked(transport.transmit(command));
    StatusWord status = statusOf(piece);
    if (status.wrongExpected()) {
      command = CommandApdu.of(channel, GET_RESPONSE, 0, 0, status.announced()).encode();
      piece = checked(transport.transmit(command));
      status = statusOf(piece);
    }
    if (piece.length == 2 && status.moreWaits()) {
      throw new CardException(
          CardException.Reason.MUTE,
          "The card announces an answer and does not give it: pull it and insert it again.");
    }
    return piece;
  }

  /** The data of both, then the second's status word; wipes both. */
  private static byte[] append(byte[] first, byte[] second) throws CardException {
    int length = first.length - 2;
    if (length + second.length > LARGEST + 2) {
      throw new CardException(
          CardException.Reason.MUTE,
          "The card's answer does not end: pull the card and insert it again.");
    }
    byte[] joined = Arrays.copyOf(first, length + second.length);
    System.arraycopy(second, 0, joined, length, second.length);
    Arrays.fill(first, (byte) 0);
    Arrays.fill(second, (byte) 0);
    return joined;
  }

  private static byte[] checked(byte[] answer) throws CardException {
    if (answer == null || answer.length < 2) {
      throw new CardException(
          CardException.Reason.MUTE,
          "The card answered without a status word: pull it, clean it, insert it again.");
    }
    return answer;
  }

  private static StatusWord statusOf(byte[] answer) {
    return StatusWord.at(answer, answer.length - 2);
  }
}
