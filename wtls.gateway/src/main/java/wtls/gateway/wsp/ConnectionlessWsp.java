package wtls.gateway.wsp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import wtls.protocol.codec.DecodeException;

/** Requests and replies as datagrams (WAP-230 7.2, 8.2.3). */
public final class ConnectionlessWsp {
  /** The encoding version in which requests and replies are written, and fully understood. */
  public static final String ENCODING_VERSION = "1.2";

  private static final String CONTENT_TYPE = "Content-Type";
  private static final String DEFAULT_CONTENT_TYPE = "application/octet-stream";
  private static final int REPLY = 0x04;

  private ConnectionlessWsp() {}

  /** The datagram for a request. */
  public static byte[] encode(Request request) {
    WspWriter out = new WspWriter().uint8(request.transactionId()).uint8(request.method().number());
    byte[] uri = request.uri().getBytes(StandardCharsets.ISO_8859_1);
    out.uintvar(uri.length);
    if (!request.method().hasBody()) {
      out.octets(uri);
      HeaderBlock.encode(request.headers(), out);
      return out.toByteArray();
    }
    WspWriter headers = typedHeaders(request.headers());
    out.uintvar(headers.size()).octets(uri).octets(headers.toByteArray());
    return out.octets(request.body()).toByteArray();
  }

  /**
   * The datagram for a reply. A status that WSP has no octet for becomes the first of its class,
   * and a body without content type one of {@code application/octet-stream}.
   */
  public static byte[] encode(Reply reply) {
    WspWriter headers = typedHeaders(reply.headers());
    return new WspWriter()
        .uint8(reply.transactionId())
        .uint8(REPLY)
        .uint8(StatusCode.toOctet(reply.status()))
        .uintvar(headers.size())
        .octets(headers.toByteArray())
        .octets(reply.body())
        .toByteArray();
  }

  /** The transaction id, which even a malformed datagram has unless it is empty. */
  public static OptionalInt transactionId(byte[] datagram) {
    return datagram.length == 0 ? OptionalInt.empty() : OptionalInt.of(datagram[0] & 0xFF);
  }

  /**
   * Whether a datagram is meant as a request: its PDU type is within those of methods, assigned or
   * not.
   */
  public static boolean isRequest(byte[] datagram) {
    return datagram.length > 1 && datagram[1] >= 0x40;
  }

  /** Whether a datagram is meant as a request with a method that {@link Method} does not have. */
  public static boolean hasUnknownMethod(byte[] datagram) {
    return isRequest(datagram) && Method.of(datagram[1]).isEmpty();
  }

  /**
   * Reads a request. Binary headers that are not understood make it malformed (WAP-230 8.4.2.70).
   *
   * @throws DecodeException when it is malformed, or not a request
   */
  public static Request decodeRequest(byte[] datagram) throws DecodeException {
    WspReader in = new WspReader(datagram);
    int transactionId = in.uint8("TID");
    int type = in.uint8("PDU type");
    Method method =
        Method.of(type).orElseThrow(() -> new DecodeException("PDU type", 1, "is no method"));
    long uriLength = in.uintvar("UriLen");
    if (!method.hasBody()) {
      String uri = uri(in.part("Uri", uriLength));
      Headers headers = Headers.of(HeaderBlock.decode(in, 0, true));
      return Request.of(transactionId, method, uri, headers);
    }
    long headersLength = in.uintvar("HeadersLen");
    String uri = uri(in.part("Uri", uriLength));
    WspReader headers = in.part("Headers", headersLength);
    byte[] body = in.rest("Data");
    return new Request(transactionId, method, uri, typedHeaders(headers, body.length, true), body);
  }

  /**
   * Reads a reply. Binary headers that are not understood are passed over.
   *
   * @throws DecodeException when it is malformed, or not a reply
   */
  public static Reply decodeReply(byte[] datagram) throws DecodeException {
    WspReader in = new WspReader(datagram);
    int transactionId = in.uint8("TID");
    if (in.uint8("PDU type") != REPLY) {
      throw new DecodeException("PDU type", 1, "is not that of a Reply");
    }
    int status = StatusCode.toHttp(in.uint8("Status"));
    if (status < 0) {
      throw new DecodeException("Status", 2, "is not assigned");
    }
    WspReader headers = in.part("Headers", in.uintvar("HeadersLen"));
    byte[] body = in.rest("Data");
    return new Reply(transactionId, status, typedHeaders(headers, body.length, false), body);
  }

  private static String uri(WspReader in) throws DecodeException {
    int start = in.offset();
    String uri = new String(in.rest("Uri"), StandardCharsets.ISO_8859_1);
    if (uri.isEmpty() || !Syntax.isUri(uri)) {
      throw new DecodeException("Uri", start, "is empty or has a blank or control character");
    }
    return uri;
  }

  /** The content type first and without its name, then the other headers. */
  private static WspWriter typedHeaders(Headers headers) {
    WspWriter out = new WspWriter();
    out.octets(HeaderBlock.contentType(headers.first(CONTENT_TYPE).orElse(DEFAULT_CONTENT_TYPE)));
    HeaderBlock.encode(headers.without(CONTENT_TYPE), out);
    return out;
  }

  private static Headers typedHeaders(WspReader in, int bodySize, boolean strict)
      throws DecodeException {
    List<Header> headers = new ArrayList<>();
    if (!in.atEnd()) {
      headers.add(new Header(CONTENT_TYPE, HeaderBlock.contentType(in)));
    }
    headers.addAll(HeaderBlock.decode(in, bodySize, strict));
    return Headers.of(headers);
  }
}
