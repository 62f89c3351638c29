package wtls.api.client;

/** The connection has been closed, by this side or the other. */
public class ConnectionClosedException extends WtlsException {
  private static final long serialVersionUID = 1L;

  public ConnectionClosedException(String message) {
    super(message);
  }

  public ConnectionClosedException(String message, Throwable cause) {
    super(message, cause);
  }
}
