package wtls.protocol.certificate;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import wtls.protocol.handshake.Identifier;

/** A WTLS certificate in a chain. */
record WtlsLink(WtlsCertificate certificate) implements ChainLink {

  @Override
  public String subject() {
    return certificate.subject().toString();
  }

  @Override
  public String issuer() {
    return certificate.issuer().toString();
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
    return Optional.of(certificate.publicKey());
  }

  @Override
  public boolean allows(KeyUse use) {
    CertificateKey key = certificate.publicKey();
    return switch (use) {
      case ENCRYPT -> key instanceof CertificateKey.Rsa;
      case AGREE -> key instanceof CertificateKey.Ecdh;
      case SIGN, CERTIFY ->
          key instanceof CertificateKey.Rsa || key instanceof CertificateKey.Ecdsa;
    };
  }

  @Override
  public boolean allowsRole(boolean server) {
    return true;
  }

  @Override
  public String unknownCritical() {
    return "";
  }

  @Override
  public boolean isAuthority(int below) {
    return certificate.subjectName().filter(WtlsName::isCa).isPresent();
  }

  @Override
  public SignatureKind signatureKind() {
    return switch (certificate.signatureAlgorithm()) {
      case ANONYMOUS -> SignatureKind.NONE;
      case RSA_SHA -> SignatureKind.RSA;
      case ECDSA_SHA -> SignatureKind.ECDSA;
    };
  }

  @Override
  public boolean isSignedBy(CertificateKey key) {
    byte[] hash = Sha1.of(certificate.toBeSigned());
    return Signatures.verify(signatureKind(), key, hash, certificate.signature());
  }

  @Override
  public boolean isIssuedBy(ChainLink authority) {
    return authority.isNamedBy(certificate.issuer());
  }

  @Override
  public boolean isNamedBy(Identifier identifier) {
    if (identifier instanceof Identifier.KeyHash hash) {
      return hash.keyId().equals(certificate.keyId());
    }
    return !identifier.equals(Identifier.NULL) && identifier.equals(certificate.subject());
  }

  @Override
  public boolean isNamedBy(byte[] x509Name) {
    return certificate.subject() instanceof Identifier.X509Name name
        && Arrays.equals(name.der(), x509Name);
  }

  @Override
  public boolean isFor(String host) {
    return certificate
        .subjectName()
        .filter(name -> HostNames.match(name.commonName(), host))
        .isPresent();
  }
}
