package wtls.launcher.home;

/** The home folder cannot be used; the message says why and what to do. */
public final class HomeException extends Exception {
  private static final long serialVersionUID = 1L;

  HomeException(String message) {
    super(message);
  }

  HomeException(String message, Throwable cause) {
    super(message, cause);
  }
}
