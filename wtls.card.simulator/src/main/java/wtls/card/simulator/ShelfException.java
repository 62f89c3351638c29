package wtls.card.simulator;

/**
 * A card's folder is not as it must be, or cannot be read or written. The message is for people.
 */
public final class ShelfException extends Exception {
  private static final long serialVersionUID = 1L;

  ShelfException(String message) {
    super(message);
  }

  ShelfException(String message, Throwable cause) {
    super(message + ": " + cause, cause);
  }
}
