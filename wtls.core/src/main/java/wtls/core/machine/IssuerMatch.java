package wtls.core.machine;

import java.util.ArrayList;
import java.util.List;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.engine.EncodedCertificate;
import wtls.protocol.certificate.ChainValidator;
import wtls.protocol.certificate.UntrustedException;
import wtls.protocol.certificate.WtlsCertificate;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.handshake.Identifier;

/** Whether a client certificate is one that a CertificateRequest asks for (WAP-261 10.5.4). */
final class IssuerMatch {
  private final KeyExchangeSuite suite;
  private final Settings settings;
  private final List<EncodedCertificate> roots;

  /**
   * @param roots where to look for an authority's certificate beside the chain itself
   */
  IssuerMatch(KeyExchangeSuite suite, Settings settings, List<EncodedCertificate> roots) {
    this.suite = suite;
    this.settings = settings;
    this.roots = roots;
  }

  /**
   * Whether a chain leads to the authority that is named.
   *
   * @param authority null for any, or a key hash (WAP-261_102)
   */
  boolean leadsTo(List<EncodedCertificate> chain, Identifier authority) {
    if (authority instanceof Identifier.Null
        || chain.stream().anyMatch(certificate -> isIssuer(authority, certificate))) {
      return true;
    }
    List<EncodedCertificate> above = new ArrayList<>(chain.subList(1, chain.size()));
    above.addAll(roots);
    return above.stream()
        .filter(certificate -> ChainValidator.isNamedBy(certificate, authority))
        .anyMatch(certificate -> certifies(certificate, chain));
  }

  /** Whether a certificate names its issuer by the very same identifier. */
  private static boolean isIssuer(Identifier authority, EncodedCertificate certificate) {
    try {
      return certificate.format() == EncodedCertificate.Format.WTLS
          && WtlsCertificate.decode(certificate.octets()).issuer().equals(authority);
    } catch (DecodeException e) {
      return false;
    }
  }

  private boolean certifies(EncodedCertificate authority, List<EncodedCertificate> chain) {
    try {
      ChainValidator.validateClient(
          chain, List.of(authority), suite, settings.wallClock().instant(), settings.policy());
      return true;
    } catch (UntrustedException e) {
      return false;
    }
  }
}
