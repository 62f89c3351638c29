package wtls.api.client;

import java.util.OptionalInt;

/** One side refused what the other offered, or broke the protocol. */
public class HandshakeException extends WtlsException {
  private static final long serialVersionUID = 1L;

  private final int alert;

  /** A refusal without an alert from the server. */
  public HandshakeException(String message) {
    super(message);
    this.alert = -1;
  }

  /** A refusal that was told by an alert. */
  public HandshakeException(String message, int alert) {
    super(message);
    this.alert = alert;
  }

  /** The number of the alert with which it was told (WAP-261 10.2), or empty. */
  public OptionalInt alert() {
    return alert < 0 ? OptionalInt.empty() : OptionalInt.of(alert);
  }
}
