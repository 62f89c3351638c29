package wtls.engine.phone;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.DhGroup;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.Embodiment;
import wtls.api.engine.EngineProfile;
import wtls.api.engine.KeyExchangeOffer;

/** What the phone engine can do: all of WAP-261. */
final class PhoneProfile {
  static final String NAME = "phone";
  static final int LARGEST_RSA_KEY = 4096;

  private PhoneProfile() {}

  static EngineProfile create() {
    return new EngineProfile(
        NAME,
        Embodiment.PHONE,
        Optional.empty(),
        offers(),
        EnumSet.allOf(BulkCipher.class),
        EnumSet.allOf(MacAlgorithm.class),
        LARGEST_RSA_KEY,
        EngineProfile.UNLIMITED_RECORD,
        true);
  }

  /** Authenticated before anonymous, unlimited before limited, larger before smaller parameters. */
  private static List<KeyExchangeOffer> offers() {
    List<KeyExchangeOffer> offers = new ArrayList<>();
    Stream.of(KeyExchangeSuite.values())
        .sorted(Comparator.comparingInt(PhoneProfile::rank))
        .forEach(
            suite -> parameters(suite).forEach(n -> offers.add(new KeyExchangeOffer(suite, n))));
    return offers;
  }

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
