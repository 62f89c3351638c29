package wtls.card.applet;

import javacard.framework.ISOException;

/** Status words of WAP-260 11.3 and of our own commands. */
final class Status {
  /** First octet: more of the response waits for GET RESPONSE. */
  static final short MORE = 0x6100;

  static final short WRONG = 0x6300;
  static final short TRIES_LEFT = 0x63C0;
  static final short NO_ENVIRONMENT = 0x6600;
  static final short LENGTH = 0x6700;
  static final short PIN_MISSING = 0x6982;
  static final short PIN_BLOCKED = 0x6983;
  static final short CONDITIONS = 0x6985;
  static final short NO_FILE_SELECTED = 0x6986;
  static final short DATA = 0x6A80;
  static final short NO_FILE = 0x6A82;
  static final short MEMORY = 0x6A84;
  static final short NO_REFERENCE = 0x6A88;
  static final short PARAMETERS = 0x6B00;
  static final short WRONG_EXPECTED = 0x6C00;
  static final short INSTRUCTION = 0x6D00;
  static final short CLASS = 0x6E00;

  private Status() {}

  /** Ends the command with a status word; never returns. */
  static void fail(short word) {
    ISOException.throwIt(word);
  }

  /** Ends the command with a status word unless a condition holds. */
  static void check(boolean condition, short word) {
    if (!condition) {
      ISOException.throwIt(word);
    }
  }
}
