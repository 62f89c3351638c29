package wtls.protocol.handshake;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import wtls.api.engine.KeyId;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.codec.OctetReader;
import wtls.protocol.codec.OctetWriter;

/**
 * Names a key, its owner or an authority, in handshakes and certificates (WAP-261 10.5.1.2). Equal
 * when type and octets are equal.
 */
public sealed interface Identifier {
  /** Names nothing. */
  Identifier NULL = new Null();

  /** The number of its type on the wire. */
  int typeNumber();

  /** Writes it, type first. */
  void write(OctetWriter out);

  /** Names nothing. */
  record Null() implements Identifier {
    @Override
    public int typeNumber() {
      return 0;
    }

    @Override
    public void write(OctetWriter out) {
      out.uint8(0);
    }

    @Override
    public String toString() {
      return "nobody";
    }
  }

  /**
   * A name in words.
   *
   * @param characterSet the IANA number of its character set, 0 to 65535
   * @param octets the name, 1 to 255 octets
   */
  record Text(int characterSet, byte[] octets) implements Identifier {
    /** The character set that new names are in. */
    public static final int UTF_8 = 106;

    private static final int US_ASCII = 3;
    private static final int UCS_2 = 1000;
    private static final int UTF_16 = 1015;

    public Text {
      checkLength(octets);
    }

    /** A name in UTF-8. */
    public static Text of(String name) {
      return new Text(UTF_8, name.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int typeNumber() {
      return 1;
    }

    /** The name. Characters that its character set does not have come out as U+FFFD. */
    public String text() {
      Charset charset =
          switch (characterSet) {
            case UTF_8 -> StandardCharsets.UTF_8;
            case US_ASCII -> StandardCharsets.US_ASCII;
            case UCS_2, UTF_16 -> StandardCharsets.UTF_16;
            default -> StandardCharsets.ISO_8859_1;
          };
      return new String(octets, charset);
    }

    @Override
    public void write(OctetWriter out) {
      out.uint8(1).uint16(characterSet).vector8(octets);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Text that
          && characterSet == that.characterSet
          && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(octets);
    }

    /** The text with each character replaced that could steer a terminal or forge a log line. */
    public static String displayable(String text) {
      return text.replaceAll("\\p{C}", "\uFFFD");
    }

    /** The name for display; see {@link #displayable}. */
    @Override
    public String toString() {
      return displayable(text());
    }
  }

  /** Octets without a meaning to WTLS, 1 to 255 of them. */
  record Binary(byte[] octets) implements Identifier {
    public Binary {
      checkLength(octets);
    }

    @Override
    public int typeNumber() {
      return 2;
    }

    @Override
    public void write(OctetWriter out) {
      out.uint8(2).vector8(octets);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Binary that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
      return HexFormat.of().formatHex(octets);
    }
  }

  /** The hash of the key that is named. */
  record KeyHash(KeyId keyId) implements Identifier {
    public KeyHash {
      Objects.requireNonNull(keyId, "keyId");
    }

    @Override
    public int typeNumber() {
      return 254;
    }

    @Override
    public void write(OctetWriter out) {
      out.uint8(254).octets(keyId.octets());
    }

    @Override
    public String toString() {
      return "key " + keyId;
    }
  }

  /** An X.509 distinguished name in DER, 1 to 255 octets. */
  record X509Name(byte[] der) implements Identifier {
    public X509Name {
      checkLength(der);
    }

    @Override
    public int typeNumber() {
      return 255;
    }

    @Override
    public void write(OctetWriter out) {
      out.uint8(255).vector8(der);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof X509Name that && Arrays.equals(der, that.der);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(der);
    }

    @Override
    public String toString() {
      return "X.509 name " + HexFormat.of().formatHex(der);
    }
  }

  private static void checkLength(byte[] octets) {
    if (octets.length < 1 || octets.length > 255) {
      throw new IllegalArgumentException(
          "An identifier has 1 to 255 octets, not " + octets.length + ".");
    }
  }

  /**
   * Reads an identifier, type first. One of unknown type cannot be read: nothing says its length.
   */
  static Identifier read(OctetReader in) throws DecodeException {
    int at = in.offset();
    int type = in.uint8("identifier_type");
    return switch (type) {
      case 0 -> NULL;
      case 1 ->
          new Text(in.uint16("identifier.character_set"), in.vector8("identifier.name", 1, 255));
      case 2 -> new Binary(in.vector8("identifier.binary", 1, 255));
      case 254 -> new KeyHash(KeyId.of(in.octets("identifier.key_hash_sha", 20)));
      case 255 -> new X509Name(in.vector8("identifier.x509_name", 1, 255));
      default ->
          throw new DecodeException("identifier_type", at, "is " + type + ", which is unknown");
    };
  }
}
