package wtls.card.applet;

import javacard.framework.APDU;
import javacard.framework.JCSystem;

/**
 * What a command answers, in the buffer of the {@link CommandData}. As much goes out at once as the
 * command asked for; the rest waits, behind status 61xx, for GET RESPONSE as the very next command.
 */
final class Response {
  private static final short AT = 0;
  private static final short LENGTH = 1;
  private static final short MOST = 0x100;

  private final CommandData data;
  private final short[] state;

  Response(CommandData data) {
    this.data = data;
    state = JCSystem.makeTransientShortArray((short) 2, JCSystem.CLEAR_ON_DESELECT);
  }

  /** The answer: that part of the command's buffer. */
  void set(short at, short length) {
    state[AT] = at;
    state[LENGTH] = length;
  }

  /** Octets not yet given out. */
  short length() {
    return state[LENGTH];
  }

  /** No answer, or the rest of it is not wanted. */
  void drop() {
    state[LENGTH] = 0;
  }

  /** Sends what the command asked for; ends with 61xx when more is left. */
  void send(APDU apdu, short expected) {
    short length = state[LENGTH] < expected ? state[LENGTH] : expected;
    if (length > 0) {
      apdu.setOutgoingLength(length);
      apdu.sendBytesLong(data.buffer, state[AT], length);
      state[AT] += length;
      state[LENGTH] -= length;
    }
    if (state[LENGTH] != 0) {
      short left = state[LENGTH];
      Status.fail(left >= MOST ? Status.MORE : (short) (Status.MORE | left));
    }
  }
}
