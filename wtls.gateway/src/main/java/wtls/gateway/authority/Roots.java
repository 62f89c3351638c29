package wtls.gateway.authority;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import wtls.api.engine.EncodedCertificate;
import wtls.protocol.certificate.WtlsCertificate;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.handshake.Identifier;

/** Tells roots from other certificates in the operator's own files. */
final class Roots {
  private Roots() {}

  /** Whether a certificate names its own subject as issuer, or, as some WTLS roots do, nobody. */
  static boolean isRoot(EncodedCertificate certificate) {
    try {
      return switch (certificate.format()) {
        case WTLS -> isRoot(WtlsCertificate.decode(certificate.octets()));
        case X509 -> isX509Root(certificate.octets());
        case X968, URL -> false;
      };
    } catch (DecodeException | CertificateException malformed) {
      return false;
    }
  }

  private static boolean isRoot(WtlsCertificate certificate) {
    Identifier issuer = certificate.issuer();
    return issuer.equals(certificate.subject()) || issuer instanceof Identifier.Null;
  }

  private static boolean isX509Root(byte[] octets) throws CertificateException {
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(octets));
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }
}
