package wtls.gateway.authority;

/** A file with a key or certificates cannot be used; the message names it and says what to do. */
public final class IdentityException extends Exception {
  private static final long serialVersionUID = 1L;

  /** For a problem of its own. */
  public IdentityException(String message) {
    super(message);
  }

  /** For a problem that something else caused. */
  public IdentityException(String message, Throwable cause) {
    super(message, cause);
  }
}
