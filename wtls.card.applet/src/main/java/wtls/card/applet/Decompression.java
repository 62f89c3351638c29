package wtls.card.applet;

import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * Finds y of compressed points (X9.62 4.2), which certificates of WTLS have as a rule and Java Card
 * does not take. What it gives is still to be checked: where x is of no point, neither is the
 * result. Points in certificates are no secrets.
 */
final class Decompression {
  private static final byte UNCOMPRESSED = 4;
  private static final short FIELD = Curves.LARGEST_FIELD;

  // Field elements in the work area.
  private static final short A = 0;
  private static final short B = FIELD;
  private static final short FACTOR = (short) (2 * FIELD);
  private static final short EXPONENT = (short) (3 * FIELD);
  private static final short SIZE = (short) (4 * FIELD);

  private final byte[] work;

  Decompression() {
    work = JCSystem.makeTransientByteArray(SIZE, JCSystem.CLEAR_ON_DESELECT);
  }

  /**
   * Turns 02 X or 03 X into 04 X Y, in place.
   *
   * @return false on a curve whose field has no simple root: curve 12
   */
  boolean expand(Curve curve, byte[] point, short offset) {
    short parity = (short) (point[offset] & 1);
    short x = (short) (offset + 1);
    short y = (short) (x + curve.fieldOctets);
    point[offset] = UNCOMPRESSED;
    if (!Field.isElement(curve, point, x)) {
      return false;
    }
    if (!curve.prime) {
      expandBinary(curve, point, x, y, parity);
      return true;
    }
    byte low = curve.parameters[(short) (curve.fieldOctets - 1)];
    if ((byte) (low & 3) != 3) {
      return false;
    }
    expandPrime(curve, point, x, y, parity);
    return true;
  }

  /** A root of x^3 + ax + b is its power (p + 1) / 4, where p leaves 3 divided by 4. */
  private void expandPrime(Curve curve, byte[] point, short x, short y, short parity) {
    short f = curve.fieldOctets;
    byte[] numbers = curve.parameters;
    Field.multiply(curve, point, x, point, x, work, A);
    Field.add(curve, work, A, numbers, curve.a());
    Field.multiply(curve, work, A, point, x, work, FACTOR);
    Field.add(curve, work, FACTOR, numbers, curve.b());
    quarter(numbers, f);
    short root = power(curve);
    if ((short) (work[(short) (root + f - 1)] & 1) == parity) {
      Util.arrayCopyNonAtomic(work, root, point, y, f);
    } else {
      negate(numbers, root, f, point, y);
    }
  }

  /** The exponent: a quarter of the number after p, which is the one after a quarter of p. */
  private void quarter(byte[] prime, short f) {
    short carry = 0;
    for (short i = 0; i < f; i++) {
      short octet = (short) (prime[i] & 0xFF);
      work[(short) (EXPONENT + i)] = (byte) ((short) (carry << 6) | (short) (octet >> 2));
      carry = (short) (octet & 3);
    }
    short at = (short) (EXPONENT + f);
    do {
      at--;
      work[at]++;
    } while (work[at] == 0);
  }

  /** The factor to the power of the exponent; gives the place of the result. */
  private short power(Curve curve) {
    short f = curve.fieldOctets;
    short from = A;
    short to = B;
    Util.arrayFillNonAtomic(work, A, f, (byte) 0);
    work[(short) (A + f - 1)] = 1;
    for (short octet = 0; octet < f; octet++) {
      short bits = work[(short) (EXPONENT + octet)];
      for (short bit = 0; bit < 8; bit++) {
        Field.multiply(curve, work, from, work, from, work, to);
        if ((short) (bits & 0x80) != 0) {
          Field.multiply(curve, work, to, work, FACTOR, work, from);
        } else {
          short swap = from;
          from = to;
          to = swap;
        }
        bits <<= 1;
      }
    }
    return from;
  }

  private void negate(byte[] prime, short number, short f, byte[] out, short offset) {
    short borrow = 0;
    for (short i = (short) (f - 1); i >= 0; i--) {
      borrow += (short) (prime[i] & 0xFF);
      borrow -= (short) (work[(short) (number + i)] & 0xFF);
      out[(short) (offset + i)] = (byte) borrow;
      borrow >>= 8;
    }
  }

  /** y is x z, with z^2 + z = x + a + b / x^2; z is a half-trace, as the field's degree is odd. */
  private void expandBinary(Curve curve, byte[] point, short x, short y, short parity) {
    short f = curve.fieldOctets;
    byte[] numbers = curve.parameters;
    invert(curve, point, x);
    Field.multiply(curve, work, A, work, A, work, B);
    Field.multiply(curve, work, B, numbers, curve.b(), work, FACTOR);
    Field.add(curve, work, FACTOR, point, x);
    Field.add(curve, work, FACTOR, numbers, curve.a());
    Util.arrayCopyNonAtomic(work, FACTOR, work, A, f);
    for (short i = (short) (curve.bits >> 1); i > 0; i--) {
      Field.multiply(curve, work, A, work, A, work, B);
      Field.multiply(curve, work, B, work, B, work, A);
      Field.add(curve, work, A, work, FACTOR);
    }
    short last = (short) (A + f - 1);
    if ((short) (work[last] & 1) != parity) {
      work[last] ^= 1;
    }
    Field.multiply(curve, work, A, point, x, point, y);
  }

  /** 1 / x is x to the power 2^m - 2; zero for zero. */
  private void invert(Curve curve, byte[] point, short x) {
    Util.arrayCopyNonAtomic(point, x, work, A, curve.fieldOctets);
    for (short i = (short) (curve.bits - 2); i > 0; i--) {
      Field.multiply(curve, work, A, work, A, work, B);
      Field.multiply(curve, work, B, point, x, work, A);
    }
    Field.multiply(curve, work, A, work, A, work, B);
    Util.arrayCopyNonAtomic(work, B, work, A, curve.fieldOctets);
  }
}
