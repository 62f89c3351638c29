package wtls.api.card;

import java.util.Objects;

/** A command did not get an answer. The message is for people and holds no secret. */
public class CardException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why, for the caller to act on. */
  public enum Reason {
    /** The card has been pulled, or its reader is gone. */
    REMOVED,
    /** The card does not answer, or what it says is no response. */
    MUTE,
    /** Another program holds the card. */
    BUSY,
    /** The command is longer than the reader or the card takes. */
    TOO_LONG
  }

  private final Reason reason;

  public CardException(Reason reason, String message) {
    super(message);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  public CardException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
