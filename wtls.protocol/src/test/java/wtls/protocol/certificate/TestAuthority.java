package wtls.protocol.certificate;

import java.security.SecureRandom;
import java.time.Instant;
import wtls.api.algorithm.NamedCurve;
import wtls.protocol.Vectors;
import wtls.protocol.certificate.WtlsCertificateBuilder.HashSigner;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.crypto.BadKeyException;
import wtls.protocol.crypto.EcKeyPair;
import wtls.protocol.crypto.EcKeys;
import wtls.protocol.crypto.RsaKeys;
import wtls.protocol.crypto.RsaPrivateKey;
import wtls.protocol.handshake.Identifier;
import wtls.protocol.handshake.ParameterSpecifier;

/**
 * A name with a key that signs WTLS certificates, for tests.
 *
 * @param name what its certificates call it
 * @param key its public key
 * @param algorithm how it signs
 * @param signer signs
 */
record TestAuthority(
    Identifier name, CertificateKey key, SignatureAlgorithm algorithm, HashSigner signer) {
  static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
  static final Instant NOW = Instant.parse("2030-06-01T00:00:00Z");
  static final Instant END = Instant.parse("2031-01-01T00:00:00Z");

  /** An authority with one of the vectors' RSA keys: ca, server or client. */
  static TestAuthority rsa(WtlsName name, String keyName) {
    return rsa(name.toIdentifier(), vectorKey(keyName));
  }

  /** One of the vectors' RSA keys: ca, server or client. */
  static RsaPrivateKey vectorKey(String keyName) {
    try {
      FileKey key = PrivateKeyFiles.decode(Vectors.file("rsa1024_" + keyName + ".pem"));
      return ((FileKey.Rsa) key).key();
    } catch (DecodeException e) {
      throw new IllegalStateException(e);
    }
  }

  static TestAuthority rsa(Identifier name, RsaPrivateKey key) {
    return new TestAuthority(
        name,
        new CertificateKey.Rsa(key.exponent(), key.modulus()),
        SignatureAlgorithm.RSA_SHA,
        hash -> RsaKeys.sign(key, hash, new SecureRandom()));
  }

  /** An authority with a new key on a curve. */
  static TestAuthority ec(WtlsName name, NamedCurve curve) {
    EcKeyPair pair = EcKeys.generate(curve, new SecureRandom());
    return new TestAuthority(
        name.toIdentifier(),
        new CertificateKey.Ecdsa(ParameterSpecifier.of(curve.number()), pair.point(true)),
        SignatureAlgorithm.ECDSA_SHA,
        hash -> {
          try {
            return EcKeys.sign(curve, pair.privateKey(), hash);
          } catch (BadKeyException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** A new key for key agreement. */
  static CertificateKey ecdh(NamedCurve curve, boolean compressed) {
    try (EcKeyPair pair = EcKeys.generate(curve, new SecureRandom())) {
      return new CertificateKey.Ecdh(ParameterSpecifier.of(curve.number()), pair.point(compressed));
    }
  }

  /** Its own certificate. */
  WtlsCertificate root() {
    return certify(this);
  }

  /** A certificate for another authority. */
  WtlsCertificate certify(TestAuthority other) {
    return certify(other.name, other.key);
  }

  /** A certificate for a server. */
  WtlsCertificate certify(String host, CertificateKey subjectKey) {
    return certify(WtlsName.server("Test", "Tests", "XX", host).toIdentifier(), subjectKey);
  }

  WtlsCertificate certify(Identifier subject, CertificateKey subjectKey) {
    return builder(subject, subjectKey).sign(algorithm, signer);
  }

  /** A certificate that can be changed before it is signed. */
  WtlsCertificateBuilder builder(Identifier subject, CertificateKey subjectKey) {
    return new WtlsCertificateBuilder()
        .issuer(name)
        .subject(subject)
        .validity(START, END)
        .publicKey(subjectKey);
  }

  /** The same key under another name. */
  TestAuthority as(Identifier otherName) {
    return new TestAuthority(otherName, key, algorithm, signer);
  }

  /** Parses what another class made. */
  static WtlsCertificate decode(byte[] octets) {
    try {
      return WtlsCertificate.decode(octets);
    } catch (DecodeException e) {
      throw new IllegalStateException(e);
    }
  }
}
