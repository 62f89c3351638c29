package wtls.protocol.crypto;

import java.security.GeneralSecurityException;

/** A key that came from outside is not valid for its algorithm. The message holds no secret. */
public final class BadKeyException extends GeneralSecurityException {
  private static final long serialVersionUID = 1L;

  public BadKeyException(String message) {
    super(message);
  }

  public BadKeyException(String message, Throwable cause) {
    super(message, cause);
  }
}
