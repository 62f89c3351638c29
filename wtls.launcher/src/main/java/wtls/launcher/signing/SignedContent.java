package wtls.launcher.signing;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.KeyId;
import wtls.protocol.certificate.WtlsCertificate;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.codec.OctetReader;
import wtls.protocol.codec.OctetWriter;

/**
 * A signature over text, and what is needed to check it (WAP-161 4.3, SignedContent).
 *
 * @param scheme how it is signed
 * @param signature the signature, not copied
 * @param signer the hash of the signer's key; empty when it is not named
 * @param certificates the signer's certificates that come along, the signer's own first
 * @param content the text in UTF-8, not copied; empty when it travels separately
 * @param attributes what else is under the signature
 */
public record SignedContent(
    SignatureScheme scheme,
    byte[] signature,
    Optional<KeyId> signer,
    List<EncodedCertificate> certificates,
    Optional<byte[]> content,
    SignedAttributes attributes) {
  /** The largest content that fits, in octets. */
  public static final int LARGEST_CONTENT = 65_535;

  private static final int VERSION = 1;
  private static final int TEXT = 1;

  /** The number of UTF-8 among IANA's character sets: the encoding itself is not under the hash. */
  private static final int UTF_8 = 106;

  /** The kinds of signer infos. */
  private static final int IMPLICIT = 0;

  private static final int KEY_HASH = 1;
  private static final int WTLS = 2;
  private static final int X509 = 3;
  private static final int X968 = 4;
  private static final int URL = 5;

  private static final byte[] DIGEST_INFO =
      HexFormat.of().parseHex("3021300906052B0E03021A05000414");

  public SignedContent {
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(signature, "signature");
    Objects.requireNonNull(signer, "signer");
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(attributes, "attributes");
    certificates = List.copyOf(certificates);
  }

  /** What a key signs: the hash, in a DigestInfo where the scheme is RSA's. */
  public static byte[] toBeSigned(
      SignatureScheme scheme, SignedAttributes attributes, byte[] content) {
    byte[] hash = attributes.digest(content);
    if (scheme == SignatureScheme.ECDSA_SHA_P1363) {
      return hash;
    }
    byte[] info = new byte[DIGEST_INFO.length + hash.length];
    System.arraycopy(DIGEST_INFO, 0, info, 0, DIGEST_INFO.length);
    System.arraycopy(hash, 0, info, DIGEST_INFO.length, hash.length);
    return info;
  }

  /**
   * The octets.
   *
   * @throws IllegalArgumentException when content or certificates are too long for their fields
   */
  public byte[] encode() {
    OctetWriter out = new OctetWriter();
    out.uint8(VERSION).uint8(scheme.number()).vector16(signature);
    int infos = out.begin16();
    signer.ifPresent(id -> out.uint8(KEY_HASH).octets(id.octets()));
    certificates.forEach(certificate -> write(certificate, out));
    out.end16(infos);
    out.uint8(TEXT).uint16(UTF_8).uint8(content.isPresent() ? 1 : 0);
    content.ifPresent(out::vector16);
    OctetWriter attribute = new OctetWriter();
    attributes.write(attribute);
    return out.vector8(attribute.toByteArray()).toByteArray();
  }

  private static void write(EncodedCertificate certificate, OctetWriter out) {
    switch (certificate.format()) {
      // Nothing but its own layout says where it ends.
      case WTLS -> out.uint8(WTLS).octets(certificate.octets());
      case X509 -> out.uint8(X509).vector16(certificate.octets());
      case X968 -> out.uint8(X968).vector16(certificate.octets());
      case URL -> out.uint8(URL).vector8(certificate.octets());
    }
  }

  /**
   * Reads the octets.
   *
   * @throws DecodeException when they are something else, or of a kind that cannot be checked
   */
  public static SignedContent decode(byte[] octets) throws DecodeException {
    OctetReader in = new OctetReader(octets);
    expect(in, in.offset(), "version", in.uint8("version"), VERSION);
    int at = in.offset();
    int number = in.uint8("signature_algorithm");
    SignatureScheme scheme =
        SignatureScheme.of(number)
            .orElseThrow(
                () -> in.problem("signature_algorithm", at, "is " + number + ", not 1 or 2"));
    byte[] signature = in.vector16("signature", 1, 0xFFFF);
    Infos infos = Infos.read(in.vectorReader16("signer_infos", 0, 0xFFFF));
    Optional<byte[]> content = readContent(in);
    OctetReader attribute = in.vectorReader8("authenticated_attributes", 1, 0xFF);
    SignedAttributes attributes = SignedAttributes.read(attribute);
    attribute.expectEnd("authenticated_attributes");
    in.expectEnd("signed_content");
    return new SignedContent(
        scheme, signature, infos.signer, infos.certificates, content, attributes);
  }

  private static Optional<byte[]> readContent(OctetReader in) throws DecodeException {
    expect(in, in.offset(), "content_type", in.uint8("content_type"), TEXT);
    expect(in, in.offset(), "content_encoding", in.uint16("content_encoding"), UTF_8);
    int at = in.offset();
    int present = in.uint8("content_present");
    if (present > 1) {
      throw in.problem("content_present", at, "is " + present + ", not 0 or 1");
    }
    return present == 1
        ? Optional.of(in.vector16("content", 0, LARGEST_CONTENT))
        : Optional.empty();
  }

  private static void expect(OctetReader in, int at, String field, int value, int wanted)
      throws DecodeException {
    if (value != wanted) {
      throw in.problem(field, at, "is " + value + ", not " + wanted);
    }
  }

  /** Who signed. */
  private record Infos(Optional<KeyId> signer, List<EncodedCertificate> certificates) {
    static Infos read(OctetReader in) throws DecodeException {
      Optional<KeyId> signer = Optional.empty();
      List<EncodedCertificate> certificates = new ArrayList<>();
      while (in.remaining() > 0) {
        int at = in.offset();
        int type = in.uint8("signer_info_type");
        switch (type) {
          case IMPLICIT -> {
            // both sides know
          }
          case KEY_HASH -> signer = Optional.of(KeyId.of(in.octets("key_hash", 20)));
          case WTLS -> certificates.add(WtlsCertificate.parse(in).encoded());
          case X509 -> certificates.add(vector16(in, EncodedCertificate.Format.X509));
          case X968 -> certificates.add(vector16(in, EncodedCertificate.Format.X968));
          case URL ->
              certificates.add(
                  new EncodedCertificate(
                      EncodedCertificate.Format.URL, in.vector8("url", 1, 0xFF)));
          default -> throw in.problem("signer_info_type", at, "is " + type + ", not 0 to 5");
        }
      }
      return new Infos(signer, certificates);
    }

    private static EncodedCertificate vector16(OctetReader in, EncodedCertificate.Format format)
        throws DecodeException {
      return new EncodedCertificate(format, in.vector16("certificate", 1, 0xFFFF));
    }
  }
}
