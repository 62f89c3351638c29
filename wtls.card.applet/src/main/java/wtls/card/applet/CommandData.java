package wtls.card.applet;

import javacard.framework.APDU;
import javacard.framework.ISO7816;
import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * The command being served: header and data. Data come in one APDU, short or extended, or in chunks
 * that are collected here until the last one. One buffer in RAM serves all: {@link #buffer} holds
 * the data from its start, may be used as working space behind them, and gives out the {@link
 * Response}.
 */
final class CommandData {
  // Indices of the transient state.
  private static final short LENGTH = 0;
  private static final short EXPECTED = 1;
  private static final short PENDING = 2;
  private static final short HEADER = 4;

  /** Data at 0..{@link #length}; wiped after the command, when its response is out. */
  final byte[] buffer;

  private final short[] state;
  private final byte[] header;

  CommandData(short capacity) {
    buffer = JCSystem.makeTransientByteArray(capacity, JCSystem.CLEAR_ON_DESELECT);
    state = JCSystem.makeTransientShortArray((short) 3, JCSystem.CLEAR_ON_DESELECT);
    header = JCSystem.makeTransientByteArray(HEADER, JCSystem.CLEAR_ON_DESELECT);
  }

  byte ins() {
    return header[ISO7816.OFFSET_INS];
  }

  /** P1, without the bit that says that more chunks follow. */
  byte p1() {
    return header[ISO7816.OFFSET_P1];
  }

  /** P2, without the bit that says that more chunks follow. */
  byte p2() {
    return header[ISO7816.OFFSET_P2];
  }

  /** Octets of data, of all chunks together. */
  short length() {
    return state[LENGTH];
  }

  /** Octets that the command asks for at most; 0 when it asks for none. */
  short expected() {
    return state[EXPECTED];
  }

  /** Refuses data of another length. */
  void expectLength(short length) {
    Status.check(state[LENGTH] == length, Status.LENGTH);
  }

  /** Refuses other parameters. */
  void expectParameters(byte p1, byte p2) {
    Status.check(p1() == p1 && p2() == p2, Status.PARAMETERS);
  }

  /** An unsigned octet of the data. */
  short octet(short at) {
    return (short) (buffer[at] & 0xFF);
  }

  /** Two octets of the data, big endian. */
  short number(short at) {
    return Util.getShort(buffer, at);
  }

  /**
   * Takes one APDU's header and data.
   *
   * @param more offset of the parameter whose bit 80 says that more chunks follow, or 0 if none
   *     does
   * @param carriesData whether the command has data; told apart here because T=0 does not
   * @return whether the command is complete
   */
  boolean receive(APDU apdu, byte more, boolean carriesData) {
    byte[] incoming = apdu.getBuffer();
    boolean last = more == 0 || incoming[more] >= 0;
    if (more != 0) {
      incoming[more] &= 0x7F;
    }
    if (state[PENDING] == 0 || !sameHeader(incoming)) {
      wipe();
      Util.arrayCopyNonAtomic(incoming, (short) 0, header, (short) 0, HEADER);
    }
    state[PENDING] = (short) (last ? 0 : 1);
    if (carriesData) {
      collect(apdu, incoming);
    }
    state[EXPECTED] = expected(apdu);
    return last;
  }

  /** Forgets the command and all that its buffer held, unless more chunks of it follow. */
  void settle() {
    if (state[PENDING] == 0) {
      wipe();
    }
  }

  /** Forgets the command and all that its buffer held. */
  void wipe() {
    Util.arrayFillNonAtomic(buffer, (short) 0, (short) buffer.length, (byte) 0);
    state[LENGTH] = 0;
    state[EXPECTED] = 0;
    state[PENDING] = 0;
  }

  private boolean sameHeader(byte[] incoming) {
    return Util.arrayCompare(incoming, (short) 0, header, (short) 0, HEADER) == 0;
  }

  private void collect(APDU apdu, byte[] incoming) {
    short got = apdu.setIncomingAndReceive();
    short from = apdu.getOffsetCdata();
    short length = state[LENGTH];
    if (apdu.getIncomingLength() > (short) (buffer.length - length)) {
      wipe();
      Status.fail(Status.LENGTH);
    }
    while (got > 0) {
      Util.arrayCopyNonAtomic(incoming, from, buffer, length, got);
      length += got;
      got = apdu.receiveBytes(from);
    }
    state[LENGTH] = length;
  }

  // Beyond 7FFF means "all there is".
  private static short expected(APDU apdu) {
    short expected = apdu.setOutgoing();
    return expected < 0 ? Short.MAX_VALUE : expected;
  }
}
