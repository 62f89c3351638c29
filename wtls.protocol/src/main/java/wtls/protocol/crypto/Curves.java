package wtls.protocol.crypto;

import java.math.BigInteger;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import wtls.api.algorithm.NamedCurve;

/**
 * The domain parameters of the curves with a WTLS number (WAP-261 appendix A), and their points.
 */
public final class Curves {
  private static final Map<NamedCurve, ECDomainParameters> DOMAINS = domains();

  private Curves() {}

  private static Map<NamedCurve, ECDomainParameters> domains() {
    Map<NamedCurve, ECDomainParameters> domains = new EnumMap<>(NamedCurve.class);
    for (NamedCurve curve : NamedCurve.values()) {
      domains.put(curve, build(curve));
    }
    return Collections.unmodifiableMap(domains);
  }

  private static ECDomainParameters build(NamedCurve curve) {
    return switch (curve) {
      case WTLS1 -> wtls1();
      case WTLS8 -> small("FFFFFFFFFFFFFFFFFFFFFFFFFDE7", "0100000000000001ECEA551AD837E9");
      case WTLS9 ->
          small(
              "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC808F",
              "0100000000000000000001CDC98AE0E2DE574ABF33");
      case SECT163K1,
          SECT113R1,
          C2PNB163V1,
          SECP112R1,
          SECP160R1,
          SECT233K1,
          SECT233R1,
          SECP224R1 ->
          named(curve.standardName());
    };
  }

  private static ECDomainParameters named(String name) {
    X9ECParameters fast = CustomNamedCurves.getByName(name);
    return new ECDomainParameters(fast != null ? fast : ECNamedCurveTable.getByName(name));
  }

  /** Curve 1: y^2 + xy = x^3 + x^2 + 1 over x^113 + x^9 + 1, cofactor 2. */
  private static ECDomainParameters wtls1() {
    BigInteger order = hex("FFFFFFFFFFFFFFFDBF91AF6DEA73");
    BigInteger cofactor = BigInteger.TWO;
    ECCurve curve = new ECCurve.F2m(113, 9, BigInteger.ONE, BigInteger.ONE, order, cofactor);
    ECPoint base =
        curve.createPoint(
            hex("01667979A40BA497E5D5C270780617"), hex("00F44B4AF1ECC2630E08785CEBCC15"));
    return new ECDomainParameters(curve, base, order, cofactor);
  }

  /** Curves 8 and 9: y^2 = x^3 + 3 with base point (1, 2), cofactor 1. */
  private static ECDomainParameters small(String prime, String order) {
    BigInteger n = hex(order);
    ECCurve curve =
        new ECCurve.Fp(hex(prime), BigInteger.ZERO, BigInteger.valueOf(3), n, BigInteger.ONE, true);
    ECPoint base = curve.createPoint(BigInteger.ONE, BigInteger.TWO);
    return new ECDomainParameters(curve, base, n, BigInteger.ONE);
  }

  private static BigInteger hex(String digits) {
    return new BigInteger(digits, 16);
  }

  /** The domain parameters; immutable, the same object every time. */
  public static ECDomainParameters of(NamedCurve curve) {
    return DOMAINS.get(curve);
  }

  /**
   * Reads a point that came from outside and checks all of it: form, length, coordinates within the
   * field, on the curve, not at infinity, in the group of the base point.
   *
   * @param point an X9.62 4.3.6 string, compressed or not
   * @throws BadKeyException when any check fails
   */
  public static ECPoint decodePoint(NamedCurve curve, byte[] point) throws BadKeyException {
    int field = curve.fieldOctets();
    int expected =
        switch (point.length == 0 ? -1 : point[0]) {
          case 2, 3 -> 1 + field;
          case 4 -> 1 + 2 * field;
          default ->
              throw new BadKeyException(
                  "The EC point is neither compressed nor uncompressed: send it as 02, 03 or 04"
                      + " and coordinates.");
        };
    if (point.length != expected) {
      throw new BadKeyException(
          "The EC point has "
              + point.length
              + " octets where "
              + curve.standardName()
              + " needs "
              + expected
              + ": send coordinates of "
              + field
              + " octets.");
    }
    ECPoint decoded;
    try {
      // Bouncy Castle checks the equation and the order of the point.
      decoded = of(curve).getCurve().decodePoint(point);
    } catch (IllegalArgumentException e) {
      throw invalid(curve, e);
    }
    if (decoded.isInfinity() || !decoded.isValid()) {
      throw invalid(curve, null);
    }
    return decoded;
  }

  private static BadKeyException invalid(NamedCurve curve, Throwable cause) {
    return new BadKeyException(
        "The EC point is not a point of the group on "
            + curve.standardName()
            + ": send a valid public key.",
        cause);
  }
}
