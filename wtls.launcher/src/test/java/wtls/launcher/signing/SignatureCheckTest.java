package wtls.launcher.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.KeyId;
import wtls.protocol.certificate.CertificateKey;
import wtls.protocol.certificate.SignatureAlgorithm;
import wtls.protocol.certificate.WtlsCertificateBuilder;
import wtls.protocol.certificate.WtlsName;
import wtls.protocol.crypto.BadKeyException;
import wtls.protocol.crypto.EcKeyPair;
import wtls.protocol.crypto.EcKeys;
import wtls.protocol.crypto.RsaKeys;
import wtls.protocol.crypto.RsaPrivateKey;
import wtls.protocol.handshake.ParameterSpecifier;

class SignatureCheckTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final SignedAttributes TIME = new SignedAttributes.Time(NOW);
  private static final byte[] TEXT = "Pay 10 to Bob.\n".getBytes(UTF_8);
  private static final NamedCurve CURVE = NamedCurve.SECP160R1;

  private static RsaPrivateKey key;
  private static EcKeyPair curveKey;
  private static EncodedCertificate certificate;
  private static EncodedCertificate curveCertificate;

  /** Roots of their own: what is under test is the signature, not the chain. */
  @BeforeAll
  static void makeKeys() {
    SecureRandom random = new SecureRandom();
    key = RsaKeys.generate(1024, random);
    CertificateKey rsa = new CertificateKey.Rsa(key.exponent(), key.modulus());
    certificate =
        builder(rsa)
            .sign(SignatureAlgorithm.RSA_SHA, hash -> RsaKeys.sign(key, hash, random))
            .encoded();
    curveKey = EcKeys.generate(CURVE, random);
    CertificateKey ec =
        new CertificateKey.Ecdsa(ParameterSpecifier.of(CURVE.number()), curveKey.point(true));
    curveCertificate =
        builder(ec).sign(SignatureAlgorithm.ECDSA_SHA, SignatureCheckTest::signOnCurve).encoded();
  }

  private static WtlsCertificateBuilder builder(CertificateKey publicKey) {
    WtlsName name = WtlsName.server("WTLS Client", "", "", "alice");
    return new WtlsCertificateBuilder()
        .issuer(name.toIdentifier())
        .subject(name.toIdentifier())
        .validity(NOW.minusSeconds(60), NOW.plusSeconds(60))
        .publicKey(publicKey);
  }

  private static byte[] signOnCurve(byte[] hash) {
    try {
      return EcKeys.sign(CURVE, curveKey.privateKey(), hash);
    } catch (BadKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SignedContent sign(Optional<byte[]> enclosed) {
    byte[] data = SignedContent.toBeSigned(SignatureScheme.RSA_SHA_PKCS1, TIME, TEXT);
    return new SignedContent(
        SignatureScheme.RSA_SHA_PKCS1,
        RsaKeys.sign(key, data, new SecureRandom()),
        Optional.of(RsaKeys.keyId(key.modulus())),
        List.of(certificate),
        enclosed,
        TIME);
  }

  @Test
  void acceptsRsaSignatures() throws Exception {
    for (Optional<byte[]> enclosed : List.of(Optional.of(TEXT), Optional.<byte[]>empty())) {
      SignedContent read = SignedContent.decode(sign(enclosed).encode());

      assertThat(SignatureCheck.check(read, TEXT, List.of(certificate), NOW).subject())
          .isEqualTo("WTLS Client; ; ; alice");
    }
  }

  @Test
  void acceptsEcdsaSignatures() throws Exception {
    SignatureScheme scheme = SignatureScheme.ECDSA_SHA_P1363;
    byte[] signature = signOnCurve(SignedContent.toBeSigned(scheme, TIME, TEXT));
    SignedContent signed =
        new SignedContent(
            scheme, signature, Optional.empty(), List.of(curveCertificate), Optional.empty(), TIME);

    assertThat(SignatureCheck.check(signed, TEXT, List.of(curveCertificate), NOW).subject())
        .isEqualTo("WTLS Client; ; ; alice");
    assertThatThrownBy(
            () -> SignatureCheck.check(signed, new byte[1], List.of(curveCertificate), NOW))
        .hasMessage("The signature is not over this text, or not by \"WTLS Client; ; ; alice\".");
  }

  @Test
  void refusesAnotherText() {
    byte[] other = "Pay 99 to Bob.\n".getBytes(UTF_8);

    assertThatThrownBy(
            () -> SignatureCheck.check(sign(Optional.of(TEXT)), other, List.of(certificate), NOW))
        .isInstanceOf(BadSignatureException.class)
        .hasMessage("The signature is over another text.");
    assertThatThrownBy(
            () -> SignatureCheck.check(sign(Optional.empty()), other, List.of(certificate), NOW))
        .isInstanceOf(BadSignatureException.class)
        .hasMessage("The signature is not over this text, or not by \"WTLS Client; ; ; alice\".");
  }

  @Test
  void refusesStrangers() {
    assertThatThrownBy(() -> SignatureCheck.check(sign(Optional.empty()), TEXT, List.of(), NOW))
        .isInstanceOf(BadSignatureException.class)
        .hasMessageContaining("is not a trusted root");
  }

  @Test
  void refusesAnotherKeyThanTheOneNamed() {
    SignedContent signed = sign(Optional.empty());
    SignedContent misnamed =
        new SignedContent(
            signed.scheme(),
            signed.signature(),
            Optional.of(KeyId.of(new byte[20])),
            signed.certificates(),
            signed.content(),
            signed.attributes());

    assertThatThrownBy(() -> SignatureCheck.check(misnamed, TEXT, List.of(certificate), NOW))
        .hasMessage("The signature names another key than its certificate.");
  }

  @Test
  void refusesSignaturesWithoutCertificate() {
    SignedContent bare =
        new SignedContent(
            SignatureScheme.RSA_SHA_PKCS1,
            new byte[128],
            Optional.empty(),
            List.of(),
            Optional.empty(),
            TIME);

    assertThatThrownBy(() -> SignatureCheck.check(bare, TEXT, List.of(certificate), NOW))
        .hasMessage(
            "The signature comes without its signer's certificate: ask for one that has it.");
  }
}
