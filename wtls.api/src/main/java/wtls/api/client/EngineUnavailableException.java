package wtls.api.client;

/** No engine is there that can serve the request, or the one that did has gone. */
public class EngineUnavailableException extends WtlsException {
  private static final long serialVersionUID = 1L;

  public EngineUnavailableException(String message) {
    super(message);
  }

  public EngineUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
