package wtls.api.client;

/** The server does not answer, or there is no way to it. */
public class UnreachableException extends WtlsException {
  private static final long serialVersionUID = 1L;

  public UnreachableException(String message) {
    super(message);
  }

  public UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
