package wtls.card.applet;

import javacard.framework.Util;
import javacard.security.ECPrivateKey;
import javacard.security.ECPublicKey;
import javacard.security.KeyBuilder;
import javacard.security.KeyPair;

/**
 * One curve with a WTLS number: its parameters, and the one pair of key objects the card has on it.
 */
final class Curve {
  private static final short LEAST_SIGNING_BITS = 160;

  final byte number;
  final short bits;
  final boolean prime;

  /** Octets of a coordinate, and of an agreed secret. */
  final short fieldOctets;

  /** Octets of the order, of a private key, and of each half of a signature. */
  final short orderOctets;

  final byte cofactor;

  /** Modulus, a, b, base point 04 X Y, order. */
  final byte[] parameters;

  /** Of a binary field: the bit of the modulus's first octet that is its highest term. */
  final short highestTerm;

  /** Of a binary field: the powers of x beside 1 whose trace is 1; 0 for none. */
  final short trace1;

  final short trace2;

  private final ECPrivateKey privateKey;
  private final ECPublicKey publicKey;
  private final KeyPair pair;

  /** The curve that this row of {@link CurveParameters#SHAPES} describes. */
  Curve(short row) {
    short[] shapes = CurveParameters.SHAPES;
    short shape = (short) (row * CurveParameters.SHAPE);
    number = (byte) shapes[shape];
    bits = shapes[(short) (shape + 1)];
    fieldOctets = (short) ((short) (bits + 7) / 8);
    orderOctets = shapes[(short) (shape + 2)];
    cofactor = (byte) shapes[(short) (shape + 3)];
    prime = shapes[(short) (shape + 4)] == 0;
    trace1 = shapes[(short) (shape + 7)];
    trace2 = shapes[(short) (shape + 8)];
    parameters = CurveParameters.of(row);
    highestTerm = (short) (1 << (short) (bits & 7));
    byte privateType = prime ? KeyBuilder.TYPE_EC_FP_PRIVATE : KeyBuilder.TYPE_EC_F2M_PRIVATE;
    byte publicType = prime ? KeyBuilder.TYPE_EC_FP_PUBLIC : KeyBuilder.TYPE_EC_F2M_PUBLIC;
    privateKey = (ECPrivateKey) KeyBuilder.buildKey(privateType, bits, false);
    publicKey = (ECPublicKey) KeyBuilder.buildKey(publicType, bits, false);
    setField(shapes, (short) (shape + 4));
    setCurve();
    pair = new KeyPair(publicKey, privateKey);
  }

  private void setField(short[] shapes, short terms) {
    if (prime) {
      privateKey.setFieldFP(parameters, (short) 0, fieldOctets);
      publicKey.setFieldFP(parameters, (short) 0, fieldOctets);
    } else if (shapes[(short) (terms + 1)] == 0) {
      privateKey.setFieldF2M(shapes[terms]);
      publicKey.setFieldF2M(shapes[terms]);
    } else {
      short middle = shapes[(short) (terms + 1)];
      short high = shapes[(short) (terms + 2)];
      privateKey.setFieldF2M(shapes[terms], middle, high);
      publicKey.setFieldF2M(shapes[terms], middle, high);
    }
  }

  private void setCurve() {
    short point = pointOctets();
    short base = base();
    privateKey.setA(parameters, a(), fieldOctets);
    publicKey.setA(parameters, a(), fieldOctets);
    privateKey.setB(parameters, b(), fieldOctets);
    publicKey.setB(parameters, b(), fieldOctets);
    privateKey.setG(parameters, base, point);
    publicKey.setG(parameters, base, point);
    short order = (short) (base + point);
    privateKey.setR(parameters, order, (short) (parameters.length - order));
    publicKey.setR(parameters, order, (short) (parameters.length - order));
    privateKey.setK(cofactor);
    publicKey.setK(cofactor);
  }

  /** Where a lies in the parameters. */
  short a() {
    return fieldOctets;
  }

  /** Where b lies in the parameters. */
  short b() {
    return (short) (2 * fieldOctets);
  }

  /** Octets of an uncompressed point. */
  short pointOctets() {
    return (short) ((short) (2 * fieldOctets) + 1);
  }

  /** Where the base point 04 X Y lies in the parameters. */
  short base() {
    return (short) (3 * fieldOctets);
  }

  /** Where the order lies in the parameters. */
  short order() {
    return (short) (parameters.length - orderOctets);
  }

  /** Curves below 160 bits may agree on secrets but not sign (WAP-261 appendix A). */
  boolean signs() {
    return bits >= LEAST_SIGNING_BITS;
  }

  /** The private key object with this scalar; {@link #wipe} ends its use. */
  ECPrivateKey privateKey(byte[] scalar, short offset) {
    privateKey.setS(scalar, offset, orderOctets);
    return privateKey;
  }

  ECPublicKey publicKey(byte[] point, short offset) {
    publicKey.setW(point, offset, pointOctets());
    return publicKey;
  }

  /** Puts a number that is no secret where the scalar was. */
  void wipe() {
    short at = (short) (CurveParameters.ONE.length - orderOctets);
    privateKey.setS(CurveParameters.ONE, at, orderOctets);
  }

  /** Makes a key pair: the scalar left-padded to the order's length, the point 04 X Y. */
  void generate(byte[] scalar, short scalarOffset, byte[] point, short pointOffset) {
    pair.genKeyPair();
    short length = privateKey.getS(scalar, scalarOffset);
    wipe();
    short missing = (short) (orderOctets - length);
    if (missing > 0) {
      Util.arrayCopyNonAtomic(
          scalar, scalarOffset, scalar, (short) (scalarOffset + missing), length);
      Util.arrayFillNonAtomic(scalar, scalarOffset, missing, (byte) 0);
    }
    publicKey.getW(point, pointOffset);
  }
}
