package wtls.protocol.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;

/** The signature algorithms of X.509 certificates that are accepted. */
enum X509Signature {
  SHA1_RSA("1.2.840.113549.1.1.5", SignatureKind.RSA, "1.3.14.3.2.26", SHA1Digest::new),
  SHA256_RSA(
      "1.2.840.113549.1.1.11", SignatureKind.RSA, "2.16.840.1.101.3.4.2.1", SHA256Digest::new),
  SHA384_RSA(
      "1.2.840.113549.1.1.12", SignatureKind.RSA, "2.16.840.1.101.3.4.2.2", SHA384Digest::new),
  SHA512_RSA(
      "1.2.840.113549.1.1.13", SignatureKind.RSA, "2.16.840.1.101.3.4.2.3", SHA512Digest::new),
  SHA1_ECDSA("1.2.840.10045.4.1", SignatureKind.ECDSA, "1.3.14.3.2.26", SHA1Digest::new),
  SHA256_ECDSA(
      "1.2.840.10045.4.3.2", SignatureKind.ECDSA, "2.16.840.1.101.3.4.2.1", SHA256Digest::new),
  SHA384_ECDSA(
      "1.2.840.10045.4.3.3", SignatureKind.ECDSA, "2.16.840.1.101.3.4.2.2", SHA384Digest::new),
  SHA512_ECDSA(
      "1.2.840.10045.4.3.4", SignatureKind.ECDSA, "2.16.840.1.101.3.4.2.3", SHA512Digest::new);

  private final String oid;
  private final SignatureKind kind;
  private final String hashOid;
  private final Supplier<Digest> digest;

  X509Signature(String oid, SignatureKind kind, String hashOid, Supplier<Digest> digest) {
    this.oid = oid;
    this.kind = kind;
    this.hashOid = hashOid;
    this.digest = digest;
  }

  /** How a certificate is signed; empty when inside and outside disagree, or not supported. */
  static Optional<X509Signature> of(Certificate certificate) {
    if (!certificate
        .getSignatureAlgorithm()
        .equals(certificate.getTBSCertificate().getSignature())) {
      return Optional.empty();
    }
    String oid = certificate.getSignatureAlgorithm().getAlgorithm().getId();
    for (X509Signature signature : values()) {
      if (signature.oid.equals(oid)) {
        return Optional.of(signature);
      }
    }
    return Optional.empty();
  }

  SignatureKind kind() {
    return kind;
  }

  /** The hash that is signed. */
  byte[] hash(byte[] data) {
    Digest hash = digest.get();
    byte[] value = new byte[hash.getDigestSize()];
    hash.update(data, 0, data.length);
    hash.doFinal(value, 0);
    return value;
  }

  /** The hash with its algorithm, in DER: what an RSA signature holds. */
  byte[] digestInfo(byte[] data) {
    AlgorithmIdentifier algorithm =
        new AlgorithmIdentifier(new ASN1ObjectIdentifier(hashOid), DERNull.INSTANCE);
    try {
      return new DigestInfo(algorithm, hash(data)).getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new UncheckedIOException("An array could not be written to, which cannot be.", e);
    }
  }
}
