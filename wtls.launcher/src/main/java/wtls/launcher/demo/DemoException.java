package wtls.launcher.demo;

/** A demonstration cannot be given; the message says why. */
public sealed class DemoException extends Exception permits MissingFeatureException {
  private static final long serialVersionUID = 1L;

  DemoException(String message, Throwable cause) {
    super(message, cause);
  }
}
