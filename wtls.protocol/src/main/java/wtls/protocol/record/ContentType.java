package wtls.protocol.record;

import java.util.Optional;

/** What a record carries (WAP-261 9.2.1). */
public enum ContentType {
  CHANGE_CIPHER_SPEC,
  ALERT,
  HANDSHAKE,
  APPLICATION_DATA;

  private static final ContentType[] VALUES = values();

  /** The type with this number; empty for those that WAP-261 has ignored. */
  public static Optional<ContentType> of(int number) {
    return number >= 1 && number <= VALUES.length
        ? Optional.of(VALUES[number - 1])
        : Optional.empty();
  }

  /** The number that stands for it on the wire, 1 to 4. */
  public int number() {
    return ordinal() + 1;
  }
}
