package wtls.testkit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineProfile;
import wtls.api.engine.KeyExchangeOffer;
import wtls.testkit.engine.EngineUnderTest;
import wtls.testkit.pki.TestPki;

/** What kinds of engines can do, to leave out what they cannot. */
final class Profiles {
  /** Of the gateway's RSA key that nobody has signed. */
  private static final int UNSIGNED_KEY_BITS = 2048;

  private static final Map<String, EngineProfile> KNOWN = new ConcurrentHashMap<>();

  private Profiles() {}

  /** The profile of an engine of this kind that holds all of the tests' keys. */
  static EngineProfile of(EngineUnderTest kind) {
    return KNOWN.computeIfAbsent(kind.name(), name -> create(kind));
  }

  /** What such an engine offers that the tests' gateway can take up. */
  static List<KeyExchangeOffer> offers(EngineUnderTest kind) {
    return of(kind).keyExchanges().stream()
        .filter(
            offer ->
                offer.suite() != KeyExchangeSuite.RSA_ANON
                    || of(kind).largestRsaKey() >= UNSIGNED_KEY_BITS)
        .toList();
  }

  static boolean offers(EngineUnderTest kind, KeyExchangeSuite suite) {
    return offers(kind).stream().anyMatch(offer -> offer.suite() == suite);
  }

  static boolean protects(EngineUnderTest kind, CipherSuite suite) {
    return of(kind).bulkCiphers().contains(suite.bulk()) && of(kind).macs().contains(suite.mac());
  }

  private static EngineProfile create(EngineUnderTest kind) {
    try {
      return new Scenario(new TraceOnFailure().network(0), kind)
          .clientKeys(TestPki.get().clientKeys())
          .newEngine()
          .profile();
    } catch (EngineException e) {
      throw new IllegalStateException(e);
    }
  }
}
