package wtls.api.client;

/**
 * A secure connection could not be had or kept. The message is one sentence for people: what was
 * wrong and what to do. It holds no secret.
 */
public class WtlsException extends Exception {
  private static final long serialVersionUID = 1L;

  public WtlsException(String message) {
    super(message);
  }

  public WtlsException(String message, Throwable cause) {
    super(message, cause);
  }
}
