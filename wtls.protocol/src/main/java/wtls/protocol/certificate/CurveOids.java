package wtls.protocol.certificate;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import wtls.api.algorithm.NamedCurve;

/** The object identifiers under which certificates and keys name curves (WAP-261 appendix A). */
final class CurveOids {
  private static final Map<String, NamedCurve> CURVES =
      Map.ofEntries(
          Map.entry("2.23.43.1.4.1", NamedCurve.WTLS1),
          Map.entry("1.3.132.0.1", NamedCurve.SECT163K1),
          Map.entry("1.3.132.0.4", NamedCurve.SECT113R1),
          Map.entry("1.2.840.10045.3.0.1", NamedCurve.C2PNB163V1),
          Map.entry("1.3.132.0.6", NamedCurve.SECP112R1),
          Map.entry("2.23.43.1.4.6", NamedCurve.SECP112R1),
          Map.entry("1.3.132.0.8", NamedCurve.SECP160R1),
          Map.entry("2.23.43.1.4.8", NamedCurve.WTLS8),
          Map.entry("2.23.43.1.4.9", NamedCurve.WTLS9),
          Map.entry("1.3.132.0.26", NamedCurve.SECT233K1),
          Map.entry("1.3.132.0.27", NamedCurve.SECT233R1),
          Map.entry("1.3.132.0.33", NamedCurve.SECP224R1));

  private CurveOids() {}

  static Optional<NamedCurve> curve(ASN1ObjectIdentifier oid) {
    return Optional.ofNullable(CURVES.get(oid.getId()));
  }

  /** The identifier to write; curve 6 has two, of which the one known elsewhere is taken. */
  static ASN1ObjectIdentifier of(NamedCurve curve) {
    return CURVES.entrySet().stream()
        .filter(entry -> entry.getValue() == curve)
        .map(Map.Entry::getKey)
        .min(Comparator.naturalOrder())
        .map(ASN1ObjectIdentifier::new)
        .orElseThrow();
  }
}
