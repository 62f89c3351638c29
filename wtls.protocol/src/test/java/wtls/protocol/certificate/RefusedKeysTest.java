package wtls.protocol.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static wtls.protocol.certificate.TestChains.EC_MIDDLE;
import static wtls.protocol.certificate.TestChains.EC_ROOT;
import static wtls.protocol.certificate.TestChains.HOST;
import static wtls.protocol.certificate.TestChains.NOW;
import static wtls.protocol.certificate.TestChains.ROOT;
import static wtls.protocol.certificate.TestChains.SERVER_KEY;
import static wtls.protocol.certificate.TestChains.assertRefused;
import static wtls.protocol.certificate.TestChains.encoded;
import static wtls.protocol.certificate.TestChains.refusal;
import static wtls.protocol.certificate.TestChains.serverName;
import static wtls.protocol.certificate.TestChains.validate;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.certificate.UntrustedException.Reason;
import wtls.protocol.handshake.ParameterSpecifier;
import wtls.protocol.policy.AlgorithmPolicy;

/** Keys and signatures in WTLS certificates that do not fit the suite or the policy. */
class RefusedKeysTest {

  @Test
  void refusesAnUnsignedCertificate() {
    WtlsCertificate unsigned =
        ROOT.builder(serverName(), SERVER_KEY).sign(SignatureAlgorithm.ANONYMOUS, hash -> hash);

    assertRefused(
        encoded(unsigned),
        Reason.UNSUITABLE_SIGNATURE,
        AlertDescription.UNSUPPORTED_CERTIFICATE,
        "The certificate of \"Test; Tests; XX; wap.example.com\" is not signed with RSA and a"
            + " supported hash, as RSA asks for: have one made that is.");
  }

  @Test
  void refusesAnEcSignatureOnAnRsaServer() {
    assertThat(
            refusal(
                    encoded(EC_ROOT.certify(HOST, SERVER_KEY)),
                    encoded(EC_ROOT.root()),
                    KeyExchangeSuite.RSA)
                .reason())
        .isEqualTo(Reason.UNSUITABLE_SIGNATURE);
  }

  @Test
  void refusesAKeyOfTheWrongKind() {
    CertificateKey ecdh = TestAuthority.ecdh(NamedCurve.SECP160R1, true);

    assertRefused(
        encoded(ROOT.certify(HOST, ecdh)),
        Reason.UNSUITABLE_KEY,
        AlertDescription.UNSUPPORTED_CERTIFICATE,
        "The certificate of \"Test; Tests; XX; wap.example.com\" has a key that cannot be used for"
            + " encryption to a server, which does not fit RSA: use another one.");
    assertThat(
            refusal(
                    encoded(EC_ROOT.certify(HOST, EC_MIDDLE.key())),
                    encoded(EC_ROOT.root()),
                    KeyExchangeSuite.ECDH_ECDSA)
                .getMessage())
        .contains("cannot be used for key agreement, which does not fit ECDH_ECDSA");
  }

  @Test
  void refusesAnAuthorityWithAKeyForKeyAgreement() {
    TestAuthority agreeing =
        new TestAuthority(
            EC_MIDDLE.name(),
            TestAuthority.ecdh(NamedCurve.SECP160R1, true),
            SignatureAlgorithm.ECDSA_SHA,
            EC_MIDDLE.signer());
    CertificateKey key = TestAuthority.ecdh(NamedCurve.SECP160R1, true);

    assertThat(
            refusal(
                    encoded(agreeing.certify(HOST, key), EC_ROOT.certify(agreeing)),
                    encoded(EC_ROOT.root()),
                    KeyExchangeSuite.ECDH_ECDSA)
                .getMessage())
        .contains("cannot be used for certificates");
  }

  @Test
  void refusesAKeyAboveTheLimitOfTheSuite() {
    UntrustedException refusal =
        refusal(
            encoded(ROOT.certify(HOST, SERVER_KEY)),
            encoded(ROOT.root()),
            KeyExchangeSuite.RSA_768);

    assertThat(refusal.reason()).isEqualTo(Reason.UNSUITABLE_KEY);
    assertThat(refusal).hasMessageContaining("an RSA key of 1024 bits, which does not fit RSA_768");
  }

  @Test
  void refusesAnRsaKeyBelowPolicyUnlessAllowedByName() throws UntrustedException {
    byte[] modulus = Arrays.copyOf(((CertificateKey.Rsa) SERVER_KEY).modulus(), 96);
    CertificateKey small = new CertificateKey.Rsa(new byte[] {3}, modulus);
    List<EncodedCertificate> chain = encoded(ROOT.certify(HOST, small));

    UntrustedException refusal = refusal(chain, encoded(ROOT.root()), KeyExchangeSuite.RSA);
    assertThat(refusal.reason()).isEqualTo(Reason.WEAK_KEY);
    assertThat(refusal.alert()).isEqualTo(AlertDescription.INSUFFICIENT_SECURITY);
    assertThat(refusal)
        .hasMessageEndingWith(
            "has an RSA key of 768 bits, which policy does not allow: use a larger key.");
    assertThat(
            ChainValidator.validate(
                chain,
                encoded(ROOT.root()),
                KeyExchangeSuite.RSA,
                HOST,
                NOW,
                AlgorithmPolicy.of(Set.of("RSA_768"))))
        .isNotNull();
  }

  @Test
  void refusesACurveBelowPolicyUnlessAllowedByName() throws UntrustedException {
    CertificateKey small = TestAuthority.ecdh(NamedCurve.SECT113R1, true);
    List<EncodedCertificate> chain = encoded(EC_ROOT.certify(HOST, small));
    List<EncodedCertificate> roots = encoded(EC_ROOT.root());

    assertThat(refusal(chain, roots, KeyExchangeSuite.ECDH_ECDSA))
        .hasMessageEndingWith(
            "has a key on curve sect113r1, which policy does not allow: use a larger key.");
    assertThat(
            ChainValidator.validate(
                chain,
                roots,
                KeyExchangeSuite.ECDH_ECDSA,
                HOST,
                NOW,
                AlgorithmPolicy.of(Set.of("sect113r1"))))
        .isNotNull();
  }

  @Test
  void refusesAnUnknownCurveAndExplicitParameters() {
    CertificateKey unknown =
        new CertificateKey.Ecdh(ParameterSpecifier.of(2), new byte[] {2, 1, 1, 1});

    assertThat(
            refusal(
                    encoded(EC_ROOT.certify(HOST, unknown)),
                    encoded(EC_ROOT.root()),
                    KeyExchangeSuite.ECDH_ECDSA)
                .getMessage())
        .contains("a key of an unknown kind");
  }

  @Test
  void refusesAnEcAuthorityBelow160BitsWhateverThePolicy() {
    CertificateKey small =
        new CertificateKey.Ecdsa(ParameterSpecifier.of(6), new byte[] {2, 1, 1, 1});
    TestAuthority authority =
        new TestAuthority(
            EC_MIDDLE.name(), small, SignatureAlgorithm.ECDSA_SHA, EC_MIDDLE.signer());
    CertificateKey key = TestAuthority.ecdh(NamedCurve.SECP160R1, true);
    List<EncodedCertificate> chain =
        encoded(authority.certify(HOST, key), EC_ROOT.certify(authority));

    UntrustedException refusal =
        catchThrowableOfType(
            UntrustedException.class,
            () ->
                ChainValidator.validate(
                    chain,
                    encoded(EC_ROOT.root()),
                    KeyExchangeSuite.ECDH_ECDSA,
                    HOST,
                    NOW,
                    AlgorithmPolicy.of(Set.of("secp112r1"))));

    assertThat(refusal).hasMessageContaining("too small for ECDSA");
  }

  @Test
  void refusesACompressedPointWhereTheSuiteWantsNone() throws UntrustedException {
    List<EncodedCertificate> compressed =
        encoded(EC_ROOT.certify(HOST, TestAuthority.ecdh(NamedCurve.SECP160R1, true)));
    WtlsCertificate whole = EC_ROOT.certify(HOST, TestAuthority.ecdh(NamedCurve.SECP160R1, false));

    assertThat(refusal(compressed, encoded(EC_ROOT.root()), KeyExchangeSuite.ECDH_ECDSA_UNCOMP))
        .hasMessageContaining("a compressed point, which does not fit ECDH_ECDSA_uncomp");
    assertThat(
            validate(List.of(whole), List.of(EC_ROOT.root()), KeyExchangeSuite.ECDH_ECDSA_UNCOMP))
        .isNotNull();
  }
}
