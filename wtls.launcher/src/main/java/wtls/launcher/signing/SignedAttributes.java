package wtls.launcher.signing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.codec.OctetReader;
import wtls.protocol.codec.OctetWriter;

/**
 * What is signed beside the content: when, or a nonce that tells two signatures apart. The octets
 * under the signature are those of the authenticated attributes of CMS, from a fixed template.
 */
public sealed interface SignedAttributes {

  /** The octets that are hashed and signed. */
  byte[] template(byte[] contentHash);

  /** Writes the attribute with its type. */
  void write(OctetWriter out);

  /**
   * When it was signed, by the signer's clock.
   *
   * @param when to the second, in 1950 to 2049
   */
  record Time(Instant when) implements SignedAttributes {
    private static final int TYPE = 1;
    private static final int SIZE = 12;
    private static final DateTimeFormatter FORM =
        DateTimeFormatter.ofPattern("uuMMddHHmmss", Locale.ROOT);

    public Time {
      when = when.truncatedTo(ChronoUnit.SECONDS);
      int year = when.atOffset(ZoneOffset.UTC).getYear();
      if (year < 1950 || year > 2049) {
        throw new IllegalArgumentException("The year is not within 1950 to 2049: " + year);
      }
    }

    @Override
    public byte[] template(byte[] contentHash) {
      return join(
          hex("315D" + CONTENT_TYPE + "301C06092A864886F70D010905310F170D"),
          (digits() + "Z").getBytes(StandardCharsets.US_ASCII),
          hex(MESSAGE_DIGEST),
          contentHash);
    }

    @Override
    public void write(OctetWriter out) {
      out.uint8(TYPE).octets(digits().getBytes(StandardCharsets.US_ASCII));
    }

    private String digits() {
      return FORM.format(when.atOffset(ZoneOffset.UTC));
    }

    static Time read(OctetReader in) throws DecodeException {
      int at = in.offset();
      String digits = new String(in.octets("gmt_utc_time", SIZE), StandardCharsets.US_ASCII);
      try {
        // Two digits mean 1950 to 2049; the formatter takes them for 2000 to 2099.
        LocalDateTime time = LocalDateTime.parse(digits, FORM);
        LocalDateTime meant = time.getYear() > 2049 ? time.minusYears(100) : time;
        Time read = new Time(meant.toInstant(ZoneOffset.UTC));
        if (read.digits().equals(digits)) {
          return read;
        }
      } catch (DateTimeParseException e) {
        // said below
      }
      throw in.problem("gmt_utc_time", at, "is no time of the form YYMMDDhhmmss");
    }
  }

  /**
   * Octets that no two signatures share.
   *
   * @param octets 8, not copied
   */
  record Nonce(byte[] octets) implements SignedAttributes {
    private static final int TYPE = 2;
    private static final int SIZE = 8;

    public Nonce {
      if (octets.length != SIZE) {
        throw new IllegalArgumentException("A nonce has 8 octets, not " + octets.length + ".");
      }
    }

    @Override
    public byte[] template(byte[] contentHash) {
      return join(
          hex("3159" + CONTENT_TYPE + "3018060A2A864886F70D01091903310A0408"),
          octets,
          hex(MESSAGE_DIGEST),
          contentHash);
    }

    @Override
    public void write(OctetWriter out) {
      out.uint8(TYPE).octets(octets);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Nonce that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(octets);
    }
  }

  /** In hex: content type, data. */
  String CONTENT_TYPE = "301806092A864886F70D010903310B06092A864886F70D010701";

  /** In hex: message digest, up to its value. */
  String MESSAGE_DIGEST = "302306092A864886F70D01090431160414";

  /** Reads the one attribute that there must be. */
  static SignedAttributes read(OctetReader in) throws DecodeException {
    int at = in.offset();
    int type = in.uint8("attribute_type");
    return switch (type) {
      case Time.TYPE -> Time.read(in);
      case Nonce.TYPE -> new Nonce(in.octets("signer_nonce", Nonce.SIZE));
      default -> throw in.problem("attribute_type", at, "is " + type + ", not 1 or 2");
    };
  }

  /** The hash that is signed over some content. */
  default byte[] digest(byte[] content) {
    return sha1(template(sha1(content)));
  }

  private static byte[] sha1(byte[] octets) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(octets);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-1.", e);
    }
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
