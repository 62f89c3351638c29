package wtls.protocol.alert;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an alert is about (WAP-261 10.2). */
public enum AlertDescription {
  CONNECTION_CLOSE_NOTIFY(0),
  SESSION_CLOSE_NOTIFY(1),
  NO_CONNECTION(5),
  UNEXPECTED_MESSAGE(10),
  TIME_REQUIRED(11),
  BAD_RECORD_MAC(20),
  DECRYPTION_FAILED(21),
  RECORD_OVERFLOW(22),
  DECOMPRESSION_FAILURE(30),
  HANDSHAKE_FAILURE(40),
  BAD_CERTIFICATE(42),
  UNSUPPORTED_CERTIFICATE(43),
  CERTIFICATE_REVOKED(44),
  CERTIFICATE_EXPIRED(45),
  CERTIFICATE_UNKNOWN(46),
  ILLEGAL_PARAMETER(47),
  UNKNOWN_CA(48),
  ACCESS_DENIED(49),
  DECODE_ERROR(50),
  DECRYPT_ERROR(51),
  UNKNOWN_KEY_ID(52),
  DISABLED_KEY_ID(53),
  KEY_EXCHANGE_DISABLED(54),
  SESSION_NOT_READY(55),
  UNKNOWN_PARAMETER_INDEX(56),
  DUPLICATE_FINISHED_RECEIVED(57),
  EXPORT_RESTRICTION(60),
  PROTOCOL_VERSION(70),
  INSUFFICIENT_SECURITY(71),
  INTERNAL_ERROR(80),
  USER_CANCELED(90),
  NO_RENEGOTIATION(100);

  private final int number;
  private final String standardName = name().toLowerCase(Locale.ROOT);

  AlertDescription(int number) {
    this.number = number;
  }

  /** The description with this number, or empty where WAP-261 assigns none. */
  public static Optional<AlertDescription> of(int number) {
    return Arrays.stream(values()).filter(d -> d.number == number).findFirst();
  }

  /** The number that stands for it on the wire. */
  public int number() {
    return number;
  }

  /** The name that WAP-261 gives it, for example {@code connection_close_notify}. */
  public String standardName() {
    return standardName;
  }

  /**
   * Whether it is sent in the clear even on a protected connection, and is the only kind of alert
   * that may come so.
   */
  public boolean alwaysClear() {
    return switch (this) {
      case NO_CONNECTION,
          BAD_RECORD_MAC,
          DECRYPTION_FAILED,
          RECORD_OVERFLOW,
          DECOMPRESSION_FAILURE ->
          true;
      default -> false;
    };
  }
}
