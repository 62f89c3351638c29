package wtls.protocol.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import wtls.api.algorithm.DhGroup;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.KeyExchangeOffer;

/** The ways of establishing a secret that engines offer, most preferred first. Pure functions. */
public final class Offers {

  private Offers() {}

  /** All of WAP-261: what software can do that holds shared secrets too. */
  public static List<KeyExchangeOffer> software() {
    List<KeyExchangeOffer> offers = new ArrayList<>();
    Stream.of(KeyExchangeSuite.values())
        .sorted(Comparator.comparingInt(Offers::rank))
        .forEach(
            suite -> parameters(suite).forEach(n -> offers.add(new KeyExchangeOffer(suite, n))));
    return offers;
  }

  /**
   * What a card can do that keeps its secrets: key transport, and agreement with its fixed keys.
   *
   * @param rsa whether it does key transport
   * @param curves those of its fixed keys
   * @param curvesFirst whether agreement is preferred
   */
  public static List<KeyExchangeOffer> sealed(
      boolean rsa, List<NamedCurve> curves, boolean curvesFirst) {
    List<KeyExchangeOffer> transport = new ArrayList<>();
    List<KeyExchangeOffer> agreement = new ArrayList<>();
    if (rsa) {
      transport.add(KeyExchangeOffer.of(KeyExchangeSuite.RSA));
    }
    for (KeyExchangeSuite suite :
        List.of(KeyExchangeSuite.ECDH_ECDSA, KeyExchangeSuite.ECDH_ECDSA_UNCOMP)) {
      curves.forEach(curve -> agreement.add(new KeyExchangeOffer(suite, curve.number())));
    }
    List<KeyExchangeOffer> offers = new ArrayList<>(curvesFirst ? agreement : transport);
    offers.addAll(curvesFirst ? transport : agreement);
    if (rsa) {
      offers.add(KeyExchangeOffer.of(KeyExchangeSuite.RSA_ANON));
    }
    return offers;
  }

  /** Authenticated before anonymous, unlimited before limited, larger before smaller parameters. */
  private static int rank(KeyExchangeSuite suite) {
    int authentication = suite.authenticated() ? 0 : 100;
    int limit = suite.keyLimitBits() == 0 ? 0 : 50;
    // RSA asks least of the phone and has the largest keys; no secret at all comes last.
    int kind =
        switch (suite.kind()) {
          case RSA -> 0;
          case ECDH -> suite.uncompressed() ? 2 : 1;
          case SHARED_SECRET -> 3;
          case DH -> 4;
          case NULL -> 1000;
        };
    return authentication + limit + kind;
  }

  private static List<Integer> parameters(KeyExchangeSuite suite) {
    int limit = suite.keyLimitBits() == 0 ? Integer.MAX_VALUE : suite.keyLimitBits();
    return switch (suite.kind()) {
      case NULL, SHARED_SECRET, RSA -> List.of(0);
      case DH ->
          Stream.of(DhGroup.values())
              .filter(group -> group.bits() <= limit)
              .sorted(Comparator.comparingInt(DhGroup::bits).reversed())
              .map(DhGroup::number)
              .toList();
      case ECDH ->
          Stream.of(NamedCurve.values())
              .filter(curve -> curve.bits() <= limit)
              .sorted(Comparator.comparingInt(NamedCurve::bits).reversed())
              .map(NamedCurve::number)
              .toList();
    };
  }
}
