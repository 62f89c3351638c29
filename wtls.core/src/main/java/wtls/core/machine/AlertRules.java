package wtls.core.machine;

import java.util.Optional;
import wtls.api.client.ConnectionClosedException;
import wtls.api.client.HandshakeException;
import wtls.api.client.WtlsException;
import wtls.protocol.alert.Alert;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.alert.AlertLevel;

/** What an alert from the server means for the client (WAP-261 10.2, B.2). Pure functions. */
final class AlertRules {

  /** What to do about an authentic alert on a live connection, or a plausible one before it. */
  enum Verdict {
    /** Tell people, go on. */
    WARN,
    /** The server needs longer: put the timer back. */
    WAIT,
    /** The server has our Finished. */
    CONFIRM_OPEN,
    /** The first handshake has failed. */
    REFUSED,
    /** The in-place handshake has failed; the connection goes on. */
    RENEWAL_REFUSED,
    /** Answer with the same and end the connection. */
    CLOSE,
    /** Answer, end the connection and forget the session. */
    CLOSE_SESSION,
    /** End the connection; the session can be resumed. */
    END_CONNECTION,
    /** End the connection and forget the session. */
    END_SESSION
  }

  private AlertRules() {}

  /**
   * The verdict on an alert.
   *
   * @param open whether there is a session, so that the alert was protected by its keys
   * @param handshaking whether a handshake is under way, which takes the blame
   */
  static Verdict verdict(Alert alert, boolean open, boolean handshaking) {
    if (alert.code() == AlertDescription.TIME_REQUIRED.number()) {
      return Verdict.WAIT;
    }
    if (!open) {
      return alert.level() == AlertLevel.WARNING ? Verdict.WARN : Verdict.REFUSED;
    }
    Optional<AlertDescription> description = alert.description();
    if (description.isPresent()) {
      switch (description.get()) {
        case CONNECTION_CLOSE_NOTIFY:
          return Verdict.CLOSE;
        case SESSION_CLOSE_NOTIFY:
          return Verdict.CLOSE_SESSION;
        case DUPLICATE_FINISHED_RECEIVED:
          return Verdict.CONFIRM_OPEN;
        case NO_RENEGOTIATION:
          return handshaking ? Verdict.RENEWAL_REFUSED : Verdict.WARN;
        default:
          break;
      }
    }
    return switch (alert.level()) {
      case WARNING -> Verdict.WARN;
      case CRITICAL -> handshaking ? Verdict.RENEWAL_REFUSED : Verdict.END_CONNECTION;
      case FATAL -> handshaking ? Verdict.RENEWAL_REFUSED : Verdict.END_SESSION;
    };
  }

  /** The end of a connection because of an alert. */
  static WtlsException ended(Alert alert) {
    return new ConnectionClosedException(
        switch (alert.description().orElse(AlertDescription.INTERNAL_ERROR)) {
          case CONNECTION_CLOSE_NOTIFY -> "The server closed the connection.";
          case SESSION_CLOSE_NOTIFY -> "The server closed the connection and its session.";
          default -> "The server ended the connection with alert " + name(alert) + ".";
        });
  }

  /** The end of a first handshake because of an alert. */
  static WtlsException refused(Alert alert) {
    return new HandshakeException(
        "The server refused the handshake with alert " + name(alert) + ".", alert.code());
  }

  /** The name of an alert, or its number where it has none. */
  static String name(Alert alert) {
    return alert.description().map(AlertDescription::standardName).orElse("number " + alert.code());
  }
}
