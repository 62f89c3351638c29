package wtls.gateway.wsp;

import java.util.Objects;

/**
 * A method result (WAP-230 6.4.2.2).
 *
 * @param transactionId that of the request, 0 to 255
 * @param status the HTTP status, 100 to 599
 * @param headers the headers, with the content type of the body as {@code Content-Type}
 * @param body the body, empty if there is none; not copied
 */
public record Reply(int transactionId, int status, Headers headers, byte[] body) {

  /**
   * @throws IllegalArgumentException when the transaction id or the status is out of range
   */
  public Reply {
    Syntax.requireOctet(transactionId, "transaction id");
    if (status < 100 || status > 599) {
      throw new IllegalArgumentException("Status " + status + " is not within 100 to 599.");
    }
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(body, "body");
  }

  /** Whether the status is one of success, 200 to 299. */
  public boolean successful() {
    return status / 100 == 2;
  }

  /** Without header values and body, which may be private. */
  @Override
  public String toString() {
    return "Reply "
        + status
        + " with "
        + body.length
        + " octets (transaction "
        + transactionId
        + ")";
  }
}
