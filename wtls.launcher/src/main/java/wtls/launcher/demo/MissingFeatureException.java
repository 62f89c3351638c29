package wtls.launcher.demo;

/** The card for a demonstration does not announce what its engine needs. */
public final class MissingFeatureException extends DemoException {
  private static final long serialVersionUID = 1L;

  MissingFeatureException(String message) {
    super(message, null);
  }
}
