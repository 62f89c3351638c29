package wtls.card.applet;

import javacard.framework.Util;

/**
 * Arithmetic in the field of a curve, by shift and add: enough to see whether a point is on the
 * curve. Numbers are as long as the modulus, which leads the curve's parameters, most significant
 * octet first. It only ever sees public values, so its time may depend on them.
 */
final class Field {
  private Field() {}

  /** Whether these octets are an element: an integer below the prime, or of a low enough degree. */
  static boolean isElement(Curve curve, byte[] number, short offset) {
    byte[] modulus = curve.parameters;
    if (!curve.prime) {
      return (short) (number[offset] & 0xFF) < curve.highestTerm;
    }
    for (short i = 0; i < curve.fieldOctets; i++) {
      short a = (short) (number[(short) (offset + i)] & 0xFF);
      short b = (short) (modulus[i] & 0xFF);
      if (a != b) {
        return a < b;
      }
    }
    return false;
  }

  /** Multiplies two elements; the product may not lie over a factor. */
  static void multiply(
      Curve curve, byte[] a, short aOffset, byte[] b, short bOffset, byte[] product, short offset) {
    Util.arrayFillNonAtomic(product, offset, curve.fieldOctets, (byte) 0);
    for (short octet = 0; octet < curve.fieldOctets; octet++) {
      short bits = a[(short) (aOffset + octet)];
      for (short bit = 0; bit < 8; bit++) {
        twice(curve, product, offset);
        if ((short) (bits & 0x80) != 0) {
          add(curve, product, offset, b, bOffset);
        }
        bits <<= 1;
      }
    }
  }

  /** Adds the second element to the first. */
  static void add(Curve curve, byte[] sum, short offset, byte[] b, short bOffset) {
    if (curve.prime) {
      boolean carry = addIntegers(curve.fieldOctets, sum, offset, b, bOffset);
      reduce(curve, carry, sum, offset);
    } else {
      xor(curve.fieldOctets, sum, offset, b, bOffset);
    }
  }

  /** The trace of an element of a binary field: 0 or 1. */
  static short trace(Curve curve, byte[] number, short offset) {
    short trace = bit(curve, number, offset, (short) 0);
    if (curve.trace1 != 0) {
      trace ^= bit(curve, number, offset, curve.trace1);
    }
    if (curve.trace2 != 0) {
      trace ^= bit(curve, number, offset, curve.trace2);
    }
    return trace;
  }

  private static short bit(Curve curve, byte[] number, short offset, short power) {
    short octet = (short) (offset + curve.fieldOctets - 1 - (short) (power / 8));
    return (short) ((short) (number[octet] >> (short) (power & 7)) & 1);
  }

  /** Doubles an integer; multiplies a polynomial by x. */
  private static void twice(Curve curve, byte[] number, short offset) {
    boolean carry = addIntegers(curve.fieldOctets, number, offset, number, offset);
    reduce(curve, carry, number, offset);
  }

  private static void reduce(Curve curve, boolean carry, byte[] number, short offset) {
    if (!carry && isElement(curve, number, offset)) {
      return;
    }
    if (curve.prime) {
      subtractIntegers(curve.fieldOctets, number, offset, curve.parameters, (short) 0);
    } else {
      xor(curve.fieldOctets, number, offset, curve.parameters, (short) 0);
    }
  }

  private static boolean addIntegers(
      short length, byte[] sum, short offset, byte[] b, short bOffset) {
    short carry = 0;
    for (short i = (short) (length - 1); i >= 0; i--) {
      short at = (short) (offset + i);
      carry += (short) (sum[at] & 0xFF);
      carry += (short) (b[(short) (bOffset + i)] & 0xFF);
      sum[at] = (byte) carry;
      carry = (short) ((short) (carry >> 8) & 1);
    }
    return carry != 0;
  }

  private static void subtractIntegers(
      short length, byte[] difference, short offset, byte[] b, short bOffset) {
    short borrow = 0;
    for (short i = (short) (length - 1); i >= 0; i--) {
      short at = (short) (offset + i);
      borrow += (short) (difference[at] & 0xFF);
      borrow -= (short) (b[(short) (bOffset + i)] & 0xFF);
      difference[at] = (byte) borrow;
      borrow >>= 8;
    }
  }

  private static void xor(short length, byte[] sum, short offset, byte[] b, short bOffset) {
    for (short i = 0; i < length; i++) {
      sum[(short) (offset + i)] ^= b[(short) (bOffset + i)];
    }
  }
}
