package wtls.launcher.demo;

/** A demonstration cannot be given; the message says why. */
public final class DemoException extends Exception {
  private static final long serialVersionUID = 1L;

  DemoException(String message, Throwable cause) {
    super(message, cause);
  }
}
