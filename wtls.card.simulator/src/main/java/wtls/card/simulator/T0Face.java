package wtls.card.simulator;

import java.util.Arrays;
import wtls.api.card.CardException;
import wtls.api.card.CardTransport;

/**
 * What a card looks like over T=0 (ISO 7816-3 12.2): a command either carries data or says how long
 * the answer may be, so an answer to data is announced by 61xx and fetched by GET RESPONSE, and a
 * wrong length is put right by 6Cxx. The command runs once; the answer is kept until the next
 * command that does not ask for it. One thread at a time.
 */
final class T0Face implements CardTransport {
  private static final int HEADER = 4;
  private static final int MOST = 256;
  private static final byte GET_RESPONSE = (byte) 0xC0;

  private final CardTransport card;

  /** The rest of an answer, with its status word; null when there is none. */
  private byte[] kept;

  /** The command that 6Cxx was said to, without its length; null when there is none. */
  private byte[] asked;

  T0Face(CardTransport card) {
    this.card = card;
  }

  @Override
  public byte[] transmit(byte[] command) throws CardException {
    boolean carriesData = command.length > HEADER + 1;
    if (!carriesData && kept != null && command.length >= HEADER) {
      if (asked != null && Arrays.equals(asked, header(command))) {
        return give(expected(command));
      }
      if (asked == null && command[1] == GET_RESPONSE) {
        return give(expected(command));
      }
    }
    forget();
    if (carriesData) {
      return announce(card.transmit(withAnyExpected(command)));
    }
    byte[] answer = card.transmit(command);
    if (command.length <= HEADER || answer.length == 2 || expected(command) == data(answer)) {
      return answer;
    }
    kept = answer;
    asked = header(command);
    return status(0x6C, data(answer));
  }

  // To data: only how much there is to fetch.
  private byte[] announce(byte[] answer) {
    if (answer.length == 2) {
      return answer;
    }
    kept = answer;
    return status(0x61, data(answer));
  }

  private byte[] give(int length) {
    int left = data(kept);
    if (length > left) {
      return status(0x6C, left);
    }
    byte[] rest = kept;
    if (length == left) {
      kept = null;
      asked = null;
      return rest;
    }
    byte[] part = Arrays.copyOf(rest, length + 2);
    kept = Arrays.copyOfRange(rest, length, rest.length);
    asked = null;
    Arrays.fill(rest, (byte) 0);
    part[length] = 0x61;
    part[length + 1] = (byte) Math.min(data(kept), MOST);
    return part;
  }

  private void forget() {
    if (kept != null) {
      Arrays.fill(kept, (byte) 0);
    }
    kept = null;
    asked = null;
  }

  private static int data(byte[] answer) {
    return answer.length - 2;
  }

  private static int expected(byte[] command) {
    if (command.length <= HEADER) {
      return 0;
    }
    int le = command[HEADER] & 0xFF;
    return le == 0 ? MOST : le;
  }

  private static byte[] header(byte[] command) {
    return Arrays.copyOf(command, HEADER);
  }

  private static byte[] status(int first, int length) {
    return new byte[] {(byte) first, (byte) Math.min(length, MOST)};
  }

  // The length that is expected never reaches a T=0 card beside data: it answers all that it has.
  private static byte[] withAnyExpected(byte[] command) {
    int length = HEADER + 1 + (command[HEADER] & 0xFF);
    byte[] any = Arrays.copyOf(command, length + 1);
    any[length] = 0;
    return any;
  }
}
