package wtls.protocol.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.BigIntegers;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.handshake.ParameterSpecifier;

/**
 * What a WTLS peer needs to know of an X.509 certificate, parsed and not verified.
 *
 * <p>Bouncy Castle's ASN.1 classes read it and not the JDK's CertificateFactory, which overflows
 * the stack on deeply nested indefinite lengths and knows no curve of the 2.23.43 identifiers.
 *
 * @param subject the subject's name in DER
 * @param issuer the issuer's name in DER
 * @param subjectText the subject's name for display
 * @param issuerText the issuer's name for display
 * @param hosts the host names and addresses that it is for
 * @param publicKey its key, any EC key as one for agreement; empty for other algorithms and curves
 * @param keyUsage the KeyUsage bits; empty when it does not say
 * @param subjectKeyId its SubjectKeyIdentifier; empty array when it has none
 * @param authority whether it may sign certificates
 * @param pathLength how many authorities may be between it and the last certificate
 * @param clientOnly whether its extended key usage leaves out servers
 * @param serverOnly whether its extended key usage leaves out clients
 * @param unknownCritical a critical extension that is not understood here, or empty
 * @param algorithm how it is signed; empty for algorithms not supported
 * @param toBeSigned the octets that are signed
 * @param signature the signature
 */
record X509Certificate(
    byte[] subject,
    byte[] issuer,
    String subjectText,
    String issuerText,
    X509Hosts hosts,
    Optional<CertificateKey> publicKey,
    Optional<KeyUsage> keyUsage,
    byte[] subjectKeyId,
    boolean authority,
    int pathLength,
    boolean clientOnly,
    boolean serverOnly,
    String unknownCritical,
    Instant notBefore,
    Instant notAfter,
    Optional<X509Signature> algorithm,
    byte[] toBeSigned,
    byte[] signature) {

  private static final int MAX_SIZE = 0xFFFF;

  private static final Set<ASN1ObjectIdentifier> UNDERSTOOD =
      Set.of(
          Extension.basicConstraints,
          Extension.keyUsage,
          Extension.extendedKeyUsage,
          Extension.subjectAlternativeName);

  /** Parses one certificate, which must fill the array. */
  static X509Certificate parse(byte[] der) throws DecodeException {
    if (der.length > MAX_SIZE) {
      throw new DecodeException("x509_certificate", 0, "has more than " + MAX_SIZE + " octets");
    }
    try {
      return extract(Certificate.getInstance(ASN1Primitive.fromByteArray(der)));
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle tells malformed ASN.1 by many kinds of unchecked exception.
      throw new DecodeException("x509_certificate", 0, "is not an X.509 certificate in DER");
    }
  }

  private static X509Certificate extract(Certificate certificate) throws IOException {
    Extensions extensions = certificate.getTBSCertificate().getExtensions();
    BasicConstraints constraints = BasicConstraints.fromExtensions(extensions);
    boolean authority = constraints != null && constraints.isCA();
    BigInteger pathLength = authority ? constraints.getPathLenConstraint() : null;
    SubjectKeyIdentifier keyId = SubjectKeyIdentifier.fromExtensions(extensions);
    ExtendedKeyUsage purposes = ExtendedKeyUsage.fromExtensions(extensions);
    return new X509Certificate(
        certificate.getSubject().getEncoded(),
        certificate.getIssuer().getEncoded(),
        certificate.getSubject().toString(),
        certificate.getIssuer().toString(),
        X509Hosts.of(certificate.getSubject(), extensions),
        publicKey(certificate.getSubjectPublicKeyInfo()),
        Optional.ofNullable(KeyUsage.fromExtensions(extensions)),
        keyId == null ? new byte[0] : keyId.getKeyIdentifier(),
        authority,
        pathLength == null ? Integer.MAX_VALUE : pathLength.intValueExact(),
        lacks(purposes, KeyPurposeId.id_kp_serverAuth),
        lacks(purposes, KeyPurposeId.id_kp_clientAuth),
        unknownCritical(extensions),
        certificate.getStartDate().getDate().toInstant(),
        certificate.getEndDate().getDate().toInstant(),
        X509Signature.of(certificate),
        certificate.getTBSCertificate().getEncoded(),
        certificate.getSignature().getOctets());
  }

  /** Whether the key usage with this bit is allowed: said, or nothing said. */
  boolean allows(int usage) {
    return keyUsage.isEmpty() || keyUsage.get().hasUsages(usage);
  }

  private static boolean lacks(ExtendedKeyUsage purposes, KeyPurposeId purpose) {
    return purposes != null
        && !purposes.hasKeyPurposeId(purpose)
        && !purposes.hasKeyPurposeId(KeyPurposeId.anyExtendedKeyUsage);
  }

  private static String unknownCritical(Extensions extensions) {
    if (extensions == null) {
      return "";
    }
    for (ASN1ObjectIdentifier oid : extensions.getCriticalExtensionOIDs()) {
      if (!UNDERSTOOD.contains(oid)) {
        return oid.getId();
      }
    }
    return "";
  }

  private static Optional<CertificateKey> publicKey(SubjectPublicKeyInfo info) throws IOException {
    ASN1ObjectIdentifier algorithm = info.getAlgorithm().getAlgorithm();
    if (PKCSObjectIdentifiers.rsaEncryption.equals(algorithm)) {
      RSAPublicKey key = RSAPublicKey.getInstance(info.parsePublicKey());
      return Optional.of(
          new CertificateKey.Rsa(unsigned(key.getPublicExponent()), unsigned(key.getModulus())));
    }
    if (X9ObjectIdentifiers.id_ecPublicKey.equals(algorithm)
        && info.getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier oid) {
      byte[] point = info.getPublicKeyData().getOctets();
      if (point.length == 0) {
        throw new IllegalArgumentException("An EC key has a point.");
      }
      return CurveOids.curve(oid)
          .map(curve -> new CertificateKey.Ecdh(ParameterSpecifier.of(curve.number()), point));
    }
    return Optional.empty();
  }

  private static byte[] unsigned(BigInteger value) {
    if (value.signum() <= 0) {
      throw new IllegalArgumentException("An RSA key has numbers above zero.");
    }
    return BigIntegers.asUnsignedByteArray(value);
  }
}
