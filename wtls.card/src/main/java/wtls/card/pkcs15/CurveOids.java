package wtls.card.pkcs15;

import java.util.Map;
import java.util.Optional;
import wtls.api.algorithm.NamedCurve;

/** The object identifiers of the WTLS curves (WAP-261 appendix A; SEC 2; ANSI X9.62). */
public final class CurveOids {
  private static final Map<NamedCurve, String> OIDS =
      Map.ofEntries(
          Map.entry(NamedCurve.WTLS1, "2.23.43.1.4.1"),
          Map.entry(NamedCurve.SECT163K1, "1.3.132.0.1"),
          Map.entry(NamedCurve.SECT113R1, "1.3.132.0.4"),
          Map.entry(NamedCurve.C2PNB163V1, "1.2.840.10045.3.0.1"),
          Map.entry(NamedCurve.SECP112R1, "2.23.43.1.4.6"),
          Map.entry(NamedCurve.SECP160R1, "1.3.132.0.8"),
          Map.entry(NamedCurve.WTLS8, "2.23.43.1.4.8"),
          Map.entry(NamedCurve.WTLS9, "2.23.43.1.4.9"),
          Map.entry(NamedCurve.SECT233K1, "1.3.132.0.26"),
          Map.entry(NamedCurve.SECT233R1, "1.3.132.0.27"),
          Map.entry(NamedCurve.SECP224R1, "1.3.132.0.33"));

  private CurveOids() {}

  /** The identifier, dotted. */
  public static String of(NamedCurve curve) {
    return OIDS.get(curve);
  }

  /** The curve; empty for those that WTLS has no number for. */
  public static Optional<NamedCurve> curve(String oid) {
    return OIDS.entrySet().stream()
        .filter(entry -> entry.getValue().equals(oid))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
