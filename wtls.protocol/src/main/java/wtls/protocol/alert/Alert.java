package wtls.protocol.alert;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.codec.OctetReader;
import wtls.protocol.codec.OctetWriter;

/**
 * An alert (WAP-261 10.2).
 *
 * @param level how much it ends
 * @param code the number of its description, which need not be an assigned one: 0 to 255
 * @param checksum of the last record received from the one it is sent to; see {@link AlertChecksum}
 */
public record Alert(AlertLevel level, int code, int checksum) {
  /** Octets of an encoded alert. */
  public static final int SIZE = 6;

  public Alert {
    Objects.requireNonNull(level, "level");
    if (code < 0 || code > 255) {
      throw new IllegalArgumentException("The code of an alert is not within 0 to 255: " + code);
    }
  }

  /** An alert with an assigned description. */
  public Alert(AlertLevel level, AlertDescription description, int checksum) {
    this(level, description.number(), checksum);
  }

  /** What it is about, or empty where WAP-261 assigns nothing to its code. */
  public Optional<AlertDescription> description() {
    return AlertDescription.of(code);
  }

  /** The fragment of an alert record, in a new array. */
  public byte[] encode() {
    OctetWriter out = new OctetWriter(SIZE);
    out.uint8(level.number()).uint8(code).uint32(Integer.toUnsignedLong(checksum));
    return out.toByteArray();
  }

  /** Decodes the fragment of an alert record. */
  public static Alert decode(byte[] data, int off, int len) throws DecodeException {
    OctetReader in = new OctetReader(data, off, len);
    int number = in.uint8("alert.level");
    Optional<AlertLevel> level = AlertLevel.of(number);
    if (level.isEmpty()) {
      throw new DecodeException("alert.level", off, "is " + number + ", not 1, 2 or 3");
    }
    int code = in.uint8("alert.description");
    int checksum = (int) in.uint32("alert.checksum");
    in.expectEnd("alert");
    return new Alert(level.get(), code, checksum);
  }

  /** For example {@code fatal handshake_failure}. */
  @Override
  public String toString() {
    String name = level.name().toLowerCase(Locale.ROOT);
    return name + " " + description().map(AlertDescription::standardName).orElse("alert " + code);
  }
}
