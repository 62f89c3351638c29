package wtls.protocol.certificate;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.KeyId;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.codec.OctetReader;
import wtls.protocol.codec.OctetWriter;
import wtls.protocol.handshake.Identifier;

/**
 * A WTLS certificate (WAP-261 10.5.2), parsed and not verified. Equal when its octets are equal.
 * Made by {@link #parse} or by {@link WtlsCertificateBuilder}, so that fields and octets agree.
 *
 * @param version 1
 * @param signatureAlgorithm how it is signed
 * @param issuer who signed it
 * @param notBefore the first second of its validity
 * @param notAfter the last second of its validity
 * @param subject whose key it certifies
 * @param publicKey the key
 * @param toBeSigned the octets that are signed
 * @param signature the signature; empty when anonymous
 */
public record WtlsCertificate(
    int version,
    SignatureAlgorithm signatureAlgorithm,
    Identifier issuer,
    Instant notBefore,
    Instant notAfter,
    Identifier subject,
    CertificateKey publicKey,
    byte[] toBeSigned,
    byte[] signature) {
  /** The version of WAP-199 and WAP-261. */
  public static final int VERSION = 1;

  public WtlsCertificate {
    Objects.requireNonNull(signatureAlgorithm, "signatureAlgorithm");
    Objects.requireNonNull(issuer, "issuer");
    Objects.requireNonNull(notBefore, "notBefore");
    Objects.requireNonNull(notAfter, "notAfter");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(publicKey, "publicKey");
    Objects.requireNonNull(toBeSigned, "toBeSigned");
    Objects.requireNonNull(signature, "signature");
  }

  /** Reads one certificate; nothing but its own layout says where it ends. */
  public static WtlsCertificate parse(OctetReader in) throws DecodeException {
    int start = in.offset();
    int version = in.uint8("certificate_version");
    if (version != VERSION) {
      throw new DecodeException("certificate_version", start, "is " + version + ", not 1");
    }
    SignatureAlgorithm algorithm = readSignatureAlgorithm(in);
    Identifier issuer = Identifier.read(in);
    Instant notBefore = Instant.ofEpochSecond(in.uint32("valid_not_before"));
    Instant notAfter = Instant.ofEpochSecond(in.uint32("valid_not_after"));
    Identifier subject = Identifier.read(in);
    CertificateKey key = CertificateKey.read(in);
    byte[] toBeSigned = in.since(start);
    byte[] signature =
        algorithm == SignatureAlgorithm.ANONYMOUS
            ? new byte[0]
            : in.vector16("signature", 0, 0xFFFF);
    return new WtlsCertificate(
        version, algorithm, issuer, notBefore, notAfter, subject, key, toBeSigned, signature);
  }

  private static SignatureAlgorithm readSignatureAlgorithm(OctetReader in) throws DecodeException {
    int at = in.offset();
    int number = in.uint8("signature_algorithm");
    Optional<SignatureAlgorithm> algorithm = SignatureAlgorithm.of(number);
    if (algorithm.isEmpty()) {
      throw new DecodeException("signature_algorithm", at, "is " + number + ", not 0, 1 or 2");
    }
    return algorithm.get();
  }

  /** Decodes an array that holds one certificate and nothing else. */
  public static WtlsCertificate decode(byte[] octets) throws DecodeException {
    OctetReader in = new OctetReader(octets);
    WtlsCertificate certificate = parse(in);
    in.expectEnd("wtls_certificate");
    return certificate;
  }

  /** The certificate's octets, in a new array: those that it was parsed from. */
  public byte[] encode() {
    OctetWriter out = new OctetWriter(toBeSigned.length + signature.length + 2);
    out.octets(toBeSigned);
    if (signatureAlgorithm != SignatureAlgorithm.ANONYMOUS) {
      out.vector16(signature);
    }
    return out.toByteArray();
  }

  /** The certificate as handshakes and files carry it. */
  public EncodedCertificate encoded() {
    return new EncodedCertificate(EncodedCertificate.Format.WTLS, encode());
  }

  /** The hash of the key that it certifies. */
  public KeyId keyId() {
    return publicKey.keyId();
  }

  /** The subject in the fields of WAP-261's naming convention; empty when it is not text. */
  public Optional<WtlsName> subjectName() {
    return WtlsName.of(subject);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WtlsCertificate that
        && signatureAlgorithm == that.signatureAlgorithm
        && Arrays.equals(toBeSigned, that.toBeSigned)
        && Arrays.equals(signature, that.signature);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(toBeSigned);
  }

  @Override
  public String toString() {
    return "WTLS certificate of " + subject + ", issued by " + issuer;
  }
}
