package wtls.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.ArrayList;
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
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.algorithm.NamedCurve;
import wtls.api.client.Negotiated;
import wtls.api.engine.EngineException;
import wtls.api.engine.KeyExchangeOffer;
import wtls.api.engine.OwnKey;
import wtls.api.session.SecurityLevel.Authentication;
import wtls.gateway.handshake.Established;
import wtls.gateway.handshake.Flow;
import wtls.protocol.policy.AlgorithmNames;
import wtls.protocol.policy.AlgorithmPolicy;
import wtls.testkit.engine.EngineUnderTest;
import wtls.testkit.engine.Engines;
import wtls.testkit.engine.NarrowedEngine;
import wtls.testkit.pki.ClientKey;
import wtls.testkit.pki.TestCredentials;
import wtls.testkit.pki.TestPki;

/** Every suite, class, flow, cipher, MAC and curve, on a network that does no harm. */
class HandshakeMatrixTest {
  private static final Set<String> EVERYTHING =
      AlgorithmNames.all().stream()
          .filter(Algorithm::legacy)
          .map(AlgorithmNames::nameOf)
          .collect(Collectors.toUnmodifiableSet());

  private static final CipherSuite STRONG = new CipherSuite(BulkCipher.RC5_CBC, MacAlgorithm.SHA);

  @RegisterExtension final TraceOnFailure traces = new TraceOnFailure();

  /** Every key exchange with every curve or group, and the cipher suites dealt out over them. */
  static List<Arguments> keyExchanges() {
    List<Arguments> all = new ArrayList<>();
    int next = 0;
    for (EngineUnderTest kind : Engines.all()) {
      List<CipherSuite> suites = cipherSuites(kind).toList();
      for (KeyExchangeOffer offer : Profiles.offers(kind)) {
        all.add(arguments(kind, offer, suites.get(next++ * 7 % suites.size())));
      }
    }
    return all;
  }

  private static Stream<CipherSuite> cipherSuites(EngineUnderTest kind) {
    AlgorithmPolicy policy = AlgorithmPolicy.of(EVERYTHING);
    return Stream.of(BulkCipher.values())
        .flatMap(bulk -> Stream.of(MacAlgorithm.values()).map(mac -> new CipherSuite(bulk, mac)))
        .filter(policy::allows)
        .filter(suite -> Profiles.protects(kind, suite));
  }

  static List<Arguments> enginesAndCipherSuites() {
    return Engines.all().stream()
        .flatMap(kind -> cipherSuites(kind).map(suite -> arguments(kind, suite)))
        .toList();
  }

  @ParameterizedTest(name = "{0}: {1}, {2}")
  @MethodSource("keyExchanges")
  void connectsAndResumesWithEveryKeyExchange(
      EngineUnderTest kind, KeyExchangeOffer offer, CipherSuite cipherSuite)
      throws EngineException {
    KeyExchangeSuite suite = offer.suite();
    Scenario scenario =
        new Scenario(traces.network(offer.hashCode()), kind)
            .legacy(EVERYTHING)
            .policy(policy -> policy.leastClass(1))
            .credentials(new TestCredentials(TestPki.get().serverKeysFor(offer)))
            .request(r -> r.keyExchanges(List.of(suite)).cipherSuites(List.of(cipherSuite)))
            .engine(engine -> new NarrowedEngine(engine, List.of(offer)));

    PhoneEnd first = scenario.connected();

    assertOpen(scenario, first);
    Established agreed = scenario.at(first).established().get(0);
    Negotiated negotiated = first.opened().orElseThrow();
    assertThat(agreed.flow()).isEqualTo(firstFlow(suite));
    assertThat(agreed.session().keyExchange()).isEqualTo(suite);
    assertThat(agreed.session().cipherSuite()).isEqualTo(cipherSuite);
    assertThat(negotiated.keyExchange()).isEqualTo(suite);
    assertThat(negotiated.parameterIndex()).isEqualTo(offer.parameterIndex());
    assertThat(negotiated.cipherSuite()).isEqualTo(cipherSuite);
    assertThat(negotiated.sessionId()).isEqualTo(agreed.session().id());
    assertThat(authentication(first))
        .isEqualTo(suite.authenticated() ? authenticationBy(suite) : Authentication.NONE);
    if (suite == KeyExchangeSuite.NULL) {
      return; // A session without secret is nothing to resume.
    }

    first.close();
    scenario.settle();
    PhoneEnd second = scenario.connected();

    assertOpen(scenario, second);
    assertThat(scenario.at(second).established().get(0).flow()).isEqualTo(Flow.ABBREVIATED);
    assertThat(second.opened().orElseThrow().handshake())
        .isEqualTo(Negotiated.Handshake.ABBREVIATED);
    assertThat(second.opened().orElseThrow().sessionId()).isEqualTo(negotiated.sessionId());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("enginesAndCipherSuites")
  void protectsRecordsWithEveryCipherAndMac(EngineUnderTest kind, CipherSuite cipherSuite)
      throws EngineException {
    Scenario scenario =
        new Scenario(traces.network(cipherSuite.hashCode()), kind)
            .legacy(EVERYTHING)
            .request(
                r ->
                    r.keyExchanges(List.of(KeyExchangeSuite.SHARED_SECRET, KeyExchangeSuite.RSA))
                        .cipherSuites(List.of(cipherSuite))
                        .lengthField(cipherSuite.mac().number() % 2 == 0));

    PhoneEnd phone = scenario.connected();

    assertOpen(scenario, phone);
    assertThat(phone.opened().orElseThrow().cipherSuite()).isEqualTo(cipherSuite);
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void authenticatesTheClientByItsSignature(EngineUnderTest kind) throws EngineException {
    Scenario scenario = classThree(kind, KeyExchangeSuite.RSA, 0).clientKeys(keys(OwnKey.Use.SIGN));

    PhoneEnd phone = scenario.connected();

    assertClassThree(scenario, phone, Flow.FULL);
    resumeClassThree(scenario, phone);
  }

  static List<Arguments> fixedKeys() {
    List<Arguments> all = new ArrayList<>();
    for (EngineUnderTest kind : Engines.all()) {
      for (KeyExchangeSuite suite :
          List.of(KeyExchangeSuite.ECDH_ECDSA, KeyExchangeSuite.ECDH_ECDSA_UNCOMP)) {
        for (ClientKey key : keys(OwnKey.Use.AGREE)) {
          all.add(arguments(kind, suite, key.key().curve().orElseThrow()));
        }
      }
    }
    return all;
  }

  @ParameterizedTest(name = "{0}: {1} on {2}")
  @MethodSource("fixedKeys")
  void authenticatesTheClientByItsFixedKey(
      EngineUnderTest kind, KeyExchangeSuite suite, NamedCurve curve) throws EngineException {
    Scenario scenario = classThree(kind, suite, curve.number()).clientKeys(keys(OwnKey.Use.AGREE));

    PhoneEnd phone = scenario.connected();

    assertClassThree(scenario, phone, Flow.FULL);
    resumeClassThree(scenario, phone);
  }

  @ParameterizedTest(name = "{0}: {1} on {2}")
  @MethodSource("fixedKeys")
  void runsTheOptimisedHandshakeWithAClientItKnows(
      EngineUnderTest kind, KeyExchangeSuite suite, NamedCurve curve) throws EngineException {
    TestCredentials knowing = new TestCredentials(TestPki.get().serverKeys());
    keys(OwnKey.Use.AGREE).forEach(knowing::know);
    Scenario scenario =
        classThree(kind, suite, curve.number())
            .credentials(knowing)
            .clientKeys(keys(OwnKey.Use.AGREE));

    PhoneEnd phone = scenario.connected();

    assertClassThree(scenario, phone, Flow.OPTIMISED);
    assertThat(phone.opened().orElseThrow().handshake()).isEqualTo(Negotiated.Handshake.OPTIMISED);
    resumeClassThree(scenario, phone);
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void refusesAClientWithoutCertificateInClassThree(EngineUnderTest kind) throws EngineException {
    PhoneEnd phone = classThree(kind, KeyExchangeSuite.RSA, 0).connected();

    assertThat(phone.opened()).isEmpty();
    assertThat(phone.end().orElseThrow()).hasMessageContaining("handshake_failure");
  }

  private Scenario classThree(EngineUnderTest kind, KeyExchangeSuite suite, int parameter) {
    return new Scenario(traces.network(suite.number() * 100L + parameter), kind)
        .policy(policy -> policy.leastClass(3))
        .request(r -> r.keyExchanges(List.of(suite)).cipherSuites(List.of(STRONG)))
        .engine(
            engine -> new NarrowedEngine(engine, List.of(new KeyExchangeOffer(suite, parameter))));
  }

  private static List<ClientKey> keys(OwnKey.Use use) {
    return TestPki.get().clientKeys().stream().filter(key -> key.key().use() == use).toList();
  }

  private static void assertClassThree(Scenario scenario, PhoneEnd phone, Flow flow) {
    assertOpen(scenario, phone);
    Established agreed = scenario.at(phone).established().get(0);
    assertThat(agreed.flow()).isEqualTo(flow);
    assertThat(agreed.session().wtlsClass()).isEqualTo(3);
    assertThat(agreed.session().client()).startsWith("Phone ");
    assertThat(authentication(phone)).isEqualTo(Authentication.MUTUAL);
  }

  private static void resumeClassThree(Scenario scenario, PhoneEnd first) throws EngineException {
    first.close();
    scenario.settle();

    assertClassThree(scenario, scenario.connected(), Flow.ABBREVIATED);
  }

  private static Authentication authentication(PhoneEnd phone) {
    return phone.machine().session().orElseThrow().level().authentication();
  }

  /** Whoever knows a shared secret has shown it, on both sides. */
  private static Authentication authenticationBy(KeyExchangeSuite suite) {
    return suite == KeyExchangeSuite.SHARED_SECRET ? Authentication.MUTUAL : Authentication.SERVER;
  }

  private static Flow firstFlow(KeyExchangeSuite suite) {
    return switch (suite) {
      case NULL -> Flow.NULL;
      case SHARED_SECRET -> Flow.SHARED_SECRET;
      default -> Flow.FULL;
    };
  }

  private static void assertOpen(Scenario scenario, PhoneEnd phone) {
    assertThat(phone.end()).isEmpty();
    assertThat(phone.opened()).isPresent();
    new Transfer(scenario, phone).exchange(10, Duration.ofMillis(10)).assertInOrder();
    assertThat(phone.warnings()).isEmpty();
    assertThat(phone.engineFailures()).isEmpty();
  }
}
