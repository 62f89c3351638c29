package wtls.gateway;

/** A value of the configuration cannot be used. The message names it and says what to do. */
final class BadConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  BadConfigurationException(String property, String problem, Throwable cause) {
    super(property + ": " + problem, cause);
  }

  BadConfigurationException(String property, String problem) {
    this(property, problem, null);
  }
}
