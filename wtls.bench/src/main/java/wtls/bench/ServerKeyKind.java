package wtls.bench;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
import wtls.gateway.handshake.CertifiedKey;
import wtls.protocol.certificate.CertificateKey;
import wtls.protocol.certificate.SignatureAlgorithm;
import wtls.protocol.certificate.WtlsCertificate;
import wtls.protocol.certificate.WtlsCertificateBuilder;
import wtls.protocol.certificate.WtlsName;
import wtls.protocol.crypto.BadKeyException;
import wtls.protocol.crypto.EcKeyPair;
import wtls.protocol.crypto.EcKeys;
import wtls.protocol.crypto.RsaKeys;
import wtls.protocol.crypto.RsaPrivateKey;
import wtls.protocol.handshake.ParameterSpecifier;

/** The keys that gateways are measured with, each under a root of the same kind and size. */
public enum ServerKeyKind {
  RSA_1024(KeyExchangeSuite.RSA, 1024),
  RSA_2048(KeyExchangeSuite.RSA, 2048),
  /** Curve 7, certified with ECDSA. */
  ECDH_SECP160R1(KeyExchangeSuite.ECDH_ECDSA, 0);

  /** The host that certificates name. */
  static final String HOST = "gateway.example";

  static final NamedCurve CURVE = NamedCurve.SECP160R1;

  private static final WtlsName ROOT = WtlsName.authority("Root", "Example", "FI");
  private static final WtlsName SERVER = WtlsName.server("Gateway", "Example", "FI", HOST);

  private final KeyExchangeSuite suite;
  private final int rsaBits;

  ServerKeyKind(KeyExchangeSuite suite, int rsaBits) {
    this.suite = suite;
    this.rsaBits = rsaBits;
  }

  /** The suite that a client and a gateway with such a key agree on. */
  KeyExchangeSuite suite() {
    return suite;
  }

  private boolean isRsa() {
    return rsaBits > 0;
  }

  /**
   * A key that the gateway has.
   *
   * @param root what the phone trusts
   */
  record Made(CertifiedKey key, EncodedCertificate root) {}

  /** Makes a new key and its certificate. */
  Made make(SecureRandom random) {
    return isRsa() ? rsa(random) : ecdh(random);
  }

  /** The bare operations that a handshake with such a key has. */
  RawKeyExchange raw(SecureRandom random) {
    return isRsa() ? new RawRsa(rsaBits, random) : new RawEcdh(CURVE, random);
  }

  private Made rsa(SecureRandom random) {
    RsaPrivateKey rootKey = RsaKeys.generate(rsaBits, random);
    RsaPrivateKey key = RsaKeys.generate(rsaBits, random);
    CertificateKey rootPublic = new CertificateKey.Rsa(rootKey.exponent(), rootKey.modulus());
    CertificateKey serverPublic = new CertificateKey.Rsa(key.exponent(), key.modulus());
    WtlsCertificateBuilder.HashSigner signer = hash -> RsaKeys.sign(rootKey, hash, random);
    EncodedCertificate root = sign(ROOT, rootPublic, SignatureAlgorithm.RSA_SHA, signer);
    EncodedCertificate server = sign(SERVER, serverPublic, SignatureAlgorithm.RSA_SHA, signer);
    return new Made(
        new CertifiedKey.Rsa(key, key.exponent(), key.modulus(), List.of(server), List.of(root)),
        root);
  }

  private static Made ecdh(SecureRandom random) {
    EcKeyPair rootKey = EcKeys.generate(CURVE, random);
    EcKeyPair key = EcKeys.generate(CURVE, random);
    ParameterSpecifier curve = ParameterSpecifier.of(CURVE.number());
    CertificateKey rootPublic = new CertificateKey.Ecdsa(curve, rootKey.point(true));
    CertificateKey serverPublic = new CertificateKey.Ecdh(curve, key.point(true));
    WtlsCertificateBuilder.HashSigner signer = hash -> sign(rootKey, hash);
    EncodedCertificate root = sign(ROOT, rootPublic, SignatureAlgorithm.ECDSA_SHA, signer);
    EncodedCertificate server = sign(SERVER, serverPublic, SignatureAlgorithm.ECDSA_SHA, signer);
    return new Made(
        new CertifiedKey.Ecdh(
            CURVE, key.privateKey(), key.point(true), List.of(server), List.of(root)),
        root);
  }

  private static byte[] sign(EcKeyPair key, byte[] hash) {
    try {
      return EcKeys.sign(CURVE, key.privateKey(), hash);
    } catch (BadKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  private static EncodedCertificate sign(
      WtlsName subject,
      CertificateKey key,
      SignatureAlgorithm algorithm,
      WtlsCertificateBuilder.HashSigner signer) {
    Instant now = Instant.now();
    WtlsCertificate certificate =
        new WtlsCertificateBuilder()
            .issuer(ROOT.toIdentifier())
            .subject(subject.toIdentifier())
            .validity(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)))
            .publicKey(key)
            .sign(algorithm, signer);
    return certificate.encoded();
  }
}
