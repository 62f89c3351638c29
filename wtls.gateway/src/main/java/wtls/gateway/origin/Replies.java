package wtls.gateway.origin;

import java.nio.charset.StandardCharsets;
import wtls.gateway.wsp.ConnectionlessWsp;
import wtls.gateway.wsp.Headers;
import wtls.gateway.wsp.Reply;

/** Replies of the gateway itself. */
final class Replies {
  private Replies() {}

  /** An error with a sentence that a person can read (WAP-230 6.4.2.2). */
  static Reply error(int transactionId, int status, String sentence) {
    Headers headers = Headers.NONE.with("Content-Type", "text/plain; charset=us-ascii");
    return new Reply(transactionId, status, headers, sentence.getBytes(StandardCharsets.US_ASCII));
  }

  /** An error about the request's encoding, which says what is understood (WAP-230 8.4.2.70). */
  static Reply malformed(int transactionId) {
    Reply reply =
        error(transactionId, 400, "The request is malformed, or its headers are too new.");
    Headers headers = reply.headers().with("Encoding-Version", ConnectionlessWsp.ENCODING_VERSION);
    return new Reply(transactionId, 400, headers, reply.body());
  }

  /** The datagram for a reply, or for an error instead if it is larger than {@code max} octets. */
  static byte[] datagram(Reply reply, int max) {
    byte[] datagram = ConnectionlessWsp.encode(reply);
    return datagram.length <= max
        ? datagram
        : ConnectionlessWsp.encode(tooLarge(reply.transactionId()));
  }

  static Reply notImplemented(int transactionId) {
    return error(transactionId, 501, "The gateway does not forward this method.");
  }

  static Reply unsuitable(int transactionId) {
    return error(
        transactionId,
        400,
        "The address must begin with http:// or https:// and a host without user name.");
  }

  static Reply busy(int transactionId) {
    return error(transactionId, 503, "Too many requests at once: try again later.");
  }

  static Reply tooLarge(int transactionId) {
    return error(transactionId, 502, "The page does not fit one datagram: ask for a smaller one.");
  }
}
