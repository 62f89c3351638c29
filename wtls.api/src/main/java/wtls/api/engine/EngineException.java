package wtls.api.engine;

import java.util.Objects;

/** An engine cannot do what was asked of it. The message is for people and holds no secret. */
public class EngineException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why, for the core to act on. */
  public enum Reason {
    /** The card has been pulled, or the device is gone; the engine may come back. */
    REMOVED,
    /** A PIN must be given first. */
    PIN_REQUIRED,
    /** A wrong PIN has been given too often. */
    PIN_BLOCKED,
    /** The engine lacks an algorithm, a key size or a way of moving a session. */
    UNSUPPORTED,
    /** The engine's rules forbid it: custody, a label outside its list. */
    FORBIDDEN,
    /** The engine does not accept the server's certificates. */
    UNTRUSTED,
    /** No such key, secret or session is here. */
    UNKNOWN,
    /** The session is past its time or its number of uses. */
    EXPIRED,
    /** There is no room for another session. */
    FULL,
    /** The server's key is not valid for its algorithm. */
    BAD_KEY,
    /** The keys that were handed over end before this record: an in-place handshake is due. */
    WINDOW_ENDED,
    /** The engine, session or protection has been closed. */
    CLOSED,
    /** Anything else; the engine may be faulty. */
    FAILED
  }

  private final Reason reason;

  public EngineException(Reason reason, String message) {
    super(message);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  public EngineException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
