package wtls.card.applet;

import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.EncodedCertificate.Format;
import wtls.protocol.certificate.CertificateKey;
import wtls.protocol.certificate.WtlsCertificateBuilder;
import wtls.protocol.certificate.WtlsName;
import wtls.protocol.handshake.Identifier;

/** Makes certificates of both formats. */
final class TestCertificates {
  static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
  static final Instant NOW = Instant.parse("2030-06-01T12:00:00Z");
  static final Instant END = Instant.parse("2031-01-01T00:00:00Z");
  static final String HOST = "wap.example.com";

  private TestCertificates() {}

  static Identifier authority(String name) {
    return WtlsName.authority(name, "Tests", "XX").toIdentifier();
  }

  static Identifier server() {
    return WtlsName.server("Test", "Tests", "XX", HOST).toIdentifier();
  }

  /** A WTLS certificate. */
  static EncodedCertificate wtls(
      Identifier issuer, TestKey signer, Identifier subject, CertificateKey key) {
    return wtls(issuer, signer, subject, key, START, END);
  }

  static EncodedCertificate wtls(
      Identifier issuer,
      TestKey signer,
      Identifier subject,
      CertificateKey key,
      Instant first,
      Instant last) {
    return new WtlsCertificateBuilder()
        .issuer(issuer)
        .subject(subject)
        .validity(first, last)
        .publicKey(key)
        .sign(signer.algorithm(), signer::sign)
        .encoded();
  }

  /** An X.509 certificate under construction. */
  static final class X509 {
    private final V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
    private final ExtensionsGenerator extensions = new ExtensionsGenerator();
    private boolean sha256;

    X509(String issuer, String subject, TestKey key) {
      generator.setSerialNumber(new ASN1Integer(7));
      generator.setIssuer(new X500Name("C=XX,CN=" + issuer));
      generator.setSubject(new X500Name("C=XX,CN=" + subject));
      generator.setSubjectPublicKeyInfo(key.info());
      validity(START, END);
    }

    X509 validity(Instant first, Instant last) {
      generator.setStartDate(new Time(Date.from(first)));
      generator.setEndDate(new Time(Date.from(last)));
      return this;
    }

    X509 sha256() {
      sha256 = true;
      return this;
    }

    /** As authority; a path length below 0 is none. */
    X509 authority(int pathLength) {
      BasicConstraints constraints =
          pathLength < 0 ? new BasicConstraints(true) : new BasicConstraints(pathLength);
      return with(Extension.basicConstraints, true, constraints);
    }

    X509 usage(int bits) {
      return with(Extension.keyUsage, true, new KeyUsage(bits));
    }

    X509 with(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
      try {
        extensions.addExtension(oid, critical, value);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      return this;
    }

    EncodedCertificate sign(TestKey signer) {
      if (!extensions.isEmpty()) {
        generator.setExtensions(extensions.generate());
      }
      generator.setSignature(signer.x509Algorithm(sha256));
      TBSCertificate signed = generator.generateTBSCertificate();
      try {
        ASN1EncodableVector all = new ASN1EncodableVector();
        all.add(signed);
        all.add(signer.x509Algorithm(sha256));
        all.add(new DERBitString(signer.signX509(signed.getEncoded(), sha256)));
        return new EncodedCertificate(Format.X509, new DERSequence(all).getEncoded());
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
