package wtls.protocol.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static wtls.protocol.certificate.TestChains.EC_MIDDLE;
import static wtls.protocol.certificate.TestChains.EC_ROOT;
import static wtls.protocol.certificate.TestChains.HOST;
import static wtls.protocol.certificate.TestChains.MIDDLE;
import static wtls.protocol.certificate.TestChains.NOW;
import static wtls.protocol.certificate.TestChains.ROOT;
import static wtls.protocol.certificate.TestChains.SERVER_KEY;
import static wtls.protocol.certificate.TestChains.encoded;
import static wtls.protocol.certificate.TestChains.serverName;
import static wtls.protocol.certificate.TestChains.validate;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.EncodedCertificate.Format;
import wtls.api.engine.ServerKey;
import wtls.protocol.Vectors;
import wtls.protocol.handshake.Identifier;
import wtls.protocol.policy.AlgorithmPolicy;

/** Chains of WTLS certificates that are trusted, and what is said of them. */
class TrustedChainsTest {

  @Test
  void trustsAServerThatTheRootCertified() throws UntrustedException {
    ServerIdentity server = validate(ROOT.certify(HOST, SERVER_KEY));

    assertThat(server.subject()).isEqualTo("Test; Tests; XX; wap.example.com");
    assertThat(server.issuer()).isEqualTo("Root; Tests; XX; ; T=ca");
    assertThat(server.root()).isEqualTo("Root; Tests; XX; ; T=ca");
    assertThat(server.key()).isInstanceOf(ServerKey.Rsa.class);
  }

  @Test
  void trustsAServerBehindAnIntermediateAuthority() throws UntrustedException {
    assertThat(validate(MIDDLE.certify(HOST, SERVER_KEY), ROOT.certify(MIDDLE)).issuer())
        .startsWith("Middle;");
  }

  @Test
  void toleratesAChainThatIncludesTheRoot() throws UntrustedException {
    assertThat(validate(ROOT.certify(HOST, SERVER_KEY), ROOT.root()).root()).startsWith("Root;");
  }

  @Test
  void trustsACertificateThatIsItselfARoot() throws UntrustedException {
    WtlsCertificate pinned = MIDDLE.certify(HOST, SERVER_KEY);

    assertThat(validate(List.of(pinned), List.of(pinned), KeyExchangeSuite.RSA).root())
        .isEqualTo("Test; Tests; XX; wap.example.com");
  }

  @Test
  void asksNoCaExtensionOfARoot() throws UntrustedException {
    TestAuthority root = ROOT.as(new WtlsName("Old", "", "", "", List.of()).toIdentifier());

    assertThat(
            validate(
                    List.of(root.certify(HOST, SERVER_KEY)),
                    List.of(root.root()),
                    KeyExchangeSuite.RSA)
                .root())
        .isEqualTo("Old; ; ");
  }

  @Test
  void findsTheRootAmongOthersOfTheSameName() throws UntrustedException {
    TestAuthority namesake = MIDDLE.as(ROOT.name());

    assertThat(
            validate(
                    List.of(ROOT.certify(HOST, SERVER_KEY)),
                    List.of(namesake.root(), ROOT.root()),
                    KeyExchangeSuite.RSA)
                .root())
        .startsWith("Root;");
  }

  @Test
  void goesOnToTheNextCertificateWhenARootHasOnlyTheName() throws UntrustedException {
    TestAuthority namesake = MIDDLE.as(ROOT.name());
    WtlsCertificate server = namesake.certify(HOST, SERVER_KEY);
    WtlsCertificate crossSigned = ROOT.certify(namesake);

    assertThat(validate(server, crossSigned).subject()).contains(HOST);
  }

  @Test
  void findsTheRootByItsKeyHash() throws UntrustedException {
    TestAuthority named = ROOT.as(new Identifier.KeyHash(ROOT.key().keyId()));

    assertThat(validate(named.certify(HOST, SERVER_KEY)).root()).startsWith("Root;");
  }

  @Test
  void trustsAnEcServer() throws UntrustedException {
    CertificateKey key = TestAuthority.ecdh(NamedCurve.SECP160R1, true);

    ServerIdentity server =
        validate(
            List.of(EC_MIDDLE.certify(HOST, key), EC_ROOT.certify(EC_MIDDLE)),
            List.of(EC_ROOT.root()),
            KeyExchangeSuite.ECDH_ECDSA);

    assertThat(((ServerKey.Ec) server.key()).curve()).isEqualTo(NamedCurve.SECP160R1);
  }

  @Test
  void trustsTheVectors() throws UntrustedException {
    Instant then = Instant.parse("2001-01-01T00:00:00Z");
    WtlsCertificate server = vector("server_rsa");
    String host = server.subjectName().orElseThrow().commonName();

    ChainValidator.validate(
        encoded(server),
        encoded(vector("ca_rsa")),
        KeyExchangeSuite.RSA,
        host,
        then,
        AlgorithmPolicy.STRICT);
    ChainValidator.validate(
        encoded(vector("server_ec7")),
        encoded(vector("ca_ec7")),
        KeyExchangeSuite.ECDH_ECDSA,
        vector("server_ec7").subjectName().orElseThrow().commonName(),
        then,
        AlgorithmPolicy.STRICT);
    ChainValidator.validateClient(
        encoded(vector("client_rsa")),
        encoded(vector("ca_rsa")),
        KeyExchangeSuite.RSA,
        then,
        AlgorithmPolicy.STRICT);
  }

  private static WtlsCertificate vector(String name) {
    return TestAuthority.decode(Vectors.hex(Vectors.json().get("certs").get(name)));
  }

  @Test
  void holdsAtTheFirstAndTheLastSecond() throws UntrustedException {
    List<EncodedCertificate> chain = encoded(ROOT.certify(HOST, SERVER_KEY));
    List<EncodedCertificate> roots = encoded(ROOT.root());

    for (Instant second :
        List.of(TestAuthority.START, TestAuthority.END, TestAuthority.END.plusMillis(999))) {
      assertThat(
              ChainValidator.validate(
                  chain, roots, KeyExchangeSuite.RSA, HOST, second, AlgorithmPolicy.STRICT))
          .isNotNull();
    }
  }

  @Test
  void passesOverRootsThatCannotBeParsed() throws UntrustedException {
    EncodedCertificate junk = new EncodedCertificate(Format.WTLS, new byte[3]);
    List<EncodedCertificate> roots = List.of(junk, ROOT.root().encoded());

    assertThat(
            ChainValidator.validate(
                encoded(ROOT.certify(HOST, SERVER_KEY)),
                roots,
                KeyExchangeSuite.RSA,
                HOST,
                NOW,
                AlgorithmPolicy.STRICT))
        .isNotNull();
    assertThat(ChainValidator.trustedIds(roots))
        .containsExactly(new Identifier.KeyHash(ROOT.key().keyId()));
  }

  @Test
  void trustsClientsOfBothKinds() throws UntrustedException {
    CertificateKey key = TestAuthority.ecdh(NamedCurve.SECP160R1, true);
    Identifier name = WtlsName.server("Alice", "Tests", "XX", "").toIdentifier();

    ClientIdentity rsa = validateClient(ROOT, name, SERVER_KEY, KeyExchangeSuite.RSA);
    ClientIdentity ec = validateClient(EC_ROOT, name, key, KeyExchangeSuite.ECDH_ECDSA);

    assertThat(rsa.subject()).isEqualTo("Alice; Tests; XX");
    assertThat(rsa.key().keyId()).isEqualTo(SERVER_KEY.keyId());
    assertThat(ec.key().keyId()).isEqualTo(key.keyId());
    assertThat(ec.root()).startsWith("EC root;");
  }

  @Test
  void refusesAClientKeyThatCannotSign() {
    CertificateKey key = TestAuthority.ecdh(NamedCurve.SECP160R1, true);

    assertThatThrownBy(() -> validateClient(ROOT, serverName(), key, KeyExchangeSuite.RSA))
        .isInstanceOf(UntrustedException.class)
        .hasMessageContaining("cannot be used for signatures of a client");
  }

  private static ClientIdentity validateClient(
      TestAuthority root, Identifier name, CertificateKey key, KeyExchangeSuite suite)
      throws UntrustedException {
    return ChainValidator.validateClient(
        encoded(root.certify(name, key)), encoded(root.root()), suite, NOW, AlgorithmPolicy.STRICT);
  }

  @Test
  void knowsAnAuthorityByNameAndByKeyHash() {
    EncodedCertificate root = ROOT.root().encoded();

    assertThat(ChainValidator.isNamedBy(root, ROOT.name())).isTrue();
    assertThat(ChainValidator.isNamedBy(root, new Identifier.KeyHash(ROOT.key().keyId()))).isTrue();
    assertThat(ChainValidator.isNamedBy(root, MIDDLE.name())).isFalse();
    assertThat(ChainValidator.isNamedBy(root, Identifier.NULL)).isFalse();
  }
}
