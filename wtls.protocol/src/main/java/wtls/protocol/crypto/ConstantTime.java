package wtls.protocol.crypto;

/**
 * Comparisons and choices without branches. A mask is -1 for true and 0 for false. Callers pass
 * values from 0 to 2^30, so that no difference overflows.
 */
public final class ConstantTime {

  private ConstantTime() {}

  /**
   * Whether two arrays are equal. Takes a time that depends on their lengths alone; lengths are not
   * secret.
   */
  public static boolean equals(byte[] a, byte[] b) {
    return a.length == b.length && equalMask(a, 0, b, 0, a.length) != 0;
  }

  /** The mask of whether two ranges are equal. */
  public static int equalMask(byte[] a, int aOffset, byte[] b, int bOffset, int length) {
    int difference = 0;
    for (int i = 0; i < length; i++) {
      difference |= a[aOffset + i] ^ b[bOffset + i];
    }
    return zeroMask(difference & 0xFF);
  }

  /** The mask of {@code a == 0}, for any {@code a}. */
  public static int zeroMask(int a) {
    return ~((a | -a) >> 31);
  }

  /** The mask of {@code a == b}, for any two values. */
  public static int equalMask(int a, int b) {
    return zeroMask(a ^ b);
  }

  /** The mask of {@code a < b}. */
  public static int lessMask(int a, int b) {
    return (a - b) >> 31;
  }

  /** {@code a} where the mask is -1, {@code b} where it is 0. */
  public static int select(int mask, int a, int b) {
    return b ^ (mask & (a ^ b));
  }

  /**
   * Octet by octet {@code a} where the mask is -1, {@code b} where it is 0.
   *
   * @return a new array as long as both
   */
  public static byte[] select(int mask, byte[] a, byte[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException("The arrays differ in length: give two of equal length.");
    }
    byte[] chosen = new byte[a.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = (byte) select(mask, a[i], b[i]);
    }
    return chosen;
  }
}
