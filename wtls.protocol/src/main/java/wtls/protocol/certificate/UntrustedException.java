package wtls.protocol.certificate;

import wtls.protocol.alert.AlertDescription;

/** A chain of certificates does not prove what it should. The message says why, in one sentence. */
public final class UntrustedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why a chain is refused. */
  public enum Reason {
    /** It has no certificate. */
    EMPTY(AlertDescription.HANDSHAKE_FAILURE),
    /** It has more certificates than any real chain. */
    TOO_LONG(AlertDescription.BAD_CERTIFICATE),
    /** A certificate is neither WTLS nor X.509. */
    UNSUPPORTED_FORMAT(AlertDescription.UNSUPPORTED_CERTIFICATE),
    /** A certificate cannot be parsed. */
    MALFORMED(AlertDescription.BAD_CERTIFICATE),
    /** A certificate has a critical extension that is not understood. */
    UNSUPPORTED_EXTENSION(AlertDescription.UNSUPPORTED_CERTIFICATE),
    /** A certificate is not valid yet. */
    NOT_YET_VALID(AlertDescription.CERTIFICATE_EXPIRED),
    /** A certificate is no longer valid. */
    EXPIRED(AlertDescription.CERTIFICATE_EXPIRED),
    /** A key is not of a kind that the key exchange suite uses at this place. */
    UNSUITABLE_KEY(AlertDescription.UNSUPPORTED_CERTIFICATE),
    /** A signature is not of the kind that the key exchange suite asks for. */
    UNSUITABLE_SIGNATURE(AlertDescription.UNSUPPORTED_CERTIFICATE),
    /** A key is smaller than policy allows. */
    WEAK_KEY(AlertDescription.INSUFFICIENT_SECURITY),
    /** A certificate was not issued by the next one. */
    BROKEN(AlertDescription.BAD_CERTIFICATE),
    /** A certificate was issued by one that is no authority. */
    NOT_AN_AUTHORITY(AlertDescription.BAD_CERTIFICATE),
    /** A signature does not verify. */
    BAD_SIGNATURE(AlertDescription.BAD_CERTIFICATE),
    /** It does not end at a trusted root. */
    UNKNOWN_ROOT(AlertDescription.UNKNOWN_CA),
    /** It is for another host. */
    WRONG_HOST(AlertDescription.CERTIFICATE_UNKNOWN);

    private final AlertDescription alert;

    Reason(AlertDescription alert) {
      this.alert = alert;
    }

    /** The alert that tells the peer. */
    public AlertDescription alert() {
      return alert;
    }
  }

  private final Reason reason;

  UntrustedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  UntrustedException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Why the chain is refused. */
  public Reason reason() {
    return reason;
  }

  /** The alert that tells the peer. */
  public AlertDescription alert() {
    return reason.alert();
  }
}
