package wtls.card.wim;

import java.util.Objects;
import java.util.Optional;
import wtls.api.card.CardException;
import wtls.api.engine.EngineException;
import wtls.card.pkcs15.MalformedObjectException;
import wtls.card.transport.StatusWord;

/** A card did not do what was asked of it. The message is for people and holds no secret. */
public class WimException extends Exception {
  private static final long serialVersionUID = 1L;

  private final EngineException.Reason reason;
  private final int status;

  /** Without a status word: the card did not come to answering. */
  public WimException(EngineException.Reason reason, String message) {
    this(reason, message, null);
  }

  WimException(EngineException.Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
    this.status = 0;
  }

  WimException(EngineException.Reason reason, StatusWord status, String message) {
    super(message);
    this.reason = Objects.requireNonNull(reason, "reason");
    this.status = status.value();
  }

  static WimException of(CardException e) {
    EngineException.Reason reason =
        switch (e.reason()) {
          case REMOVED -> EngineException.Reason.REMOVED;
          case TOO_LONG -> EngineException.Reason.UNSUPPORTED;
          case MUTE, BUSY -> EngineException.Reason.FAILED;
        };
    return new WimException(reason, e.getMessage(), e);
  }

  static WimException of(String file, MalformedObjectException e) {
    return new WimException(
        EngineException.Reason.FAILED,
        "The card's " + file + " cannot be read: " + e.getMessage() + " Use another card.",
        e);
  }

  static WimException malformed(String what) {
    return new WimException(
        EngineException.Reason.FAILED,
        "The card's answer to " + what + " is malformed: use another card.");
  }

  /** Why, in the words of the engine SPI. */
  public EngineException.Reason reason() {
    return reason;
  }

  /** What the card said; empty when it did not come to that. */
  public Optional<StatusWord> status() {
    return status == 0 ? Optional.empty() : Optional.of(new StatusWord(status));
  }

  /** The same failure for the core. */
  public EngineException toEngineException() {
    return new EngineException(reason, getMessage(), this);
  }
}
