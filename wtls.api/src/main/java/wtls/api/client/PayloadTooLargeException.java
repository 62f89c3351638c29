package wtls.api.client;

/** The engine that serves the connection cannot protect so much in one record: send less. */
public class PayloadTooLargeException extends WtlsException {
  private static final long serialVersionUID = 1L;

  private final int largest;

  /**
   * @param largest the largest payload that it can protect, in octets
   */
  public PayloadTooLargeException(String message, int largest) {
    super(message);
    this.largest = largest;
  }

  /** The largest payload that the connection takes now, in octets. */
  public int largest() {
    return largest;
  }
}
