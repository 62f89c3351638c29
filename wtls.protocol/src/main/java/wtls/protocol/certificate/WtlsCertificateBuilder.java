package wtls.protocol.certificate;

import java.time.Instant;
import java.util.Objects;
import wtls.protocol.codec.OctetWriter;
import wtls.protocol.handshake.Identifier;

/**
 * Builds and signs WTLS certificates (WAP-261 10.5.2). All fields must be set before {@link #sign}.
 * For use by one thread.
 */
public final class WtlsCertificateBuilder {
  private Identifier issuer;
  private Identifier subject;
  private Instant notBefore;
  private Instant notAfter;
  private CertificateKey publicKey;

  /** Signs hashes with a private key that it has. */
  @FunctionalInterface
  public interface HashSigner {
    /**
     * @param hash 20 octets of SHA-1
     * @return the signature in the form that {@link SignatureAlgorithm} tells
     */
    byte[] sign(byte[] hash);
  }

  /** Who signs. */
  public WtlsCertificateBuilder issuer(Identifier value) {
    issuer = value;
    return this;
  }

  /** Whose key it is. */
  public WtlsCertificateBuilder subject(Identifier value) {
    subject = value;
    return this;
  }

  /** The first and the last second of validity, between 1970 and 2106. */
  public WtlsCertificateBuilder validity(Instant first, Instant last) {
    notBefore = Objects.requireNonNull(first, "first");
    notAfter = Objects.requireNonNull(last, "last");
    return this;
  }

  /** The key to certify. */
  public WtlsCertificateBuilder publicKey(CertificateKey value) {
    publicKey = value;
    return this;
  }

  /**
   * Makes the certificate.
   *
   * @param algorithm what the signer does
   * @param signer not called when the algorithm is anonymous
   * @throws IllegalArgumentException when a value does not fit its field
   * @throws IllegalStateException when a field was not set
   */
  public WtlsCertificate sign(SignatureAlgorithm algorithm, HashSigner signer) {
    byte[] toBeSigned = toBeSigned(algorithm);
    byte[] signature =
        algorithm == SignatureAlgorithm.ANONYMOUS ? new byte[0] : signer.sign(Sha1.of(toBeSigned));
    return new WtlsCertificate(
        WtlsCertificate.VERSION,
        algorithm,
        issuer,
        Instant.ofEpochSecond(notBefore.getEpochSecond()),
        Instant.ofEpochSecond(notAfter.getEpochSecond()),
        subject,
        publicKey,
        toBeSigned,
        signature);
  }

  private byte[] toBeSigned(SignatureAlgorithm algorithm) {
    if (issuer == null || subject == null || notBefore == null || publicKey == null) {
      throw new IllegalStateException(
          "A certificate needs issuer, subject, validity and key: set all of them before signing.");
    }
    OctetWriter out = new OctetWriter(512);
    out.uint8(WtlsCertificate.VERSION).uint8(algorithm.number());
    issuer.write(out);
    out.uint32(notBefore.getEpochSecond());
    out.uint32(notAfter.getEpochSecond());
    subject.write(out);
    publicKey.write(out);
    return out.toByteArray();
  }
}
