package wtls.tck;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
import wtls.protocol.certificate.FileKey;
import wtls.protocol.certificate.SignatureAlgorithm;
import wtls.protocol.certificate.WtlsCertificateBuilder;
import wtls.protocol.crypto.EcKeyPair;
import wtls.protocol.crypto.EcKeys;
import wtls.protocol.crypto.RsaKeys;
import wtls.protocol.handshake.Identifier;

/** The client's keys and a root, made once for all tests. */
final class TestKeys {
  /** For CertificateVerify. */
  static final FileKey.Rsa RSA = new FileKey.Rsa(RsaKeys.generate(1024, new SecureRandom()));

  /** For ECDH_ECDSA with the client's fixed key. */
  static final List<FileKey.Ec> EC =
      Stream.of(NamedCurve.SECP160R1, NamedCurve.C2PNB163V1).map(TestKeys::generate).toList();

  private TestKeys() {}

  static List<ClientKey> clientKeys() {
    return Stream.concat(Stream.of(RSA), EC.stream())
        .map(key -> new ClientKey(key, List.of(certificate(key))))
        .toList();
  }

  static List<EncodedCertificate> roots() {
    return List.of(certificate(RSA));
  }

  private static FileKey.Ec generate(NamedCurve curve) {
    try (EcKeyPair pair = EcKeys.generate(curve, new SecureRandom())) {
      return new FileKey.Ec(curve, pair.privateKey(), pair.point(true));
    }
  }

  /** Nobody verifies it: engines only hand it out. */
  private static EncodedCertificate certificate(FileKey key) {
    return new WtlsCertificateBuilder()
        .issuer(Identifier.Text.of("tck; ; ; root"))
        .subject(Identifier.Text.of("tck; ; ; client"))
        .validity(Instant.EPOCH, Instant.EPOCH.plusSeconds(0xFFFFFFFFL))
        .publicKey(key.publicKey())
        .sign(SignatureAlgorithm.ANONYMOUS, hash -> new byte[0])
        .encoded();
  }
}
