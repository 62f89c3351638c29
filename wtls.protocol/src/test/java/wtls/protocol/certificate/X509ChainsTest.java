package wtls.protocol.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.EncodedCertificate.Format;
import wtls.api.engine.KeyId;
import wtls.protocol.certificate.UntrustedException.Reason;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.handshake.Identifier;
import wtls.protocol.policy.AlgorithmPolicy;

/** Chains with X.509 certificates, made by OpenSSL: {@code src/test/resources/x509}. */
class X509ChainsTest {
  private static final Instant NOW = TestAuthority.NOW;
  private static final String HOST = "wap.example.com";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wap.example.com",
        "WAP.Example.COM.",
        "any.m.example.com",
        "192.0.2.7",
        "2001:db8:0:0::7"
      })
  void trustsAServerByAnyOfItsNames(String host) throws Exception {
    ServerIdentity server =
        validate(chain("rsa_server", "rsa_sub"), chain("rsa_root"), KeyExchangeSuite.RSA, host);

    assertThat(server.subject()).isEqualTo("C=FI,O=Test,CN=other.example.com");
    assertThat(server.root()).isEqualTo("C=FI,O=Test,CN=X.509 root");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "other.example.com",
        "m.example.com",
        "a.b.m.example.com",
        ".m.example.com.evil",
        "192.0.2.8",
        "2001:db8::8"
      })
  void refusesOtherNames(String host) {
    assertThatThrownBy(
            () ->
                validate(
                    chain("rsa_server", "rsa_sub"), chain("rsa_root"), KeyExchangeSuite.RSA, host))
        .isInstanceOfSatisfying(
            UntrustedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_HOST));
  }

  @Test
  void trustsAnEcServerByItsCommonName() throws Exception {
    ServerIdentity server =
        validate(chain("ec7_server"), chain("ec7_root"), KeyExchangeSuite.ECDH_ECDSA_UNCOMP, HOST);

    assertThat(server.key()).hasToString("EC point on secp160r1");
  }

  @Test
  void trustsAClient() throws Exception {
    ClientIdentity client =
        ChainValidator.validateClient(
            chain("rsa_client"),
            chain("rsa_root"),
            KeyExchangeSuite.RSA,
            NOW,
            AlgorithmPolicy.STRICT);

    assertThat(client.subject()).isEqualTo("C=FI,O=Test,CN=Client");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rsa_critical            | UNSUPPORTED_EXTENSION | critical extension 1.2.3.4
          rsa_md5                 | UNSUITABLE_SIGNATURE  | not signed with RSA and a supported hash
          ed25519                 | UNSUITABLE_KEY        | cannot be used for encryption
          rsa_client              | UNSUITABLE_KEY        | cannot be used for encryption
          rsa_deep rsa_deep_sub rsa_sub | NOT_AN_AUTHORITY | may not issue others
          rsa_by_client rsa_client | UNSUITABLE_KEY       | cannot be used for certificates
          rsa_server              | UNKNOWN_ROOT          | CN=X.509 intermediate
          rsa_server rsa_root     | BROKEN                | is followed by that of
          """)
  void refuses(String names, Reason reason, String message) throws Exception {
    List<EncodedCertificate> chain = chain(names.split(" "));

    UntrustedException refusal = refusal(chain);

    assertThat(refusal).hasMessageContaining(message);
    assertThat(refusal.reason()).isEqualTo(reason);
  }

  @Test
  void refusesAServerAsAClient() {
    assertThatThrownBy(
            () ->
                ChainValidator.validateClient(
                    chain("rsa_server", "rsa_sub"),
                    chain("rsa_root"),
                    KeyExchangeSuite.RSA,
                    NOW,
                    AlgorithmPolicy.STRICT))
        .isInstanceOf(UntrustedException.class)
        .hasMessageContaining("cannot be used for signatures of a client");
  }

  @Test
  void refusesADamagedSignature() throws Exception {
    byte[] der = chain("rsa_server").get(0).octets();
    der[der.length - 1] ^= 1;
    List<EncodedCertificate> chain = new ArrayList<>(chain("rsa_sub"));
    chain.add(0, new EncodedCertificate(Format.X509, der));

    assertThat(refusal(chain).reason()).isEqualTo(Reason.BAD_SIGNATURE);
  }

  // ---- mixed with WTLS certificates

  @Test
  void trustsAWtlsServerUnderAnX509Root() throws Exception {
    EncodedCertificate root = chain("rsa_root").get(0);
    X509Certificate parsed = X509Certificate.parse(root.octets());
    TestAuthority byName = rootAs(new Identifier.X509Name(parsed.subject()));
    TestAuthority byHash = rootAs(new Identifier.KeyHash(parsed.publicKey().orElseThrow().keyId()));

    for (TestAuthority authority : List.of(byName, byHash)) {
      WtlsCertificate server = authority.certify(HOST, TestChains.SERVER_KEY);
      assertThat(
              validate(List.of(server.encoded()), List.of(root), KeyExchangeSuite.RSA, HOST).root())
          .isEqualTo("C=FI,O=Test,CN=X.509 root");
    }
  }

  @Test
  void trustsAnX509ClientUnderAWtlsRoot() throws Exception {
    X509Certificate parsed = X509Certificate.parse(chain("rsa_client").get(0).octets());
    TestAuthority root = rootAs(new Identifier.X509Name(parsed.issuer()));

    ClientIdentity client =
        ChainValidator.validateClient(
            chain("rsa_client"),
            List.of(root.root().encoded()),
            KeyExchangeSuite.RSA,
            NOW,
            AlgorithmPolicy.STRICT);

    assertThat(client.subject()).isEqualTo("C=FI,O=Test,CN=Client");
  }

  @Test
  void knowsAnAuthorityByNameKeyHashAndSubjectKeyIdentifier() throws Exception {
    EncodedCertificate root = chain("rsa_root").get(0);
    X509Certificate parsed = X509Certificate.parse(root.octets());

    assertThat(
            List.of(
                new Identifier.X509Name(parsed.subject()),
                new Identifier.KeyHash(parsed.publicKey().orElseThrow().keyId()),
                new Identifier.KeyHash(KeyId.of(parsed.subjectKeyId()))))
        .allMatch(identifier -> ChainValidator.isNamedBy(root, identifier));
    assertThat(ChainValidator.isNamedBy(root, Identifier.Text.of("X.509 root"))).isFalse();
  }

  private static TestAuthority rootAs(Identifier name) {
    return TestAuthority.rsa(name, TestAuthority.vectorKey("ca"));
  }

  // ---- malformed

  @Test
  void refusesEveryTruncation() throws Exception {
    byte[] der = chain("rsa_server").get(0).octets();
    for (int length = 0; length < der.length; length++) {
      byte[] cut = Arrays.copyOf(der, length);
      assertThatThrownBy(() -> X509Certificate.parse(cut))
          .as("%d octets", length)
          .isInstanceOf(DecodeException.class)
          .hasMessage("x509_certificate at offset 0: is not an X.509 certificate in DER");
    }
  }

  @Test
  void refusesDeepNestingWithoutOverflow() {
    byte[] nested = new byte[60_000];
    for (int i = 0; i < nested.length / 2; i++) {
      nested[2 * i] = 0x30;
      nested[2 * i + 1] = (byte) 0x80;
    }

    assertThatThrownBy(() -> X509Certificate.parse(nested)).isInstanceOf(DecodeException.class);
  }

  @Test
  void refusesMoreThanARecordCanHold() {
    assertThatThrownBy(() -> X509Certificate.parse(new byte[65_536]))
        .hasMessage("x509_certificate at offset 0: has more than 65535 octets");
  }

  // ---- shorthands

  private static List<EncodedCertificate> chain(String... names)
      throws IOException, DecodeException {
    List<EncodedCertificate> chain = new ArrayList<>();
    for (String name : names) {
      try (InputStream in = X509ChainsTest.class.getResourceAsStream("/x509/" + name + ".pem")) {
        chain.addAll(CertificateFiles.decode(in.readAllBytes()));
      }
    }
    return chain;
  }

  private static ServerIdentity validate(
      List<EncodedCertificate> chain,
      List<EncodedCertificate> roots,
      KeyExchangeSuite suite,
      String host)
      throws UntrustedException {
    return ChainValidator.validate(chain, roots, suite, host, NOW, AlgorithmPolicy.STRICT);
  }

  private static UntrustedException refusal(List<EncodedCertificate> chain) {
    return catchThrowableOfType(
        UntrustedException.class,
        () -> validate(chain, chain("rsa_root"), KeyExchangeSuite.RSA, HOST));
  }
}
