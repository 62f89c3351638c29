package wtls.card.applet;

/** What this card is: written when it is personalised, fixed after FINALISE. */
final class Configuration {
  /** Policy: the keys of a window may be written and read by the phone. */
  static final byte WINDOW_EXPORT = 0x01;

  /** Policy: the PRF answers for the labels of WTLS only. */
  static final byte LABELS = 0x02;

  static final short SERIAL_LENGTH = 8;

  private static final byte FORMATTED = 0x57;

  private static final short FORMAT = Layout.CONFIGURATION;
  private static final short FINAL = (short) (Layout.CONFIGURATION + 1);
  private static final short SLOTS = (short) (Layout.CONFIGURATION + 2);
  private static final short POLICY = (short) (Layout.CONFIGURATION + 3);
  private static final short FEATURES = (short) (Layout.CONFIGURATION + 4);
  private static final short SERIAL = (short) (Layout.CONFIGURATION + 6);

  private final Memory memory;

  Configuration(Memory memory) {
    this.memory = memory;
  }

  /**
   * Begins a new card: personalisation is open, all features are on. A used memory stays as it is.
   */
  void format(byte slots) {
    if (memory.get(FORMAT) == FORMATTED) {
      return;
    }
    memory.set(SLOTS, slots);
    memory.set(POLICY, LABELS);
    memory.set(FEATURES, (byte) 0xFF);
    memory.set((short) (FEATURES + 1), (byte) 0xFF);
    memory.set(FORMAT, FORMATTED);
  }

  /** Whether personalisation is over. */
  boolean isFinal() {
    return memory.get(FINAL) != 0;
  }

  /** Session slots, numbered from 1. */
  short slots() {
    return (short) (memory.get(SLOTS) & 0xFF);
  }

  /** Whether a bit of the policy is set. */
  boolean policy(byte bit) {
    return (byte) (memory.get(POLICY) & bit) != 0;
  }

  /** The features that personalisation left on. */
  short features() {
    return memory.number(FEATURES);
  }

  /** CONFIGURE: serial 8 | features 2 | slots 1 | policy 1, at once. */
  void put(byte[] from, short at) {
    memory.begin();
    memory.put(SERIAL, from, at, SERIAL_LENGTH);
    memory.put(FEATURES, from, (short) (at + 8), (short) 2);
    memory.put(SLOTS, from[(short) (at + 10)]);
    memory.put(POLICY, from[(short) (at + 11)]);
    memory.commit();
  }

  /** FINALISE: from now on access rights hold. */
  void finish() {
    memory.set(FINAL, (byte) 1);
  }
}
