package wtls.card.pkcs15;

/** What a directory file says is not what WAP-260 9 wants there. */
public final class MalformedObjectException extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedObjectException(String message) {
    super(message);
  }
}
