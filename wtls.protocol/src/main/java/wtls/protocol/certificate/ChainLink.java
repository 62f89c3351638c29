package wtls.protocol.certificate;

import java.time.Instant;
import java.util.Optional;
import wtls.api.engine.EncodedCertificate;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.handshake.Identifier;

/** One certificate of a chain, of either format, as the validator sees it. */
sealed interface ChainLink permits WtlsLink, X509Link {

  /** Parses a certificate; empty for the formats that cannot be validated. */
  static Optional<ChainLink> parse(EncodedCertificate certificate) throws DecodeException {
    return switch (certificate.format()) {
      case WTLS -> Optional.of(new WtlsLink(WtlsCertificate.decode(certificate.octets())));
      case X509 -> Optional.of(new X509Link(X509Certificate.parse(certificate.octets())));
      case X968, URL -> Optional.empty();
    };
  }

  /** The subject for display. */
  String subject();

  /** The issuer for display. */
  String issuer();

  /** The first second of its validity. */
  Instant notBefore();

  /** The last second of its validity. */
  Instant notAfter();

  /** The key; empty when it is of a kind that WTLS does not use. */
  Optional<CertificateKey> key();

  /** Whether kind of key and certificate allow this use. */
  boolean allows(KeyUse use);

  /** Whether it may be a server's, or a client's: what X.509's extended key usage restricts. */
  boolean allowsRole(boolean server);

  /** A critical extension that is not understood, or empty. */
  String unknownCritical();

  /**
   * Whether it may certify others although it is no root.
   *
   * @param below how many authorities are between it and the last certificate
   */
  boolean isAuthority(int below);

  /** What kind of key signed it. */
  SignatureKind signatureKind();

  /** Whether the key made its signature. */
  boolean isSignedBy(CertificateKey key);

  /** Whether it says that this authority issued it. */
  boolean isIssuedBy(ChainLink authority);

  /** Whether an identifier in a handshake or a WTLS certificate means this authority. */
  boolean isNamedBy(Identifier identifier);

  /** Whether an X.509 certificate with this issuer, a name in DER, means this authority. */
  boolean isNamedBy(byte[] x509Name);

  /** Whether it is for this host. */
  boolean isFor(String host);
}
