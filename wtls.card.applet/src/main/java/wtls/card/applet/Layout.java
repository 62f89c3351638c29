package wtls.card.applet;

/** Where things are in the {@link Memory}: areas one after another, sizes in octets. */
final class Layout {
  /** Largest number of session slots; how many are in use is told at install or by CONFIGURE. */
  static final short MAX_SLOTS = 32;

  /** PIN references 1..8. */
  static final short MAX_PINS = 8;

  static final short PIN_SIZE = 24;

  /** A sealed master secret: state 1, flags 1, reserved 2, secret 20. */
  static final short SECRET_SIZE = 24;

  static final short MAX_ROOTS = 16;

  /** A root: state 1, type 1, file 2, offset 2, length 2. */
  static final short ROOT_SIZE = 8;

  static final short MAX_FILES = 64;

  /** An elementary file: state 1, read 1, update 1, reserved 1, id 2, address 2, size 2. */
  static final short FILE_SIZE = 10;

  /** What the card is: see {@link Configuration}. */
  static final short CONFIGURATION = 0;

  static final short JOURNAL = 48;
  static final short JOURNAL_END = 1536;

  static final short PINS = JOURNAL_END;
  static final short SECRETS = PINS + MAX_PINS * PIN_SIZE;
  static final short ROOTS = SECRETS + MAX_SLOTS * SECRET_SIZE;
  static final short FILES = ROOTS + MAX_ROOTS * ROOT_SIZE;

  /** Private keys; laid out by the classes that use them. */
  static final short KEYS = FILES + MAX_FILES * FILE_SIZE;

  static final short KEYS_SIZE = 9216;

  /** Spare room for the full card. */
  static final short FULL = KEYS + KEYS_SIZE;

  static final short FULL_SIZE = 256;

  /** Contents of files, in the order of their creation. */
  static final short HEAP = FULL + FULL_SIZE;

  static final short END = 32767;

  private Layout() {}
}
