package wtls.tck;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.ServerKey;
import wtls.protocol.certificate.CertificateKey;
import wtls.protocol.certificate.FileKey;
import wtls.protocol.certificate.SignatureAlgorithm;
import wtls.protocol.certificate.WtlsCertificateBuilder;
import wtls.protocol.crypto.BadKeyException;
import wtls.protocol.crypto.EcKeyPair;
import wtls.protocol.crypto.EcKeys;
import wtls.protocol.crypto.RsaKeys;
import wtls.protocol.handshake.Identifier;
import wtls.protocol.handshake.ParameterSpecifier;

/** The client's keys, and roots that sign what servers show, made once for all tests. */
final class TestKeys {
  /** For CertificateVerify. */
  static final FileKey.Rsa RSA = new FileKey.Rsa(RsaKeys.generate(1024, new SecureRandom()));

  /** For ECDH_ECDSA with the client's fixed key. */
  static final List<FileKey.Ec> EC =
      Stream.of(NamedCurve.SECP160R1, NamedCurve.C2PNB163V1).map(TestKeys::generate).toList();

  private static final FileKey.Rsa RSA_ROOT =
      new FileKey.Rsa(RsaKeys.generate(1024, new SecureRandom()));
  private static final FileKey.Ec EC_ROOT = generate(NamedCurve.SECP160R1);
  private static final EncodedCertificate RSA_ROOT_CERTIFICATE =
      signedByRsa("rsa root", RSA_ROOT.publicKey());
  private static final EncodedCertificate EC_ROOT_CERTIFICATE =
      signedByEc(
          "ec root",
          new CertificateKey.Ecdsa(
              ParameterSpecifier.of(EC_ROOT.curve().number()), EC_ROOT.point()));

  private TestKeys() {}

  static List<ClientKey> clientKeys() {
    return Stream.concat(Stream.of(RSA), EC.stream())
        .map(key -> new ClientKey(key, List.of(certificate(key))))
        .toList();
  }

  static List<EncodedCertificate> roots() {
    return List.of(RSA_ROOT_CERTIFICATE, EC_ROOT_CERTIFICATE);
  }

  /** The certificate of a server's key, issued by the root that fits the suite. */
  static List<EncodedCertificate> certify(KeyExchangeSuite suite, ServerKey key) {
    CertificateKey publicKey;
    if (key instanceof ServerKey.Rsa rsa) {
      publicKey = new CertificateKey.Rsa(rsa.exponent(), rsa.modulus());
    } else if (key instanceof ServerKey.Ec ec) {
      publicKey = new CertificateKey.Ecdh(ParameterSpecifier.of(ec.curve().number()), ec.point());
    } else {
      return List.of();
    }
    return List.of(
        suite.kind() == KeyExchangeSuite.Kind.RSA
            ? signedByRsa("server", publicKey)
            : signedByEc("server", publicKey));
  }

  private static EncodedCertificate signedByRsa(String subject, CertificateKey key) {
    return unsigned("rsa root", subject, key)
        .sign(
            SignatureAlgorithm.RSA_SHA,
            hash -> RsaKeys.sign(RSA_ROOT.key(), hash, new SecureRandom()))
        .encoded();
  }

  private static EncodedCertificate signedByEc(String subject, CertificateKey key) {
    return unsigned("ec root", subject, key)
        .sign(SignatureAlgorithm.ECDSA_SHA, TestKeys::signWithEcRoot)
        .encoded();
  }

  private static byte[] signWithEcRoot(byte[] hash) {
    try {
      return EcKeys.sign(EC_ROOT.curve(), EC_ROOT.scalar(), hash);
    } catch (BadKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FileKey.Ec generate(NamedCurve curve) {
    try (EcKeyPair pair = EcKeys.generate(curve, new SecureRandom())) {
      return new FileKey.Ec(curve, pair.privateKey(), pair.point(true));
    }
  }

  /** Nobody verifies it: engines only hand it out. */
  private static EncodedCertificate certificate(FileKey key) {
    return unsigned("client root", "client", key.publicKey())
        .sign(SignatureAlgorithm.ANONYMOUS, hash -> new byte[0])
        .encoded();
  }

  private static WtlsCertificateBuilder unsigned(
      String issuer, String subject, CertificateKey key) {
    return new WtlsCertificateBuilder()
        .issuer(Identifier.Text.of("tck; ; ; " + issuer))
        .subject(Identifier.Text.of("tck; ; ; " + subject))
        .validity(Instant.EPOCH, Instant.EPOCH.plusSeconds(0xFFFFFFFFL))
        .publicKey(key);
  }
}
