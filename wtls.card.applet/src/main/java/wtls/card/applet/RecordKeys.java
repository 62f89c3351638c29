package wtls.card.applet;

/** Where the keys of one key window and direction lie in an array. */
final class RecordKeys {
  /** The MAC secret begins here, 20 octets. */
  static final short MAC = 0;

  /** The expanded key begins here. */
  static final short KEY = 20;

  /** The IV begins here, 8 octets. */
  static final short IV = 44;

  /** Octets in all; what a short key leaves before the IV stays zero. */
  static final short SIZE = 52;

  private RecordKeys() {}
}
