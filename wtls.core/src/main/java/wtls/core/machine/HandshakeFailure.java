package wtls.core.machine;

import wtls.api.client.HandshakeException;
import wtls.api.client.UntrustedServerException;
import wtls.api.client.WtlsException;
import wtls.protocol.alert.AlertDescription;

/** The server did something that ends the handshake, and the alert that tells it so. */
final class HandshakeFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient AlertDescription alert;
  private final boolean untrusted;

  private HandshakeFailure(AlertDescription alert, String message, boolean untrusted) {
    super(message);
    this.alert = alert;
    this.untrusted = untrusted;
  }

  /** The server broke the protocol, or chose what was not offered. */
  static HandshakeFailure refused(AlertDescription alert, String message) {
    return new HandshakeFailure(alert, message, false);
  }

  /** The server's certificate is not accepted. */
  static HandshakeFailure untrusted(AlertDescription alert, String message) {
    return new HandshakeFailure(alert, message, true);
  }

  AlertDescription alert() {
    return alert;
  }

  /** What the application gets to see. */
  WtlsException toException() {
    return untrusted
        ? new UntrustedServerException(getMessage(), this)
        : new HandshakeException(getMessage());
  }
}
