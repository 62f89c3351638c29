package wtls.card.applet;

import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.KeyAgreement;
import javacard.security.Signature;

/**
 * Key agreement and ECDSA on the curves with a WTLS number. A point from outside is checked whole
 * before a private key touches it: form, coordinates, equation, and the order where the curve has a
 * cofactor; so a false point learns nothing of the key.
 */
final class Curves {
  /** Octets of the largest agreed secret. */
  static final short LARGEST_FIELD = 30;

  /** Octets of the largest uncompressed point. */
  static final short LARGEST_POINT = 61;

  private static final byte UNCOMPRESSED = 4;

  private final Curve[] curves;
  private final KeyAgreement agreement;
  private final Signature signature;

  /** Transient: field elements while a point is checked, a scalar, or a DER signature. */
  private final byte[] work;

  Curves() {
    agreement = KeyAgreement.getInstance(KeyAgreement.ALG_EC_SVDP_DH_PLAIN, false);
    signature = Signature.getInstance(Signature.ALG_ECDSA_SHA, false);
    work = JCSystem.makeTransientByteArray((short) (3 * LARGEST_FIELD), JCSystem.CLEAR_ON_DESELECT);
    curves = new Curve[CurveParameters.COUNT];
    for (short i = 0; i < CurveParameters.COUNT; i++) {
      curves[i] = new Curve(i);
    }
  }

  /** The curve with this WTLS number, or null. */
  Curve find(byte number) {
    for (short i = 0; i < CurveParameters.COUNT; i++) {
      if (curves[i].number == number) {
        return curves[i];
      }
    }
    return null;
  }

  /** The signing curve whose points have this form and length, of two the basic one, or null. */
  Curve basic(byte[] key, short offset, short length) {
    short point =
        (short) ((short) (key[offset] & 0xFF) == (short) (length - 1) ? length - 1 : length);
    switch (point) {
      case 41:
        return find((byte) 7);
      case 43:
        return find((byte) 5);
      case 57:
        return find((byte) 12);
      case 61:
        return find((byte) 11);
      default:
        return null;
    }
  }

  /**
   * Where the uncompressed point lies in a public key that may have WTLS's length octet before it
   * (wim.md 8.5), or -1 when these octets are no point of the group of the base point. Compressed
   * points are not taken: Java Card cannot decompress them.
   */
  short locatePoint(Curve curve, byte[] key, short offset, short length) {
    short point = curve.pointOctets();
    if (length == (short) (point + 1) && (short) (key[offset] & 0xFF) == point) {
      offset++;
      length--;
    }
    if (length != point || key[offset] != UNCOMPRESSED) {
      return -1;
    }
    return isInGroup(curve, key, (short) (offset + 1)) ? offset : (short) -1;
  }

  private boolean isInGroup(Curve curve, byte[] point, short x) {
    short y = (short) (x + curve.fieldOctets);
    if (!Field.isElement(curve, point, x)
        || !Field.isElement(curve, point, y)
        || !isOnCurve(curve, point, x, y)) {
      return false;
    }
    return curve.cofactor == 1 || isMultipleOfBase(curve, point, x, y);
  }

  /** y^2 = x^3 + ax + b, or y^2 + xy = x^3 + ax^2 + b. */
  private boolean isOnCurve(Curve curve, byte[] point, short x, short y) {
    short f = curve.fieldOctets;
    short right = 0;
    short left = f;
    short factor = (short) (2 * f);
    byte[] numbers = curve.parameters;
    Field.multiply(curve, point, x, point, x, work, left);
    if (curve.prime) {
      Field.add(curve, work, left, numbers, curve.a());
      Field.multiply(curve, work, left, point, x, work, right);
      Field.multiply(curve, point, y, point, y, work, left);
    } else {
      Util.arrayCopyNonAtomic(point, x, work, factor, f);
      Field.add(curve, work, factor, numbers, curve.a());
      Field.multiply(curve, work, left, work, factor, work, right);
      Util.arrayCopyNonAtomic(point, x, work, factor, f);
      Field.add(curve, work, factor, point, y);
      Field.multiply(curve, point, y, work, factor, work, left);
    }
    Field.add(curve, work, right, numbers, curve.b());
    return Util.arrayCompare(work, left, work, right, f) == 0;
  }

  /**
   * Whether a point of a binary curve is in the group of the base point. A point is the double of
   * another if its x has the trace of a (Seroussi); that is all with cofactor 2. With cofactor 4
   * its half must be a double too. Half of the point has the x of which y + (s + 1)x is the square,
   * where s^2 + s = x + a, and squaring leaves the trace as it is.
   */
  private boolean isMultipleOfBase(Curve curve, byte[] point, short x, short y) {
    if (Field.trace(curve, point, x) != Field.trace(curve, curve.parameters, curve.a())) {
      return false;
    }
    if (curve.cofactor == 2) {
      return true;
    }
    short s = 0;
    short product = (short) (2 * curve.fieldOctets);
    solveQuadratic(curve, point, x, s);
    Field.multiply(curve, work, s, point, x, work, product);
    Field.add(curve, work, product, point, x);
    Field.add(curve, work, product, point, y);
    return Field.trace(curve, work, product) == Field.trace(curve, curve.parameters, curve.a());
  }

  /**
   * Solves s^2 + s = x + a by the half-trace: the sum of every second square; x + a has trace 0.
   */
  private void solveQuadratic(Curve curve, byte[] point, short x, short s) {
    short f = curve.fieldOctets;
    short power = f;
    short square = (short) (2 * f);
    Util.arrayCopyNonAtomic(point, x, work, s, f);
    Field.add(curve, work, s, curve.parameters, curve.a());
    Util.arrayCopyNonAtomic(work, s, work, power, f);
    for (short i = (short) ((short) (curve.bits - 1) / 2); i > 0; i--) {
      Field.multiply(curve, work, power, work, power, work, square);
      Field.multiply(curve, work, square, work, square, work, power);
      Field.add(curve, work, s, work, power);
    }
  }

  /** Whether a scalar is a private key: from 1 to below the order. */
  boolean isPrivateKey(Curve curve, byte[] scalar, short offset) {
    short n = curve.orderOctets;
    return !Octets.isZero(scalar, offset, n)
        && Octets.isBelow(scalar, offset, curve.parameters, curve.order(), n);
  }

  /**
   * Agrees on a secret: the x-coordinate, as long as a field element (WAP-261 10.5.7.2).
   *
   * @param point one that {@link #locatePoint} found
   * @return the secret's octets
   */
  short agree(
      Curve curve,
      byte[] scalar,
      short scalarOffset,
      byte[] point,
      short pointOffset,
      byte[] secret,
      short offset) {
    agreement.init(curve.privateKey(scalar, scalarOffset));
    short length =
        agreement.generateSecret(point, pointOffset, curve.pointOctets(), secret, offset);
    curve.wipe();
    return length;
  }

  /**
   * The x-coordinate of the public key, which is what a private key and the base point agree on.
   *
   * @return its octets
   */
  short publicX(Curve curve, byte[] scalar, short scalarOffset, byte[] x, short offset) {
    return agree(curve, scalar, scalarOffset, curve.parameters, curve.base(), x, offset);
  }

  /**
   * Signs a SHA-1 hash: r and s, each as long as the order. The signature may lie over the hash.
   *
   * @return the signature's octets
   */
  short sign(
      Curve curve,
      byte[] scalar,
      short scalarOffset,
      byte[] hash,
      short hashOffset,
      byte[] out,
      short offset) {
    signature.init(curve.privateKey(scalar, scalarOffset), Signature.MODE_SIGN);
    signature.signPreComputedHash(hash, hashOffset, Prf.HASH, work, (short) 0);
    curve.wipe();
    return DerSignature.toHalves(work, (short) 0, curve.orderOctets, out, offset);
  }

  /** Whether a signature r || s over a SHA-1 hash is right. The point is one that was located. */
  boolean verify(
      Curve curve,
      byte[] point,
      short pointOffset,
      byte[] hash,
      short hashOffset,
      byte[] halves,
      short offset) {
    short length = DerSignature.fromHalves(halves, offset, curve.orderOctets, work, (short) 0);
    signature.init(curve.publicKey(point, pointOffset), Signature.MODE_VERIFY);
    return signature.verifyPreComputedHash(hash, hashOffset, Prf.HASH, work, (short) 0, length);
  }
}
