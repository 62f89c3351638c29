package wtls.protocol.certificate;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyUsage;
import wtls.protocol.handshake.Identifier;

/** An X.509 certificate in a chain. */
record X509Link(X509Certificate certificate) implements ChainLink {

  @Override
  public String subject() {
    return Identifier.Text.displayable(certificate.subjectText());
  }

  @Override
  public String issuer() {
    return Identifier.Text.displayable(certificate.issuerText());
  }

  @Override
  public Instant notBefore() {
    return certificate.notBefore();
  }

  @Override
  public Instant notAfter() {
    return certificate.notAfter();
  }

  @Override
  public Optional<CertificateKey> key() {
    return certificate.publicKey();
  }

  @Override
  public boolean allows(KeyUse use) {
    boolean rsa = certificate.publicKey().filter(CertificateKey.Rsa.class::isInstance).isPresent();
    return switch (use) {
      case ENCRYPT -> rsa && certificate.allows(KeyUsage.keyEncipherment);
      case SIGN -> rsa && certificate.allows(KeyUsage.digitalSignature);
      case AGREE -> !rsa && certificate.allows(KeyUsage.keyAgreement);
      case CERTIFY -> certificate.allows(KeyUsage.keyCertSign);
    };
  }

  @Override
  public boolean allowsRole(boolean server) {
    return server ? !certificate.clientOnly() : !certificate.serverOnly();
  }

  @Override
  public String unknownCritical() {
    return certificate.unknownCritical();
  }

  @Override
  public boolean isAuthority(int below) {
    return certificate.authority() && below <= certificate.pathLength();
  }

  @Override
  public SignatureKind signatureKind() {
    return certificate.algorithm().map(X509Signature::kind).orElse(SignatureKind.NONE);
  }

  @Override
  public boolean isSignedBy(CertificateKey key) {
    return certificate.algorithm().isPresent()
        && Signatures.verify(
            certificate.algorithm().get(), key, certificate.toBeSigned(), certificate.signature());
  }

  @Override
  public boolean isIssuedBy(ChainLink authority) {
    return authority.isNamedBy(certificate.issuer());
  }

  @Override
  public boolean isNamedBy(Identifier identifier) {
    if (identifier instanceof Identifier.KeyHash hash) {
      return Arrays.equals(hash.keyId().octets(), certificate.subjectKeyId())
          || certificate.publicKey().map(CertificateKey::keyId).equals(Optional.of(hash.keyId()));
    }
    return identifier instanceof Identifier.X509Name name && isNamedBy(name.der());
  }

  @Override
  public boolean isNamedBy(byte[] x509Name) {
    return Arrays.equals(x509Name, certificate.subject());
  }

  @Override
  public boolean isFor(String host) {
    return certificate.hosts().match(host);
  }
}
