package wtls.api.algorithm;

import java.util.Optional;

/** The elliptic curves with a WTLS number (WAP-261 appendix A; 2 is unassigned). */
public enum NamedCurve implements Algorithm {
  WTLS1(1, "wtls1", 113, 15, 14),
  SECT163K1(3, "sect163k1", 163, 21, 21),
  SECT113R1(4, "sect113r1", 113, 15, 15),
  C2PNB163V1(5, "c2pnb163v1", 163, 21, 21),
  SECP112R1(6, "secp112r1", 112, 14, 14),
  /** OpenSSL's wtls7 is secp160r2, which is not what WAP-261 says. */
  SECP160R1(7, "secp160r1", 160, 20, 21),
  WTLS8(8, "wtls8", 112, 14, 15),
  WTLS9(9, "wtls9", 160, 20, 21),
  SECT233K1(10, "sect233k1", 233, 30, 29),
  SECT233R1(11, "sect233r1", 233, 30, 30),
  SECP224R1(12, "secp224r1", 224, 28, 28);

  private final int number;
  private final String standardName;
  private final int bits;
  private final int fieldOctets;
  private final int orderOctets;

  NamedCurve(int number, String standardName, int bits, int fieldOctets, int orderOctets) {
    this.number = number;
    this.standardName = standardName;
    this.bits = bits;
    this.fieldOctets = fieldOctets;
    this.orderOctets = orderOctets;
  }

  /** The curve with this number, or empty where WAP-261 assigns none. */
  public static Optional<NamedCurve> of(int number) {
    for (NamedCurve curve : values()) {
      if (curve.number == number) {
        return Optional.of(curve);
      }
    }
    return Optional.empty();
  }

  @Override
  public String standardName() {
    return standardName;
  }

  @Override
  public int number() {
    return number;
  }

  /** Size of the field in bits. */
  public int bits() {
    return bits;
  }

  /** Octets of a coordinate, and of an ECDH result. */
  public int fieldOctets() {
    return fieldOctets;
  }

  /** Octets of the base point's order, and of each half of an ECDSA signature. */
  public int orderOctets() {
    return orderOctets;
  }

  @Override
  public boolean legacy() {
    return bits < 160;
  }
}
