package wtls.card.applet;

import javacard.framework.Util;

/** Between Java Card's ECDSA signatures, which are DER, and WTLS's halves of fixed length. */
final class DerSignature {
  private static final byte SEQUENCE = 0x30;
  private static final byte INTEGER = 0x02;

  private DerSignature() {}

  /**
   * Writes r and s, each left-padded to the length of a half.
   *
   * @param der a signature that the card made
   * @return the octets of both halves
   */
  static short toHalves(byte[] der, short offset, short half, byte[] halves, short halvesOffset) {
    short r = (short) (offset + 2);
    short s = (short) ((short) (r + 2) + der[(short) (r + 1)]);
    toHalf(der, r, half, halves, halvesOffset);
    toHalf(der, s, half, halves, (short) (halvesOffset + half));
    return (short) (2 * half);
  }

  private static void toHalf(byte[] der, short integer, short half, byte[] out, short offset) {
    short length = der[(short) (integer + 1)];
    short from = (short) (integer + 2);
    if (length > half) {
      from += (short) (length - half);
      length = half;
    }
    short missing = (short) (half - length);
    Util.arrayFillNonAtomic(out, offset, missing, (byte) 0);
    Util.arrayCopyNonAtomic(der, from, out, (short) (offset + missing), length);
  }

  /**
   * Writes the DER form of r and s.
   *
   * @return its octets, at most twice a half and 8
   */
  static short fromHalves(byte[] halves, short offset, short half, byte[] der, short derOffset) {
    short at = (short) (derOffset + 2);
    at = fromHalf(halves, offset, half, der, at);
    at = fromHalf(halves, (short) (offset + half), half, der, at);
    der[derOffset] = SEQUENCE;
    der[(short) (derOffset + 1)] = (byte) ((short) (at - derOffset) - 2);
    return (short) (at - derOffset);
  }

  private static short fromHalf(byte[] halves, short offset, short half, byte[] der, short at) {
    while (half > 1 && halves[offset] == 0) {
      offset++;
      half--;
    }
    short sign = halves[offset] < 0 ? (short) 1 : (short) 0;
    der[at] = INTEGER;
    der[(short) (at + 1)] = (byte) (half + sign);
    der[(short) (at + 2)] = 0;
    short value = (short) ((short) (at + 2) + sign);
    Util.arrayCopyNonAtomic(halves, offset, der, value, half);
    return (short) (value + half);
  }
}
