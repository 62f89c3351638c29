package wtls.gateway.handshake;

import wtls.protocol.alert.AlertDescription;
import wtls.protocol.alert.AlertLevel;
import wtls.protocol.codec.DecodeException;

/**
 * Why a handshake cannot go on, and the alert that tells the client so. Cheap: peers can cause it
 * at will.
 */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final AlertLevel level;
  private final AlertDescription description;

  private Refusal(AlertLevel level, AlertDescription description, String reason) {
    super(reason, null, false, false);
    this.level = level;
    this.description = description;
  }

  /** The session cannot come about. */
  static Refusal fatal(AlertDescription description, String reason) {
    return new Refusal(AlertLevel.FATAL, description, reason);
  }

  /** The connection cannot come about; a session that it was to resume stays. */
  static Refusal critical(AlertDescription description, String reason) {
    return new Refusal(AlertLevel.CRITICAL, description, reason);
  }

  /** A message is malformed. */
  static Refusal malformed(DecodeException problem) {
    return fatal(AlertDescription.DECODE_ERROR, problem.getMessage());
  }

  /** A message comes where the flow has another (WAP-261 10.5). */
  static Refusal unexpected(String what) {
    return fatal(AlertDescription.UNEXPECTED_MESSAGE, what);
  }

  /** Something on this side failed that says nothing about the client. */
  static Refusal internal(String what) {
    return fatal(AlertDescription.INTERNAL_ERROR, what);
  }

  AlertLevel level() {
    return level;
  }

  AlertDescription description() {
    return description;
  }
}
