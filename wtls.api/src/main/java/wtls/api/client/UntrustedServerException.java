package wtls.api.client;

/**
 * The server's certificate was not accepted: no trusted root, wrong name, out of date, or forged.
 */
public class UntrustedServerException extends WtlsException {
  private static final long serialVersionUID = 1L;

  public UntrustedServerException(String message) {
    super(message);
  }

  public UntrustedServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
