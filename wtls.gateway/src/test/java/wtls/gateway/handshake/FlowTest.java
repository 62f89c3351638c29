package wtls.gateway.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.algorithm.NamedCurve;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.crypto.EcKeys;
import wtls.protocol.crypto.RsaKeys;
import wtls.protocol.handshake.Identifier;
import wtls.protocol.handshake.KeyExchangeId;
import wtls.protocol.handshake.ParameterSpecifier;

/** Every suite, class and flow comes to a good end, and carries payloads both ways. */
public class FlowTest {
  public static final CipherSuite SUITE = new CipherSuite(BulkCipher.RC5_CBC, MacAlgorithm.SHA);
  private final SecureRandom random = Bench.seeded(20010406);

  static Stream<Arguments> exchanges() {
    List<Arguments> all = new ArrayList<>();
    for (KeyExchangeSuite suite : KeyExchangeSuite.values()) {
      switch (suite.kind()) {
        case DH -> {
          all.add(Arguments.of(suite, 0));
          all.add(Arguments.of(suite, 1));
          if (suite != KeyExchangeSuite.DH_ANON_512) {
            all.add(Arguments.of(suite, 2));
          }
        }
        case RSA -> {
          if (!suite.usesCertificate() || suite.keyLimitBits() == 0) {
            all.add(Arguments.of(suite, 0));
          }
        }
        case ECDH -> {
          all.add(Arguments.of(suite, 0));
          for (NamedCurve curve : NamedCurve.values()) {
            boolean small = suite.keyLimitBits() == 0 || curve.bits() <= suite.keyLimitBits();
            if (small && (!suite.usesCertificate() || curve == TestKeys.CURVE)) {
              all.add(Arguments.of(suite, curve.number()));
            }
          }
        }
        case NULL, SHARED_SECRET -> all.add(Arguments.of(suite, 0));
      }
    }
    return all.stream();
  }

  static Stream<CipherSuite> suites() {
    return Stream.of(BulkCipher.values())
        .flatMap(bulk -> Stream.of(MacAlgorithm.values()).map(mac -> new CipherSuite(bulk, mac)))
        .filter(Bench.lenient(1)::allows);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("exchanges")
  void completesEveryKeyExchangeAndResumesIt(KeyExchangeSuite suite, int index) {
    Bench bench = new Bench(Bench.lenient(1), random);
    ScriptedClient client = new ScriptedClient(random, suite, index, SUITE);
    if (suite == KeyExchangeSuite.SHARED_SECRET) {
      share(bench, client);
    }

    connect(bench, client);

    Established agreed = bench.established.get(0);
    assertThat(agreed.session().keyExchange()).isEqualTo(suite);
    assertThat(agreed.session().wtlsClass()).isEqualTo(expectedClass(suite));
    assertThat(agreed.flow()).isEqualTo(expectedFlow(suite));
    assertThat(agreed.inPlace()).isFalse();
    assertThat(agreed.keyRefresh()).isEqualTo(3);
    exchangePayloads(bench, client);
    if (suite == KeyExchangeSuite.NULL) {
      assertThat(bench.sessions.entries).isEmpty();
    } else {
      resume(bench, client, agreed);
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void completesEveryCipherSuite(CipherSuite suite) {
    Bench bench = new Bench(Bench.lenient(1), random);
    ScriptedClient client = new ScriptedClient(random, KeyExchangeSuite.RSA, 0, suite);

    connect(bench, client);

    assertThat(bench.established.get(0).session().cipherSuite()).isEqualTo(suite);
    exchangePayloads(bench, client);
    resume(bench, client, bench.established.get(0));
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyExchangeSuite.class,
      names = {"RSA", "ECDH_ECDSA", "ECDH_ECDSA_UNCOMP"})
  void authenticatesTheClientInClass3(KeyExchangeSuite suite) {
    Bench bench = new Bench(Bench.lenient(3), random);
    ScriptedClient client = new ScriptedClient(random, suite, 0, SUITE);

    connect(bench, client);

    Established.Session session = bench.established.get(0).session();
    assertThat(session.wtlsClass()).isEqualTo(3);
    assertThat(session.client())
        .contains(suite == KeyExchangeSuite.RSA ? "Test Client" : "Test EC Client");
    exchangePayloads(bench, client);
    resume(bench, client, bench.established.get(0));
  }

  @Test
  void takesTheCertificateOfAKeyThatTheClientNames() throws Exception {
    Bench bench = new Bench(Bench.lenient(3), random);
    bench.credentials.clients.put(
        RsaKeys.keyId(TestKeys.CLIENT_RSA.modulus()), List.of(TestKeys.CLIENT_RSA_CERTIFICATE));
    ScriptedClient client = new ScriptedClient(random, KeyExchangeSuite.RSA, 0, SUITE);
    client.keyIds =
        List.of(named(KeyExchangeSuite.RSA, RsaKeys.keyId(TestKeys.CLIENT_RSA.modulus())));
    client.showsCertificate = false;
    client.fixedKey = true;

    connect(bench, client);

    assertThat(bench.established.get(0).session().client()).contains("Test Client");
  }

  @Test
  void finishesFirstWhenItKnowsTheClientsFixedKey() throws Exception {
    Bench bench = new Bench(Bench.lenient(2), random);
    var key = EcKeys.keyId(TestKeys.CLIENT_EC.point(true));
    bench.credentials.clients.put(key, List.of(TestKeys.CLIENT_EC_CERTIFICATE));
    ScriptedClient client = new ScriptedClient(random, KeyExchangeSuite.ECDH_ECDSA, 0, SUITE);
    client.keyIds = List.of(named(KeyExchangeSuite.ECDH_ECDSA, key));

    connect(bench, client);

    Established agreed = bench.established.get(0);
    assertThat(agreed.flow()).isEqualTo(Flow.OPTIMISED);
    assertThat(agreed.session().wtlsClass()).isEqualTo(3);
    assertThat(agreed.session().client()).contains("Test EC Client");
    exchangePayloads(bench, client);
    resume(bench, client, agreed);
  }

  @Test
  void makesAFullHandshakeWithAFixedKeyThatItDoesNotKnow() throws Exception {
    Bench bench = new Bench(Bench.lenient(2), random);
    ScriptedClient client = new ScriptedClient(random, KeyExchangeSuite.ECDH_ECDSA, 0, SUITE);
    var key = EcKeys.keyId(TestKeys.CLIENT_EC.point(true));
    client.keyIds = List.of(named(KeyExchangeSuite.ECDH_ECDSA, key));

    connect(bench, client);

    assertThat(bench.established.get(0).flow()).isEqualTo(Flow.FULL);
    assertThat(bench.established.get(0).session().wtlsClass()).isEqualTo(2);
  }

  @Test
  void resumesOnlyAsOftenAsAllowed() {
    Bench bench = new Bench(Bench.policy(Bench.EVERYTHING, 2, 2), random);
    ScriptedClient client = new ScriptedClient(random, KeyExchangeSuite.RSA, 0, SUITE);
    connect(bench, client);
    for (int i = 0; i < 2; i++) {
      bench.restart();
      connect(bench, client);
    }
    bench.restart();

    connect(bench, client);

    assertThat(bench.established)
        .extracting(Established::flow)
        .containsExactly(Flow.FULL, Flow.ABBREVIATED, Flow.ABBREVIATED, Flow.FULL);
  }

  @Test
  void countsNoUseForAHandshakeThatDoesNotEnd() {
    Bench bench = new Bench(Bench.policy(Bench.EVERYTHING, 2, 1), random);
    ScriptedClient client = new ScriptedClient(random, KeyExchangeSuite.RSA, 0, SUITE);
    connect(bench, client);

    for (int i = 0; i < 5; i++) {
      bench.restart();
      bench.answer(client.hello());
    }

    assertThat(bench.sessions.entries.get(client.sessionId).uses()).isEqualTo(1);
  }

  @Test
  void letsOneOfTwoHandshakesHaveTheLastUse() {
    Bench bench = new Bench(Bench.policy(Bench.EVERYTHING, 2, 1), random);
    ScriptedClient client = new ScriptedClient(random, KeyExchangeSuite.RSA, 0, SUITE);
    connect(bench, client);
    bench.restart();
    byte[] flight = bench.answer(client.hello());
    bench.sessions.use(client.sessionId, java.time.Instant.ofEpochMilli(bench.now));

    byte[] alert = bench.answer(client.answer(flight));
    client.take(alert);

    assertThat(client.alerts.get(0).description()).contains(AlertDescription.SESSION_NOT_READY);
    assertThat(bench.closures).containsExactly(ServerOutput.Closure.UNFINISHED);
  }

  @Test
  void doesNotResumeASessionWhoseTimeIsOver() {
    Bench bench = new Bench(Bench.lenient(2), random);
    ScriptedClient client = new ScriptedClient(random, KeyExchangeSuite.RSA, 0, SUITE);
    connect(bench, client);
    bench.restart();
    bench.now += 3_600_000;

    connect(bench, client);

    assertThat(bench.established.get(1).flow()).isEqualTo(Flow.FULL);
  }

  @Test
  void givesNoIdWhenSessionsAreNotKept() {
    Bench bench = new Bench(Bench.policy(Bench.EVERYTHING, 2, 0), random);
    ScriptedClient client = new ScriptedClient(random, KeyExchangeSuite.RSA, 0, SUITE);

    connect(bench, client);

    assertThat(client.serverHello.sessionId().isEmpty()).isTrue();
    assertThat(bench.sessions.entries).isEmpty();
  }

  @Test
  void keepsNoWorkingMemoryForAnIdleConnection() {
    Bench bench = new Bench(Bench.lenient(2), random);
    ScriptedClient client = new ScriptedClient(random, KeyExchangeSuite.RSA, 0, SUITE);
    connect(bench, client);
    bench.receive(client.data("one"));
    bench.pass(java.time.Duration.ofSeconds(6));

    bench.receive(client.data("two"));

    assertThat(bench.delivered).extracting(String::new).containsExactly("one", "two");
  }

  static void share(Bench bench, ScriptedClient client) {
    Identifier name = Identifier.Text.of("alice");
    bench.credentials.secrets.put(name, "0123456789abcdef".getBytes());
    client.sharedSecret = "0123456789abcdef".getBytes();
    client.keyIds =
        List.of(
            new KeyExchangeId(
                KeyExchangeSuite.SHARED_SECRET.number(), ParameterSpecifier.NONE, name));
  }

  static KeyExchangeId named(KeyExchangeSuite suite, wtls.api.engine.KeyId key) {
    return new KeyExchangeId(suite.number(), ParameterSpecifier.NONE, new Identifier.KeyHash(key));
  }

  /** Runs a handshake to its end, whichever flow the server chooses. */
  static void connect(Bench bench, ScriptedClient client) {
    int before = bench.established.size();
    List<byte[]> last = bench.receive(client.answer(bench.answer(client.hello())));
    assertThat(bench.reasons).isEmpty();
    assertThat(bench.established).hasSize(before + 1);
    if (!last.isEmpty()) {
      client.conclude(last.get(0));
    }
  }

  static void exchangePayloads(Bench bench, ScriptedClient client) {
    bench.delivered.clear();
    client.received.clear();
    for (int i = 0; i < 20; i++) {
      assertThat(bench.receive(client.data("request " + i))).isEmpty();
      assertThat(bench.machine.send(("reply " + i).getBytes(), bench.now)).isTrue();
      bench.take().forEach(client::take);
    }
    assertThat(bench.delivered).hasSize(20);
    assertThat(bench.delivered.get(19)).asString().isEqualTo("request 19");
    assertThat(client.received).hasSize(20);
    assertThat(client.received.get(19)).asString().isEqualTo("reply 19");
  }

  private void resume(Bench bench, ScriptedClient client, Established first) {
    bench.restart();
    client.keyIds = List.of();
    connect(bench, client);
    Established agreed = bench.established.get(bench.established.size() - 1);
    assertThat(agreed.flow()).isEqualTo(Flow.ABBREVIATED);
    assertThat(agreed.session()).isEqualTo(first.session());
    exchangePayloads(bench, client);
  }

  private static int expectedClass(KeyExchangeSuite suite) {
    if (suite == KeyExchangeSuite.SHARED_SECRET) {
      return 3;
    }
    return suite.authenticated() ? 2 : 1;
  }

  private static Flow expectedFlow(KeyExchangeSuite suite) {
    return switch (suite.kind()) {
      case NULL -> Flow.NULL;
      case SHARED_SECRET -> Flow.SHARED_SECRET;
      case DH, RSA, ECDH -> Flow.FULL;
    };
  }
}
