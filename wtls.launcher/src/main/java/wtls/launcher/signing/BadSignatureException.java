package wtls.launcher.signing;

/** A signature does not hold. The message says what is wrong with it. */
public final class BadSignatureException extends Exception {
  private static final long serialVersionUID = 1L;

  BadSignatureException(String message) {
    super(message);
  }

  BadSignatureException(String message, Throwable cause) {
    super(message, cause);
  }
}
