package wtls.testkit;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.engine.EngineException;
import wtls.api.engine.OwnKey;
import wtls.gateway.handshake.Flow;
import wtls.testkit.engine.EngineUnderTest;
import wtls.testkit.network.VirtualNetwork;
import wtls.testkit.pki.ClientKey;
import wtls.testkit.pki.TestCredentials;
import wtls.testkit.pki.TestPki;

/** The flows of WAP-261 10.3, each in the shapes that differ in messages. */
enum FlowCase {
  FULL_RSA(
      Flow.FULL,
      KeyExchangeSuite.RSA,
      s -> s.request(r -> r.keyExchanges(List.of(KeyExchangeSuite.RSA)))),
  FULL_ECDH(
      Flow.FULL,
      KeyExchangeSuite.ECDH_ECDSA,
      s -> s.request(r -> r.keyExchanges(List.of(KeyExchangeSuite.ECDH_ECDSA)))),
  FULL_ANONYMOUS(
      Flow.FULL,
      KeyExchangeSuite.ECDH_ANON,
      s ->
          s.legacy(Set.of("ECDH_anon"))
              .policy(p -> p.leastClass(1))
              .request(r -> r.keyExchanges(List.of(KeyExchangeSuite.ECDH_ANON)))),
  FULL_SIGNING_CLIENT(
      Flow.FULL,
      KeyExchangeSuite.RSA,
      s ->
          s.policy(p -> p.leastClass(3))
              .clientKeys(clientKeys(OwnKey.Use.SIGN))
              .request(r -> r.keyExchanges(List.of(KeyExchangeSuite.RSA)))),
  FULL_FIXED_KEY_CLIENT(Flow.FULL, KeyExchangeSuite.ECDH_ECDSA, FlowCase::fixedKeys),
  ABBREVIATED(
      Flow.ABBREVIATED,
      KeyExchangeSuite.RSA,
      s -> s.request(r -> r.keyExchanges(List.of(KeyExchangeSuite.RSA)))),
  OPTIMISED(
      Flow.OPTIMISED, KeyExchangeSuite.ECDH_ECDSA, s -> fixedKeys(s).credentials(knowingGateway())),
  SHARED_SECRET(
      Flow.SHARED_SECRET,
      KeyExchangeSuite.SHARED_SECRET,
      s -> s.request(r -> r.keyExchanges(List.of(KeyExchangeSuite.SHARED_SECRET)).resume(false))),
  NULL(
      Flow.NULL,
      KeyExchangeSuite.NULL,
      s ->
          s.legacy(Set.of("NULL_key_exchange"))
              .policy(p -> p.leastClass(1))
              .request(r -> r.keyExchanges(List.of(KeyExchangeSuite.NULL))));

  private final Flow flow;
  private final KeyExchangeSuite suite;
  private final UnaryOperator<Scenario> setting;

  FlowCase(Flow flow, KeyExchangeSuite suite, UnaryOperator<Scenario> setting) {
    this.flow = flow;
    this.suite = suite;
    this.setting = setting;
  }

  /** Those that an engine of this kind can take. */
  static List<FlowCase> of(EngineUnderTest kind) {
    return Stream.of(values()).filter(flow -> Profiles.offers(kind, flow.suite)).toList();
  }

  Flow flow() {
    return flow;
  }

  /** A scenario whose next connection takes this flow. */
  Scenario prepare(VirtualNetwork network, EngineUnderTest kind) throws EngineException {
    return prepare(new Scenario(network, kind));
  }

  /** The same for a scenario that has been given other settings. */
  Scenario prepare(Scenario scenario) throws EngineException {
    Scenario set = setting.apply(scenario);
    if (flow == Flow.ABBREVIATED) {
      set.connected().close();
      set.settle();
    }
    return set;
  }

  private static Scenario fixedKeys(Scenario scenario) {
    return scenario
        .policy(p -> p.leastClass(3))
        .clientKeys(clientKeys(OwnKey.Use.AGREE))
        .request(r -> r.keyExchanges(List.of(KeyExchangeSuite.ECDH_ECDSA)));
  }

  private static TestCredentials knowingGateway() {
    TestCredentials credentials = new TestCredentials(TestPki.get().serverKeys());
    clientKeys(OwnKey.Use.AGREE).forEach(credentials::know);
    return credentials;
  }

  private static List<ClientKey> clientKeys(OwnKey.Use use) {
    return TestPki.get().clientKeys().stream().filter(key -> key.key().use() == use).toList();
  }
}
