package wtls.card.applet;

/** Comparisons of octets and of unsigned numbers, most significant octet first. */
final class Octets {
  private Octets() {}

  /** Whether two arrays hold the same octets; takes as long whether they do or not. */
  static boolean areEqual(byte[] a, short aOffset, byte[] b, short bOffset, short length) {
    byte difference = 0;
    for (short i = 0; i < length; i++) {
      difference |= (byte) (a[(short) (aOffset + i)] ^ b[(short) (bOffset + i)]);
    }
    return difference == 0;
  }

  /** Whether all octets are 00; takes as long whether they are or not. */
  static boolean isZero(byte[] number, short offset, short length) {
    byte any = 0;
    for (short i = 0; i < length; i++) {
      any |= number[(short) (offset + i)];
    }
    return any == 0;
  }

  /** Whether the first number is the smaller; takes as long whatever the numbers are. */
  static boolean isBelow(byte[] a, short aOffset, byte[] b, short bOffset, short length) {
    short borrow = 0;
    for (short i = (short) (length - 1); i >= 0; i--) {
      borrow += (short) (a[(short) (aOffset + i)] & 0xFF);
      borrow -= (short) (b[(short) (bOffset + i)] & 0xFF);
      borrow >>= 8;
    }
    return borrow != 0;
  }
}
