package wtls.card.applet.subset;

import javacard.framework.JCSystem;
import javacard.framework.Util;

/** What the converter takes, and the gate must too. */
class Convertible {
  static final byte[] TABLE = {1, 2, (byte) 0x80};
  static final short[] SHORTS = {1, 0x7FFF, (short) 0x8000};
  private static final short LIMIT = (short) 0xC000;

  private final byte[] memory;
  private final short[] counters;

  Convertible() {
    memory = allocate((short) 4);
    counters = JCSystem.makeTransientShortArray((short) 2, JCSystem.CLEAR_ON_RESET);
  }

  private static byte[] allocate(short length) {
    return new byte[length];
  }

  short chains(short one, short two, byte three) {
    return (short) (one + two - three * 3 + (one << 2));
  }

  boolean compares(short one, byte two) {
    return (short) (one + two) > 3 && (byte) (two & 0x0F) == 1 && one < LIMIT;
  }

  short masks(short one, short two) {
    return (one + two & 0xFF) == 7 ? one : two;
  }

  void counts() {
    for (short i = 0; i < (short) memory.length; i++) {
      memory[i] ^= TABLE[(short) (i % 3)];
      memory[(short) (i >> 1)]++;
      counters[0] += (short) (memory[i] & 0xFF);
      counters[1]--;
    }
  }

  short switches(byte kind) {
    switch (kind) {
      case (byte) 0x84:
        return Util.makeShort(kind, TABLE[0]);
      case 2:
        return SHORTS[kind];
      default:
        return 0;
    }
  }

  boolean guards(byte[] other) {
    boolean done = false;
    try {
      counts();
      done = true;
    } catch (ArrayIndexOutOfBoundsException e) {
      return false;
    } finally {
      memory[0] = 0;
    }
    return done && other.equals(memory);
  }
}
