package wtls.card.applet;

import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * Walks DER without reading past an end that is given. Whatever is malformed, a length in a longer
 * form than needed included, ends the command with {@link Status#DATA}.
 */
final class Der {
  static final byte BOOLEAN = 0x01;
  static final byte INTEGER = 0x02;
  static final byte BIT_STRING = 0x03;
  static final byte OCTET_STRING = 0x04;
  static final byte OID = 0x06;
  static final byte UTC_TIME = 0x17;
  static final byte GENERALIZED_TIME = 0x18;
  static final byte SEQUENCE = 0x30;

  private static final byte TRUE = (byte) 0xFF;

  // Indices of the transient state: the element last entered.
  private static final short CONTENT = 0;
  private static final short END = 1;
  private static final short ELEMENT = 2;

  private final short[] state;

  Der() {
    state = JCSystem.makeTransientShortArray((short) 3, JCSystem.CLEAR_ON_DESELECT);
  }

  /** Whether an element with this tag begins here. */
  static boolean isAt(byte[] octets, short at, short end, byte tag) {
    return at < end && octets[at] == tag;
  }

  /**
   * Enters the element that begins here and must have this tag.
   *
   * @return where its content begins
   */
  short enter(byte[] octets, short at, short end, byte tag) {
    Status.check(isAt(octets, at, end, tag), Status.DATA);
    state[ELEMENT] = at;
    at++;
    Status.check(at < end, Status.DATA);
    short length = (short) (octets[at] & 0xFF);
    at++;
    if (length == (short) 0x81) {
      Status.check(at < end, Status.DATA);
      length = (short) (octets[at] & 0xFF);
      at++;
      Status.check(length >= (short) 0x80, Status.DATA);
    } else if (length == (short) 0x82) {
      Status.check((short) (end - at) >= 2, Status.DATA);
      length = Util.getShort(octets, at);
      at += 2;
      Status.check(length >= (short) 0x100, Status.DATA);
    } else {
      Status.check(length < (short) 0x80, Status.DATA);
    }
    Status.check(length <= (short) (end - at), Status.DATA);
    state[CONTENT] = at;
    state[END] = (short) (at + length);
    return at;
  }

  /** Where the element last entered begins, tag included. */
  short element() {
    return state[ELEMENT];
  }

  /** Where the element last entered ends. */
  short end() {
    return state[END];
  }

  /** Octets of content of the element last entered. */
  short length() {
    return (short) (state[END] - state[CONTENT]);
  }

  /** Enters a positive integer in its shortest form, and passes over its sign octet. */
  short enterPositive(byte[] octets, short at, short end) {
    short content = enter(octets, at, end, INTEGER);
    Status.check(length() > 0 && octets[content] >= 0, Status.DATA);
    if (octets[content] == 0) {
      Status.check(length() > 1 && octets[(short) (content + 1)] < 0, Status.DATA);
      content++;
      state[CONTENT] = content;
    }
    return content;
  }

  /** Enters a bit string of whole octets, behind its count of unused bits. */
  short enterBits(byte[] octets, short at, short end) {
    short content = enter(octets, at, end, BIT_STRING);
    Status.check(length() > 0 && octets[content] == 0, Status.DATA);
    content++;
    state[CONTENT] = content;
    return content;
  }

  /** The value of a truth. */
  boolean truth(byte[] octets, short at, short end) {
    short content = enter(octets, at, end, BOOLEAN);
    Status.check(length() == 1 && (octets[content] == 0 || octets[content] == TRUE), Status.DATA);
    return octets[content] == TRUE;
  }

  /** Whether the content of the element last entered is this. */
  boolean is(byte[] octets, byte[] expected) {
    return length() == (short) expected.length
        && Util.arrayCompare(octets, state[CONTENT], expected, (short) 0, length()) == 0;
  }

  /** Whether the content of the element last entered is this and one octet more. */
  boolean isBelow(byte[] octets, byte[] arc) {
    short length = (short) arc.length;
    return length() == (short) (length + 1)
        && Util.arrayCompare(octets, state[CONTENT], arc, (short) 0, length) == 0;
  }
}
