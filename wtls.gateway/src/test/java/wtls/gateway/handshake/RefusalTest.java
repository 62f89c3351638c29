package wtls.gateway.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.engine.KeyId;
import wtls.api.session.SessionId;
import wtls.protocol.certificate.ChainValidator;
import wtls.protocol.handshake.CipherSuiteCode;
import wtls.protocol.handshake.Identifier;
import wtls.protocol.handshake.KeyExchangeId;
import wtls.protocol.handshake.ParameterSpecifier;
import wtls.protocol.policy.AlgorithmPolicy;

/** What the server does not agree to, and what it says then (WAP-261 10.5.1.2, 10.5.1.3). */
class RefusalTest {
  private final SecureRandom random = Bench.seeded(3);
  private final ScriptedClient client =
      new ScriptedClient(random, KeyExchangeSuite.RSA, 0, FlowTest.SUITE);

  private static Bench strict(SecureRandom random, int leastClass) {
    return new Bench(Bench.policy(AlgorithmPolicy.STRICT, leastClass, 10), random);
  }

  private void assertRefused(Bench bench, String alert, String reason) {
    byte[] answer = bench.answer(client.hello());
    assertThatThrownBy(() -> client.answer(answer)).hasMessage(alert);
    assertThat(bench.reasons).containsExactly(reason);
    assertThat(bench.closures).containsExactly(ServerOutput.Closure.UNFINISHED);
    assertThat(bench.tasks).isEmpty();
  }

  static Stream<KeyExchangeSuite> legacyExchanges() {
    return Stream.of(KeyExchangeSuite.values()).filter(KeyExchangeSuite::legacy);
  }

  static Stream<CipherSuite> legacySuites() {
    return Stream.of(BulkCipher.values())
        .flatMap(bulk -> Stream.of(MacAlgorithm.values()).map(mac -> new CipherSuite(bulk, mac)))
        .filter(CipherSuite::legacy);
  }

  @ParameterizedTest
  @MethodSource("legacyExchanges")
  void refusesLegacyKeyExchangesUnlessConfigured(KeyExchangeSuite suite) {
    client.keyIds = List.of(KeyExchangeId.of(suite, 0));
    assertRefused(
        strict(random, 1),
        "fatal insufficient_security",
        "Key exchange " + suite.standardName() + " is not allowed here.");
  }

  @ParameterizedTest
  @MethodSource("legacySuites")
  void refusesLegacyCipherSuitesUnlessConfigured(CipherSuite suite) {
    client.suites = List.of(CipherSuiteCode.of(suite));
    assertRefused(
        strict(random, 1),
        "fatal insufficient_security",
        "None of the cipher suites [" + suite + "] is allowed here.");
  }

  @Test
  void refusesAnonymousKeyExchangeInClass2EvenIfConfigured() {
    client.keyIds = List.of(KeyExchangeId.of(KeyExchangeSuite.RSA_ANON, 0));
    assertRefused(
        new Bench(Bench.lenient(2), random),
        "fatal insufficient_security",
        "Key exchange RSA_anon is not allowed here.");
  }

  @Test
  void refusesSuitesThatProtectNothingWhateverIsConfigured() {
    client.suites =
        List.of(
            CipherSuiteCode.of(new CipherSuite(BulkCipher.NULL, MacAlgorithm.SHA_0)),
            CipherSuiteCode.of(new CipherSuite(BulkCipher.NULL, MacAlgorithm.SHA_XOR_40)));
    assertRefused(
        new Bench(Bench.lenient(1), random),
        "fatal insufficient_security",
        "None of the cipher suites [NULL/SHA_0, NULL/SHA_XOR_40] is allowed here.");
  }

  @Test
  void refusesOtherSuitesThanThoseConfigured() {
    CipherSuite only = new CipherSuite(BulkCipher.IDEA_CBC, MacAlgorithm.SHA);
    ServerPolicy policy =
        new ServerPolicy(
            AlgorithmPolicy.STRICT,
            2,
            Set.of(KeyExchangeSuite.RSA),
            Set.of(only),
            8,
            false,
            Duration.ofHours(1),
            1,
            Duration.ofSeconds(1),
            Duration.ofHours(1));
    assertRefused(
        new Bench(policy, random),
        "fatal insufficient_security",
        "None of the cipher suites [RC5_CBC/SHA] is allowed here.");
  }

  @Test
  void refusesUnknownCipherSuites() {
    client.suites = List.of(new CipherSuiteCode(20, 3));
    assertRefused(
        strict(random, 2), "fatal handshake_failure", "None of the cipher suites [20/3] is known.");
  }

  @Test
  void refusesMd5SuitesWhenTheClientHasToSign() {
    client.suites =
        List.of(CipherSuiteCode.of(new CipherSuite(BulkCipher.RC5_CBC, MacAlgorithm.MD5)));
    assertRefused(
        strict(random, 3),
        "fatal insufficient_security",
        "None of the cipher suites [RC5_CBC/MD5] is allowed here.");
  }

  @Test
  void refusesAnUnknownVersion() {
    client.version = 0;
    assertRefused(
        strict(random, 2),
        "fatal protocol_version",
        "The client speaks version 0, which never was.");
  }

  @Test
  void answersALaterVersionWithItsOwn() {
    client.version = 2;
    Bench bench = strict(random, 2);
    FlowTest.connect(bench, client);
    assertThat(client.serverHello.version()).isEqualTo(1);
  }

  @Test
  void refusesCompressionAsTheOnlyChoice() {
    client.compressions = new byte[] {1};
    assertRefused(
        strict(random, 2),
        "fatal handshake_failure",
        "The client insists on compression; there is none.");
  }

  @Test
  void refusesAnUnknownSequenceNumberMode() {
    client.sequenceNumberMode = 3;
    assertRefused(
        strict(random, 2),
        "fatal illegal_parameter",
        "The sequence number mode is 3, which is unknown.");
  }

  @Test
  void insistsOnExplicitSequenceNumbers() {
    client.sequenceNumberMode = 0;
    Bench bench = strict(random, 2);
    FlowTest.connect(bench, client);
    assertThat(client.serverHello.sequenceNumberMode()).isEqualTo(2);
  }

  @Test
  void lowersKeyRefreshToItsCeiling() {
    client.keyRefresh = 200;
    Bench bench = strict(random, 2);
    FlowTest.connect(bench, client);
    assertThat(client.serverHello.keyRefresh()).isEqualTo(8);
    FlowTest.exchangePayloads(bench, client);
  }

  @Test
  void refusesAnEmptyListOfKeyExchangesWithoutASession() {
    client.keyIds = List.of();
    assertRefused(
        strict(random, 2),
        "fatal unknown_key_id",
        "The client offers no key exchange, and no session that can be resumed.");
  }

  @Test
  void refusesAnUnknownSessionWithoutKeyExchanges() {
    client.keyIds = List.of();
    client.sessionId = SessionId.of(new byte[] {1, 2, 3});
    assertRefused(
        strict(random, 2),
        "fatal unknown_key_id",
        "The client offers no key exchange, and no session that can be resumed.");
  }

  @Test
  void refusesKeyExchangesThatItDoesNotKnow() {
    client.keyIds = List.of(new KeyExchangeId(77, ParameterSpecifier.NONE, Identifier.NULL));
    assertRefused(strict(random, 2), "fatal unknown_key_id", "Key exchange suite 77 is unknown.");
  }

  @Test
  void refusesParametersThatItDoesNotKnow() {
    client.keyIds = List.of(KeyExchangeId.of(KeyExchangeSuite.ECDH_ANON, 2));
    assertRefused(
        new Bench(Bench.lenient(1), random),
        "fatal unknown_parameter_index",
        "Parameters 2 for ECDH_anon are unknown or not allowed here.");
  }

  @Test
  void refusesASharedSecretWithAnUnknownName() {
    client.keyIds =
        List.of(
            new KeyExchangeId(
                KeyExchangeSuite.SHARED_SECRET.number(),
                ParameterSpecifier.NONE,
                Identifier.Text.of("mallory")));
    assertRefused(strict(random, 2), "fatal unknown_key_id", "No secret is shared by that name.");
  }

  @Test
  void takesTheFirstOfTheClientsChoicesThatItCanServe() {
    client.keyIds =
        List.of(
            new KeyExchangeId(77, ParameterSpecifier.NONE, Identifier.NULL),
            KeyExchangeId.of(KeyExchangeSuite.RSA_ANON, 0),
            KeyExchangeId.of(KeyExchangeSuite.ECDH_ECDSA, 12),
            KeyExchangeId.of(KeyExchangeSuite.RSA, 0),
            KeyExchangeId.of(KeyExchangeSuite.ECDH_ECDSA, 7));
    client.suites =
        List.of(
            CipherSuiteCode.of(new CipherSuite(BulkCipher.DES_CBC, MacAlgorithm.SHA)),
            CipherSuiteCode.of(new CipherSuite(BulkCipher.IDEA_CBC, MacAlgorithm.SHA_80)),
            CipherSuiteCode.of(FlowTest.SUITE));
    Bench bench = strict(random, 2);

    FlowTest.connect(bench, client);

    assertThat(client.serverHello.clientKeyIndex()).isEqualTo(4);
    assertThat(client.serverHello.cipherSuite())
        .isEqualTo(CipherSuiteCode.of(new CipherSuite(BulkCipher.IDEA_CBC, MacAlgorithm.SHA_80)));
  }

  @Test
  void usesOnlyCertificatesOfAuthoritiesThatTheClientTrusts() {
    Identifier rsaRoot = ChainValidator.trustedIds(List.of(TestKeys.RSA_ROOT)).get(0);
    client.trusted =
        List.of(new KeyExchangeId(KeyExchangeSuite.RSA.number(), ParameterSpecifier.NONE, rsaRoot));
    client.keyIds =
        List.of(
            KeyExchangeId.of(KeyExchangeSuite.ECDH_ECDSA, 0),
            KeyExchangeId.of(KeyExchangeSuite.RSA, 0));
    Bench bench = strict(random, 2);

    FlowTest.connect(bench, client);

    assertThat(client.serverHello.clientKeyIndex()).isEqualTo(2);
  }

  @Test
  void fallsBackToAnAnonymousSuiteForAClientThatTrustsOthers() {
    client.trusted = List.of(stranger());
    client.keyIds =
        List.of(
            KeyExchangeId.of(KeyExchangeSuite.RSA, 0),
            KeyExchangeId.of(KeyExchangeSuite.RSA_ANON, 0));
    Bench bench = new Bench(Bench.lenient(1), random);

    FlowTest.connect(bench, client);

    assertThat(bench.established.get(0).session().keyExchange())
        .isEqualTo(KeyExchangeSuite.RSA_ANON);
  }

  @Test
  void refusesAClientThatTrustsOthers() {
    client.trusted = List.of(stranger());
    assertRefused(
        strict(random, 2),
        "fatal handshake_failure",
        "The client trusts none of the authorities that certify this gateway.");
  }

  private static KeyExchangeId stranger() {
    return new KeyExchangeId(
        KeyExchangeSuite.RSA.number(),
        ParameterSpecifier.NONE,
        new Identifier.KeyHash(KeyId.of(new byte[20])));
  }

  @Test
  void refusesAClientWithoutCertificateInClass3() {
    Bench bench = strict(random, 3);
    client.showsCertificate = false;
    byte[] second = client.answer(bench.answer(client.hello()));

    assertThatThrownBy(() -> client.conclude(bench.answer(second)))
        .hasMessage("fatal handshake_failure");

    assertThat(bench.reasons)
        .containsExactly("The client has no certificate, and this gateway asks for one.");
  }

  @Test
  void refusesAClientCertificateThatHasExpired() {
    Bench bench = strict(random, 3);
    bench.now = 0x80000000L * 1000;
    byte[] second = client.answer(bench.answer(client.hello()));

    assertThatThrownBy(() -> client.conclude(bench.answer(second)))
        .hasMessage("fatal certificate_expired");
  }

  @Test
  void beginsNothingWhenThereAreTooManyHandshakes() {
    Bench bench = strict(random, 2);
    bench.admits = false;

    assertThat(bench.receive(client.hello())).isEmpty();

    assertThat(bench.closures).containsExactly(ServerOutput.Closure.UNFINISHED);
  }

  @Test
  void doesNotResumeASessionThatPolicyNoLongerAllows() {
    Bench weak = new Bench(Bench.lenient(1), random);
    client.keyIds = List.of(KeyExchangeId.of(KeyExchangeSuite.RSA_ANON, 0));
    FlowTest.connect(weak, client);
    Bench strict = strict(random, 2);
    strict.sessions.entries.putAll(weak.sessions.entries);
    client.keyIds = List.of(KeyExchangeId.of(KeyExchangeSuite.RSA, 0));

    FlowTest.connect(strict, client);

    assertThat(strict.established.get(0).flow()).isEqualTo(Flow.FULL);
    assertThat(strict.established.get(0).session().keyExchange()).isEqualTo(KeyExchangeSuite.RSA);
  }
}
