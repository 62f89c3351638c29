package wtls.gateway.authority;

import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.asn1.x509.Certificate;
import wtls.api.engine.EncodedCertificate;
import wtls.protocol.certificate.WtlsCertificate;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.handshake.Identifier;

/** Tells roots from other certificates. */
final class Roots {
  private Roots() {}

  /** Whether a certificate names its own subject as issuer, or, as some WTLS roots do, nobody. */
  static boolean isRoot(EncodedCertificate certificate) {
    try {
      return switch (certificate.format()) {
        case WTLS -> isRoot(WtlsCertificate.decode(certificate.octets()));
        case X509 -> {
          Certificate x509 = Certificate.getInstance(certificate.octets());
          yield Arrays.equals(
              x509.getSubject().toASN1Primitive().getEncoded(),
              x509.getIssuer().toASN1Primitive().getEncoded());
        }
        case X968, URL -> false;
      };
    } catch (DecodeException | IOException | IllegalArgumentException malformed) {
      return false;
    }
  }

  private static boolean isRoot(WtlsCertificate certificate) {
    Identifier issuer = certificate.issuer();
    return issuer.equals(certificate.subject()) || issuer instanceof Identifier.Null;
  }
}
