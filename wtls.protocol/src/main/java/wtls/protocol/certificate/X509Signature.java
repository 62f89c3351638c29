package wtls.protocol.certificate;

import java.util.Optional;
import java.util.function.Supplier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;

/** The signature algorithms of X.509 certificates that are accepted. */
enum X509Signature {
  SHA1_RSA("1.2.840.113549.1.1.5", SignatureKind.RSA, SHA1Digest::new),
  SHA256_RSA("1.2.840.113549.1.1.11", SignatureKind.RSA, SHA256Digest::new),
  SHA384_RSA("1.2.840.113549.1.1.12", SignatureKind.RSA, SHA384Digest::new),
  SHA512_RSA("1.2.840.113549.1.1.13", SignatureKind.RSA, SHA512Digest::new),
  SHA1_ECDSA("1.2.840.10045.4.1", SignatureKind.ECDSA, SHA1Digest::new),
  SHA256_ECDSA("1.2.840.10045.4.3.2", SignatureKind.ECDSA, SHA256Digest::new),
  SHA384_ECDSA("1.2.840.10045.4.3.3", SignatureKind.ECDSA, SHA384Digest::new),
  SHA512_ECDSA("1.2.840.10045.4.3.4", SignatureKind.ECDSA, SHA512Digest::new);

  private final String oid;
  private final SignatureKind kind;
  private final Supplier<Digest> digest;

  X509Signature(String oid, SignatureKind kind, Supplier<Digest> digest) {
    this.oid = oid;
    this.kind = kind;
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

  /** A new digest of the kind that is signed. */
  Digest digest() {
    return digest.get();
  }
}
