package wtls.engine.phone.store;

import java.io.IOException;
import java.util.Objects;

/** The store cannot be used. The message says what was wrong and what to do; it holds no secret. */
public final class StoreException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What was wrong. */
  public enum Reason {
    /** The store is there, its key file is not. */
    KEY_MISSING,
    /** The key file has the wrong size, or others may read it. */
    KEY_UNFIT,
    /** The store was written with another key. */
    WRONG_KEY,
    /** The file is not a store, is cut short, or has been changed. */
    DAMAGED,
    /** A newer version of this bundle wrote the store. */
    NEWER_VERSION,
    /** Another process holds the store and does not let go. */
    BUSY,
    /** The file system refused. */
    INACCESSIBLE,
    /** The store has been closed. */
    CLOSED
  }

  private final Reason reason;

  StoreException(Reason reason, String message) {
    this(reason, message, null);
  }

  StoreException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /** What was wrong. */
  public Reason reason() {
    return reason;
  }
}
