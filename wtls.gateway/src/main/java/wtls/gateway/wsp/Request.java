package wtls.gateway.wsp;

import java.util.Objects;

/**
 * A method invocation (WAP-230 6.4.2.1).
 *
 * @param transactionId 0 to 255, chosen by the client and returned in the reply
 * @param method the method
 * @param uri the request URI, as a rule absolute; characters U+0021 to U+00FF
 * @param headers the headers, with the content type of a body as {@code Content-Type}
 * @param body the body; empty, not null, where the method has none; not copied
 */
public record Request(int transactionId, Method method, String uri, Headers headers, byte[] body) {
  private static final byte[] NO_BODY = {};

  /**
   * @throws IllegalArgumentException when the transaction id or a character of the URI is out of
   *     range, or when there is a body where the method has none
   */
  public Request {
    Syntax.requireOctet(transactionId, "transaction id");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(body, "body");
    if (uri.isEmpty() || !Syntax.isUri(uri)) {
      throw new IllegalArgumentException(
          "A request URI is not empty and has no blank or control characters: encode them.");
    }
    if (body.length > 0 && !method.hasBody()) {
      throw new IllegalArgumentException("A " + method + " request has no body: use POST or PUT.");
    }
  }

  /** A request without body. */
  public static Request of(int transactionId, Method method, String uri, Headers headers) {
    return new Request(transactionId, method, uri, headers, NO_BODY);
  }

  /** Without header values and body, which may be private. */
  @Override
  public String toString() {
    return method + " " + uri + " (transaction " + transactionId + ")";
  }
}
