package wtls.testkit.pki;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
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
import wtls.protocol.handshake.Identifier;
import wtls.protocol.handshake.ParameterSpecifier;
import wtls.testkit.SeededRandom;
import wtls.testkit.network.VirtualNetwork;

/** Somebody who signs certificates. */
public final class Authority {
  private static final Instant FIRST = VirtualNetwork.BEGINNING.minus(Duration.ofDays(1));
  private static final Instant LAST = VirtualNetwork.BEGINNING.plus(Duration.ofDays(3650));

  private final WtlsName name;
  private final WtlsCertificate certificate;
  private final SignatureAlgorithm algorithm;
  private final WtlsCertificateBuilder.HashSigner signer;
  private final List<Authority> above;

  private Authority(
      WtlsName name,
      CertificateKey key,
      SignatureAlgorithm algorithm,
      WtlsCertificateBuilder.HashSigner signer,
      Authority issuer) {
    this.name = name;
    this.algorithm = algorithm;
    this.signer = signer;
    this.above = new ArrayList<>();
    if (issuer == null) {
      this.certificate = sign(name, key, FIRST, LAST);
    } else {
      this.certificate = issuer.sign(name, key, FIRST, LAST);
      above.add(issuer);
      above.addAll(issuer.above);
    }
  }

  /** A root, or with an issuer an authority below it, that signs with RSA. */
  static Authority rsa(String name, int bits, SeededRandom random, Authority issuer) {
    RsaPrivateKey key = RsaKeys.generate(bits, random);
    return new Authority(
        WtlsName.authority(name, "Example", "FI"),
        new CertificateKey.Rsa(key.exponent(), key.modulus()),
        SignatureAlgorithm.RSA_SHA,
        hash -> RsaKeys.sign(key, hash, random),
        issuer);
  }

  /** A root that signs with ECDSA. */
  static Authority ec(String name, NamedCurve curve, SeededRandom random) {
    EcKeyPair pair = EcKeys.generate(curve, random);
    return new Authority(
        WtlsName.authority(name, "Example", "FI"),
        new CertificateKey.Ecdsa(ParameterSpecifier.of(curve.number()), pair.point(true)),
        SignatureAlgorithm.ECDSA_SHA,
        hash -> sign(pair, hash),
        null);
  }

  private static byte[] sign(EcKeyPair pair, byte[] hash) {
    try {
      return EcKeys.sign(pair.curve(), pair.privateKey(), hash);
    } catch (BadKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its own certificate. */
  public EncodedCertificate certificate() {
    return certificate.encoded();
  }

  /** Whether it signs with RSA, else with ECDSA. */
  boolean isRsa() {
    return algorithm == SignatureAlgorithm.RSA_SHA;
  }

  /** The hash of its key. */
  Identifier keyHash() {
    return new Identifier.KeyHash(certificate.keyId());
  }

  /** A certificate that is good for as long as any test runs. */
  List<EncodedCertificate> certify(WtlsName subject, CertificateKey key) {
    return certify(subject, key, FIRST, LAST);
  }

  /** A certificate and those of the authorities above it, the root left out. */
  List<EncodedCertificate> certify(
      WtlsName subject, CertificateKey key, Instant first, Instant last) {
    List<EncodedCertificate> chain = new ArrayList<>();
    chain.add(sign(subject, key, first, last).encoded());
    if (!above.isEmpty()) {
      chain.add(certificate());
    }
    return chain;
  }

  /** Its certificate and those of the authorities above it, the root included. */
  List<EncodedCertificate> authorities() {
    List<EncodedCertificate> certificates = new ArrayList<>(List.of(certificate()));
    above.forEach(authority -> certificates.add(authority.certificate()));
    return certificates;
  }

  private WtlsCertificate sign(WtlsName subject, CertificateKey key, Instant first, Instant last) {
    return new WtlsCertificateBuilder()
        .issuer(name.toIdentifier())
        .subject(subject.toIdentifier())
        .validity(first, last)
        .publicKey(key)
        .sign(algorithm, signer);
  }
}
