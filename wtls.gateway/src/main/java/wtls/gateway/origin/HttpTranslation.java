package wtls.gateway.origin;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import wtls.gateway.wsp.ConnectionlessWsp;
import wtls.gateway.wsp.Header;
import wtls.gateway.wsp.Headers;
import wtls.gateway.wsp.Method;
import wtls.gateway.wsp.Reply;
import wtls.gateway.wsp.Request;

/** Requests and responses between WSP and HTTP. */
final class HttpTranslation {
  /** For one hop only: RFC 9110 7.6.1, WAP-230 8.4.4. */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "encoding-version",
          "keep-alive",
          "profile",
          "profile-diff",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "x-wap-tod");

  /** What the HTTP client makes from the request itself. */
  private static final Set<String> MADE_BY_CLIENT = Set.of("content-length", "expect", "host");

  private static final String NOT_IN_URI = "\"<>\\^`{|}";

  private HttpTranslation() {}

  /**
   * The HTTP request.
   *
   * @throws IllegalArgumentException when there is none: the address is not one of the web
   */
  static HttpRequest request(Request request) {
    HttpRequest.Builder http = HttpRequest.newBuilder(uri(request.uri()));
    http.method(
        request.method().name(),
        request.method().hasBody()
            ? HttpRequest.BodyPublishers.ofByteArray(request.body())
            : HttpRequest.BodyPublishers.noBody());
    for (Header header : endToEnd(request.headers())) {
      if (!MADE_BY_CLIENT.contains(lower(header.name()))) {
        http.header(header.name(), header.value());
      }
    }
    if (request.headers().first("User-Agent").isEmpty()) {
      http.header("User-Agent", "wtls-gateway");
    }
    return http.build();
  }

  /** The reply for an origin's response. */
  static Reply reply(int transactionId, HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status < 200 || status > 599) {
      return Replies.error(transactionId, 502, "The origin answered with an unknown status.");
    }
    boolean keepsLength = response.request().method().equals("HEAD") || status == 304;
    Headers headers =
        endToEnd(received(response))
            .without(header -> header.name().equalsIgnoreCase("Content-Length") && !keepsLength);
    return new Reply(transactionId, status, headers, response.body());
  }

  /** The reply with the encoding version that a client asked about (WAP-230 8.4.2.70). */
  static Reply withVersion(Request request, Reply reply) {
    if (request.headers().first("Encoding-Version").isEmpty()) {
      return reply;
    }
    Headers headers = reply.headers().with("Encoding-Version", ConnectionlessWsp.ENCODING_VERSION);
    return new Reply(reply.transactionId(), reply.status(), headers, reply.body());
  }

  /** Whether a method can be forwarded. TRACE would show the client what intermediaries add. */
  static boolean forwards(Method method) {
    return method != Method.TRACE;
  }

  private static URI uri(String text) {
    try {
      URI uri = new URI(encoded(text));
      boolean web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      if (!web || uri.getHost() == null || uri.getRawUserInfo() != null) {
        throw new IllegalArgumentException("The address is not one of the web.");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("The address is not a URL.", e);
    }
  }

  /** The octets that no URI may have percent-encoded, as some browsers leave them. */
  private static String encoded(String text) {
    StringBuilder uri = new StringBuilder();
    for (char c : text.toCharArray()) {
      if (c > 126 || NOT_IN_URI.indexOf(c) >= 0) {
        uri.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      } else {
        uri.append(c);
      }
    }
    return uri.toString();
  }

  private static Headers received(HttpResponse<byte[]> response) {
    List<Header> headers = new ArrayList<>();
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              for (String value : values) {
                try {
                  headers.add(new Header(name, value));
                } catch (IllegalArgumentException unspeakable) {
                  // A header with characters that no header may have helps nobody.
                }
              }
            });
    return Headers.of(headers);
  }

  private static Headers endToEnd(Headers headers) {
    Set<String> named = new TreeSet<>(HOP_BY_HOP);
    for (String value : headers.all("Connection")) {
      for (String name : value.split(",")) {
        named.add(lower(name.trim()));
      }
    }
    return headers.without(header -> named.contains(lower(header.name())));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
