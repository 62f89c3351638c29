package wtls.card.applet;

/**
 * Comparisons and choices without branches. A mask is -1 for true and 0 for false. Values are from
 * 0 to 7FFF, so that no difference overflows.
 */
final class ConstantTime {
  private ConstantTime() {}

  /** The mask of {@code a < b}. */
  static short lessMask(short a, short b) {
    return (short) ((short) (a - b) >> 15);
  }

  /** The mask of {@code a == b}. */
  static short equalMask(short a, short b) {
    return (short) ((short) ((short) (a ^ b) - 1) >> 15);
  }

  /** {@code a} where the mask is -1, {@code b} where it is 0. */
  static short select(short mask, short a, short b) {
    return (short) (b ^ (short) (mask & (short) (a ^ b)));
  }

  /** The mask of whether two ranges are equal. */
  static short equalMask(byte[] a, short aOffset, byte[] b, short bOffset, short length) {
    byte difference = 0;
    for (short i = 0; i < length; i++) {
      difference |= (byte) (a[(short) (aOffset + i)] ^ b[(short) (bOffset + i)]);
    }
    return equalMask((short) (difference & 0xFF), (short) 0);
  }
}
