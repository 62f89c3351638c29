package wtls.card.applet;

import java.math.BigInteger;
import java.util.Random;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.field.PolynomialExtensionField;
import org.bouncycastle.util.BigIntegers;
import wtls.api.algorithm.NamedCurve;
import wtls.protocol.crypto.Curves;

/** Points as an attacker would make them. */
final class HostilePoints {
  private HostilePoints() {}

  static byte[] compressed(NamedCurve named, byte[] point) {
    return Curves.of(named).getCurve().decodePoint(point).getEncoded(true);
  }

  /** A point of the curve, in whichever of its groups. */
  static byte[] anyPoint(NamedCurve named, Random random) {
    ECCurve curve = loose(named);
    while (true) {
      byte[] x = new byte[1 + named.fieldOctets()];
      BigInteger value = new BigInteger(named.bits(), random);
      System.arraycopy(
          BigIntegers.asUnsignedByteArray(named.fieldOctets(), value),
          0,
          x,
          1,
          named.fieldOctets());
      x[0] = (byte) (2 | random.nextInt(2));
      try {
        return curve.decodePoint(x).getEncoded(false);
      } catch (IllegalArgumentException e) {
        // No point has this x: about half of all.
      }
    }
  }

  static boolean inGroup(NamedCurve named, byte[] point) {
    BigInteger n = Curves.of(named).getN();
    return loose(named).decodePoint(point).multiply(n).isInfinity();
  }

  /** The part of this point that has a small order, or null when there is none. */
  static byte[] smallPoint(NamedCurve named, byte[] point) {
    ECPoint small = loose(named).decodePoint(point).multiply(Curves.of(named).getN());
    return small.isInfinity() ? null : small.getEncoded(false);
  }

  // Without order and cofactor Bouncy Castle checks the equation only.
  private static ECCurve loose(NamedCurve named) {
    ECCurve curve = Curves.of(named).getCurve();
    int[] terms =
        ((PolynomialExtensionField) curve.getField()).getMinimalPolynomial().getExponentsPresent();
    boolean three = terms.length == 5;
    return new ECCurve.F2m(
        curve.getFieldSize(),
        terms[1],
        three ? terms[2] : 0,
        three ? terms[3] : 0,
        curve.getA().toBigInteger(),
        curve.getB().toBigInteger(),
        null,
        null);
  }
}
