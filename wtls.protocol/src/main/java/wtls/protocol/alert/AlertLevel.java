package wtls.protocol.alert;

import java.util.Optional;

/** How much an alert ends (WAP-261 10.2). */
public enum AlertLevel {
  /** Nothing: the connection goes on. */
  WARNING,
  /** The connection; its session may live on. */
  CRITICAL,
  /** The connection and its session. */
  FATAL;

  private static final AlertLevel[] VALUES = values();

  /** The level with this number, or empty where WAP-261 assigns none. */
  public static Optional<AlertLevel> of(int number) {
    return number >= 1 && number <= VALUES.length
        ? Optional.of(VALUES[number - 1])
        : Optional.empty();
  }

  /** The number that stands for it on the wire, 1 to 3. */
  public int number() {
    return ordinal() + 1;
  }
}
