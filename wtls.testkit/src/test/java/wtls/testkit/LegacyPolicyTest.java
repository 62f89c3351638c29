package wtls.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.algorithm.Algorithm;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.DhGroup;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.algorithm.NamedCurve;
import wtls.api.client.EngineUnavailableException;
import wtls.api.client.HandshakeException;
import wtls.api.engine.EngineException;
import wtls.api.engine.KeyExchangeOffer;
import wtls.protocol.policy.AlgorithmNames;
import wtls.testkit.engine.EngineUnderTest;
import wtls.testkit.engine.Engines;
import wtls.testkit.engine.NarrowedEngine;
import wtls.testkit.pki.TestCredentials;
import wtls.testkit.pki.TestPki;

/** Every weak algorithm is refused by each end unless it is configured by name: promise 7. */
class LegacyPolicyTest {
  private static final Set<String> EVERYTHING =
      AlgorithmNames.all().stream()
          .filter(Algorithm::legacy)
          .map(AlgorithmNames::nameOf)
          .collect(Collectors.toUnmodifiableSet());

  @RegisterExtension final TraceOnFailure traces = new TraceOnFailure();

  static List<Arguments> legacy() {
    List<Arguments> all = new ArrayList<>();
    for (EngineUnderTest kind : Engines.all()) {
      for (String name : EVERYTHING.stream().sorted().toList()) {
        if (has(kind, named(name))) {
          all.add(arguments(kind, name));
        }
      }
    }
    return all;
  }

  private static boolean has(EngineUnderTest kind, Algorithm algorithm) {
    return Profiles.offers(kind).contains(offer(algorithm))
        && Profiles.protects(kind, cipherSuite(algorithm));
  }

  /** Key exchanges are left out: they are chosen by their place in the phone's own list. */
  static List<Arguments> legacyOfCipherSuites() {
    return legacy().stream()
        .filter(
            arguments -> {
              Algorithm algorithm = named((String) arguments.get()[1]);
              return algorithm instanceof BulkCipher || algorithm instanceof MacAlgorithm;
            })
        .toList();
  }

  private static Algorithm named(String name) {
    return AlgorithmNames.of(name).orElseThrow();
  }

  private static Set<String> allBut(String name) {
    return EVERYTHING.stream().filter(n -> !n.equals(name)).collect(Collectors.toSet());
  }

  /** A scenario that can only come to a connection with this one algorithm. */
  private Scenario needing(EngineUnderTest kind, String name) {
    Algorithm algorithm = named(name);
    KeyExchangeOffer offer = offer(algorithm);
    return new Scenario(traces.network(name.hashCode()), kind)
        .credentials(new TestCredentials(TestPki.get().serverKeysFor(offer)))
        .policy(policy -> policy.leastClass(1))
        .request(
            r ->
                r.keyExchanges(List.of(offer.suite()))
                    .cipherSuites(List.of(cipherSuite(algorithm))))
        .engine(engine -> new NarrowedEngine(engine, List.of(offer)));
  }

  private static KeyExchangeOffer offer(Algorithm algorithm) {
    if (algorithm instanceof NamedCurve curve) {
      return new KeyExchangeOffer(KeyExchangeSuite.ECDH_ECDSA, curve.number());
    }
    if (algorithm instanceof DhGroup group) {
      return new KeyExchangeOffer(KeyExchangeSuite.DH_ANON, group.number());
    }
    return algorithm instanceof KeyExchangeSuite suite
        ? new KeyExchangeOffer(suite, parameter(suite))
        : new KeyExchangeOffer(KeyExchangeSuite.RSA, 0);
  }

  /** The largest curve or group that the suite has room for. */
  private static int parameter(KeyExchangeSuite suite) {
    int limit = suite.keyLimitBits() == 0 ? Integer.MAX_VALUE : suite.keyLimitBits();
    return switch (suite.kind()) {
      case ECDH ->
          Stream.of(NamedCurve.values())
              .filter(curve -> curve.bits() <= limit)
              .max(Comparator.comparingInt(NamedCurve::bits))
              .orElseThrow()
              .number();
      case DH ->
          Stream.of(DhGroup.values())
              .filter(group -> group.bits() <= limit)
              .max(Comparator.comparingInt(DhGroup::bits))
              .orElseThrow()
              .number();
      case RSA, SHARED_SECRET, NULL -> 0;
    };
  }

  private static CipherSuite cipherSuite(Algorithm algorithm) {
    BulkCipher bulk = algorithm instanceof BulkCipher legacy ? legacy : BulkCipher.RC5_CBC;
    MacAlgorithm mac = algorithm instanceof MacAlgorithm legacy ? legacy : MacAlgorithm.SHA;
    return new CipherSuite(bulk, mac);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("legacy")
  void isUsedWhenBothEndsNameIt(EngineUnderTest kind, String name) throws EngineException {
    Scenario scenario = needing(kind, name).legacy(EVERYTHING);

    PhoneEnd phone = scenario.connectedAtBothEnds();

    new Transfer(scenario, phone).exchange(2, Duration.ofMillis(5)).assertInOrder();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("legacy")
  void isNotOfferedByAPhoneThatNamesAllOthers(EngineUnderTest kind, String name)
      throws EngineException {
    Scenario scenario = needing(kind, name).legacy(EVERYTHING).phoneLegacy(allBut(name));

    PhoneEnd phone = scenario.connected();

    assertThat(phone.end().orElseThrow())
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining("allow a legacy one by name");
    assertThat(scenario.gateway().knows(phone.address())).as("anything was sent").isFalse();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("legacy")
  void isRefusedByAGatewayThatNamesAllOthers(EngineUnderTest kind, String name)
      throws EngineException {
    Scenario scenario =
        needing(kind, name).legacy(EVERYTHING).policy(policy -> policy.legacy(allBut(name)));

    PhoneEnd phone = scenario.connected();

    assertThat(phone.opened()).isEmpty();
    assertThat(phone.end().orElseThrow()).isInstanceOf(HandshakeException.class);
    assertThat(scenario.at(phone).established()).isEmpty();
    assertThat(scenario.at(phone).tasksRun()).as("private key operations").isZero();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("legacyOfCipherSuites")
  void isRefusedByAPhoneThoughTheGatewayChoosesIt(EngineUnderTest kind, String name)
      throws EngineException {
    // Somebody between the two puts the weak choice into the answer to a strong offer.
    CipherSuite weak = cipherSuite(named(name));
    Scenario scenario = new Scenario(traces.network(name.hashCode()), kind);
    PhoneEnd phone = scenario.phone().prepare(scenario.currentSettings());
    scenario
        .network()
        .link(scenario.gateway().address(), phone.address())
        .setTamper(
            (number, datagram) -> {
              int suiteAt = 5 + 3 + 1 + 16 + 1 + (datagram[25] & 0xFF) + 1;
              datagram[suiteAt] = (byte) weak.bulk().number();
              datagram[suiteAt + 1] = (byte) weak.mac().number();
              return List.of(datagram);
            });
    phone.start();
    scenario.settle();

    assertThat(phone.opened()).isEmpty();
    assertThat(phone.end().orElseThrow())
        .hasMessage("The server chose a cipher suite that was not offered.");
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void rsaKeysBelow1024BitsAreRefusedByThePhone(EngineUnderTest kind) throws EngineException {
    Scenario scenario =
        new Scenario(traces.network(1), kind)
            .policy(policy -> policy.legacy(Set.of("RSA_768")))
            .credentials(new TestCredentials(TestPki.get().serverKeys().subList(1, 2)))
            .request(r -> r.keyExchanges(List.of(KeyExchangeSuite.RSA)));

    PhoneEnd phone = scenario.connected();

    assertThat(phone.opened()).isEmpty();
    assertThat(phone.end().orElseThrow()).hasMessageContaining("768 bits");
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void rsaKeysBelow1024BitsAreNotUsedByTheGateway(EngineUnderTest kind) throws EngineException {
    Scenario scenario =
        new Scenario(traces.network(1), kind)
            .phoneLegacy(Set.of("RSA_768"))
            .credentials(new TestCredentials(TestPki.get().serverKeys().subList(1, 2)))
            .request(r -> r.keyExchanges(List.of(KeyExchangeSuite.RSA)));

    PhoneEnd phone = scenario.connected();

    assertThat(phone.opened()).isEmpty();
    assertThat(scenario.at(phone).refusals()).hasSize(1);
  }
}
