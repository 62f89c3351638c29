package wtls.card.applet;

import javacard.framework.Util;

/**
 * Remembers which of the last 64 sequence numbers were opened (WAP-261 9.2.3.1), in {@link #SIZE}
 * octets of somebody else's array: the highest number, then one bit for each number below it, then
 * whether there is one; the same for the highest number of a handshake, without bits. All zero is
 * the state before the first record.
 *
 * <p>The window moves on with the data, while a flight that was lost is repeated under its old
 * numbers (WAP-261 10.4): a record of a handshake is never too old, as long as it is newer than all
 * such records before it.
 *
 * <p>Only records that have proved authentic are accepted: else a forged number would shut out the
 * true ones.
 */
final class ReplayWindow {
  /** Octets of state. */
  static final short SIZE = 14;

  /** How many numbers are told apart, the highest included; older ones are never fresh. */
  static final short WIDTH = 64;

  private static final short BITS = 2;
  private static final short USED = 10;
  private static final short HANDSHAKE = 11;
  private static final short HANDSHAKES = 13;
  private static final short BIT_OCTETS = 8;

  private ReplayWindow() {}

  /** Whether a record may be opened: its number is fresh, or it is of a handshake and late. */
  static boolean mayOpen(byte[] state, short offset, short sequence, boolean handshake) {
    return isFresh(state, offset, sequence) || (handshake && isLate(state, offset, sequence));
  }

  private static boolean isLate(byte[] state, short offset, short sequence) {
    short highest = Util.getShort(state, offset);
    boolean behind = !isAbove(sequence, highest) && !isNear(highest, sequence);
    return behind
        && (state[(short) (offset + HANDSHAKES)] == 0
            || isAbove(sequence, Util.getShort(state, (short) (offset + HANDSHAKE))));
  }

  private static boolean isNear(short highest, short sequence) {
    short age = (short) (highest - sequence);
    return age >= 0 && age < WIDTH;
  }

  /** Remembers a number whose record is authentic. */
  static void accept(byte[] state, short offset, short sequence, boolean handshake) {
    short newest = (short) (offset + HANDSHAKE);
    if (handshake
        && (state[(short) (offset + HANDSHAKES)] == 0
            || isAbove(sequence, Util.getShort(state, newest)))) {
      state[(short) (offset + HANDSHAKES)] = 1;
      Util.setShort(state, newest, sequence);
    }
    if (isFresh(state, offset, sequence)) {
      accept(state, offset, sequence);
    }
  }

  /** Whether this number was not accepted before and is not too old to know. */
  static boolean isFresh(byte[] state, short offset, short sequence) {
    if (state[(short) (offset + USED)] == 0) {
      return true;
    }
    short highest = Util.getShort(state, offset);
    if (isAbove(sequence, highest)) {
      return true;
    }
    // Below 32768 apart, or the difference is negative.
    short age = (short) (highest - sequence);
    return age >= 0
        && age < WIDTH
        && (state[(short) (offset + BITS + (short) (age >> 3))] & (byte) (1 << (age & 7))) == 0;
  }

  /** Remembers a number that is fresh and whose record is authentic. */
  static void accept(byte[] state, short offset, short sequence) {
    short highest = Util.getShort(state, offset);
    if (state[(short) (offset + USED)] == 0) {
      state[(short) (offset + USED)] = 1;
      highest = sequence;
    } else if (isAbove(sequence, highest)) {
      age(state, (short) (offset + BITS), (short) (sequence - highest));
      highest = sequence;
    }
    Util.setShort(state, offset, highest);
    short age = (short) (highest - sequence);
    state[(short) (offset + BITS + (short) (age >> 3))] |= (byte) (1 << (age & 7));
  }

  /** Unsigned {@code a > b}. */
  static boolean isAbove(short a, short b) {
    return (short) (a ^ (short) 0x8000) > (short) (b ^ (short) 0x8000);
  }

  /** Makes every number remembered so much older; bit i of octet j stands for age 8 j + i. */
  private static void age(byte[] state, short bits, short steps) {
    if (steps < 0 || steps >= WIDTH) {
      Util.arrayFillNonAtomic(state, bits, BIT_OCTETS, (byte) 0);
      return;
    }
    short octets = (short) (steps >> 3);
    short rest = (short) (steps & 7);
    for (short at = (short) (BIT_OCTETS - 1); at >= 0; at--) {
      short from = (short) (at - octets);
      short high = from < 0 ? (short) 0 : (short) (state[(short) (bits + from)] & 0xFF);
      short low = from < 1 ? (short) 0 : (short) (state[(short) (bits + from - 1)] & 0xFF);
      state[(short) (bits + at)] =
          (byte) ((short) (high << rest) | (short) (low >> (short) (8 - rest)));
    }
  }
}
