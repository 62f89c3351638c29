package wtls.gateway.origin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wtls.gateway.upstream.UpstreamConnection;
import wtls.gateway.wsp.ConnectionlessWsp;
import wtls.gateway.wsp.Header;
import wtls.gateway.wsp.Headers;
import wtls.gateway.wsp.Method;
import wtls.gateway.wsp.Reply;
import wtls.gateway.wsp.Request;
import wtls.protocol.codec.DecodeException;

@Timeout(30)
class OriginTest {
  private static final InetSocketAddress CLIENT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
  private static final String WML = "<wml><card><p>hello</p></card></wml>";

  private final BlockingQueue<byte[]> replies = new LinkedBlockingQueue<>();
  private final AtomicInteger fetches = new AtomicInteger();
  private final Map<String, List<String>> seenHeaders = new ConcurrentHashMap<>();
  private final CountDownLatch release = new CountDownLatch(1);

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService serverThreads = Executors.newCachedThreadPool();
  private HttpServer server;
  private String base;
  private Origin origin;
  private UpstreamConnection connection;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(serverThreads);
    server.start();
    base = "http://127.0.0.1:" + server.getAddress().getPort();
    open(OriginLimits.DEFAULT);
  }

  @AfterEach
  void stop() {
    release.countDown();
    connection.close();
    origin.close();
    server.stop(0);
    serverThreads.shutdownNow();
    timer.shutdownNow();
  }

  @Test
  void fetchesPage() throws Exception {
    serve("/page", exchange -> answer(exchange, 200, "text/vnd.wap.wml", WML.getBytes(US_ASCII)));

    Reply reply = get("/page", Headers.NONE);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.transactionId()).isEqualTo(1);
    assertThat(reply.headers().first("Content-Type")).contains("text/vnd.wap.wml");
    assertThat(reply.headers().first("Content-Length")).isEmpty();
    assertThat(reply.headers().first("Date")).isPresent();
    assertThat(reply.body()).asString(US_ASCII).isEqualTo(WML);
  }

  @Test
  void postsForm() throws Exception {
    serve(
        "/form",
        exchange -> answer(exchange, 201, "text/plain", exchange.getRequestBody().readAllBytes()));
    Headers headers = Headers.NONE.with("Content-Type", "application/x-www-form-urlencoded");

    connection.send(
        ConnectionlessWsp.encode(
            new Request(3, Method.POST, base + "/form", headers, "a=b".getBytes(US_ASCII))));

    Reply reply = reply();
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.body()).asString(US_ASCII).isEqualTo("a=b");
    assertThat(seenHeaders.get("Content-type"))
        .containsExactly("application/x-www-form-urlencoded");
  }

  @Test
  void forwardsEndToEndHeadersOnly() throws Exception {
    serve(
        "/headers",
        exchange -> {
          exchange.getResponseHeaders().add("Connection", "X-Hop");
          exchange.getResponseHeaders().add("X-Hop", "1");
          exchange.getResponseHeaders().add("X-End", "2");
          exchange.getResponseHeaders().add("Set-Cookie", "a=b; Path=/");
          answer(exchange, 200, "text/plain", new byte[1]);
        });
    Headers headers =
        Headers.NONE
            .with("Accept", "text/vnd.wap.wml")
            .with("Connection", "X-Mine")
            .with("Encoding-Version", "1.3")
            .with("Host", "elsewhere.example")
            .with("Profile", "http://phones.example/one")
            .with("X-Mine", "hop")
            .with("X-Yours", "end");

    Reply reply = get("/headers", headers);

    assertThat(seenHeaders)
        .containsKeys("Accept", "X-yours", "User-agent")
        .doesNotContainKeys("X-mine", "Profile", "Encoding-version")
        .containsEntry("Host", List.of(base.substring("http://".length())));
    assertThat(reply.headers())
        .contains(new Header("x-end", "2"), new Header("set-cookie", "a=b; Path=/"))
        .contains(new Header("Encoding-Version", "1.2"))
        .noneMatch(header -> header.name().equalsIgnoreCase("X-Hop"));
  }

  @Test
  void passesRedirectOnInsteadOfFollowing() throws Exception {
    serve(
        "/old",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/new");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });

    Reply reply = get("/old", Headers.NONE);

    assertThat(reply.status()).isEqualTo(302);
    assertThat(reply.headers().first("Location")).contains("/new");
    assertThat(fetches).hasValue(1);
  }

  @Test
  void tellsLengthInReplyToHead() throws Exception {
    serve(
        "/page",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Length", "36");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });

    connection.send(
        ConnectionlessWsp.encode(Request.of(1, Method.HEAD, base + "/page", Headers.NONE)));

    Reply reply = reply();
    assertThat(reply.headers().first("Content-Length")).contains("36");
    assertThat(reply.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {65_281, 1_000_000})
  void refusesPageThatFitsNoDatagram(int size) throws Exception {
    serve("/big", exchange -> answer(exchange, 200, "text/plain", new byte[size]));

    assertError(get("/big", Headers.NONE), 502, "does not fit one datagram");
  }

  @Test
  void fillsTheLargestDatagram() throws Exception {
    byte[] page = new byte[OriginLimits.DEFAULT.maxReply() - 200];
    serve("/big", exchange -> answer(exchange, 200, "text/plain", page));

    assertThat(get("/big", Headers.NONE).body()).isEqualTo(page);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://example.org/", "/page", "http://", "http://u:p@127.0.0.1/", "a b"})
  void refusesWhatIsNotAnAddressOfTheWeb(String uri) throws Exception {
    connection.send(datagram(1, 0x40, uri));

    assertThat(reply().status()).isEqualTo(400);
    assertThat(fetches).hasValue(0);
  }

  @Test
  void encodesOctetsThatNoAddressMayHave() throws Exception {
    serve("/search", exchange -> answer(exchange, 200, "text/plain", query(exchange)));

    Reply reply = get("/search?q=a|b\u00e9", Headers.NONE);

    assertThat(reply.body()).asString(US_ASCII).isEqualTo("q=a%7Cb%E9");
  }

  @Test
  void answersMalformedRequestWithItsEncodingVersion() throws Exception {
    connection.send(new byte[] {9, 0x40, 0x7F});

    Reply reply = reply();
    assertError(reply, 400, "malformed");
    assertThat(reply.transactionId()).isEqualTo(9);
    assertThat(reply.headers().first("Encoding-Version")).contains("1.2");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x44, 0x50, 0x62})
  void answersMethodsThatItDoesNotForward(int type) throws Exception {
    connection.send(datagram(1, type, base));

    assertError(reply(), 501, "does not forward this method");
  }

  @Test
  void ignoresWhatIsNoRequest() throws Exception {
    serve("/page", exchange -> answer(exchange, 200, "text/plain", new byte[1]));

    connection.send(new byte[0]);
    connection.send(new byte[] {1});
    connection.send(new byte[] {1, 4, 0x20, 0});
    Reply reply = get("/page", Headers.NONE);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(replies).isEmpty();
  }

  @Test
  void reportsUnreachableOrigin() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    base = "http://127.0.0.1:" + port;

    assertError(get("/", Headers.NONE), 502, "cannot be reached");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void reportsSlowOrigin(boolean sendsHeaders) throws Exception {
    open(limits(Duration.ofMillis(200), 8, Duration.ofSeconds(10)));
    serve(
        "/slow",
        exchange -> {
          if (sendsHeaders) {
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().flush();
          }
          awaitRelease();
        });

    assertError(get("/slow", Headers.NONE), 504, "did not answer in time");
  }

  @Test
  void doesNotPostTwiceWhenTheClientRepeats() throws Exception {
    serve(
        "/form",
        exchange -> {
          awaitRelease();
          answer(exchange, 200, "text/plain", new byte[] {'x'});
        });
    byte[] post =
        ConnectionlessWsp.encode(
            new Request(5, Method.POST, base + "/form", Headers.NONE, new byte[1]));

    connection.send(post.clone());
    connection.send(post.clone());
    release.countDown();
    byte[] first = next();
    connection.send(post.clone());
    byte[] second = next();

    assertThat(second).isEqualTo(first);
    assertThat(fetches).hasValue(1);
    assertThat(replies).isEmpty();
  }

  @Test
  void takesAnotherRequestWithTheSameTransactionIdAsNew() throws Exception {
    serve("/a", exchange -> answer(exchange, 200, "text/plain", new byte[] {'a'}));
    serve("/b", exchange -> answer(exchange, 200, "text/plain", new byte[] {'b'}));

    assertThat(get("/a", Headers.NONE).body()).asString(US_ASCII).isEqualTo("a");
    assertThat(get("/b", Headers.NONE).body()).asString(US_ASCII).isEqualTo("b");
    assertThat(get("/a", Headers.NONE).body()).asString(US_ASCII).isEqualTo("a");
    assertThat(fetches).hasValue(3);
  }

  @Test
  void forgetsRepliesAfterAWhile() throws Exception {
    open(limits(Duration.ofSeconds(5), 8, Duration.ZERO));
    serve("/a", exchange -> answer(exchange, 200, "text/plain", new byte[] {'a'}));

    get("/a", Headers.NONE);
    // The timer's thread runs tasks in order: what was to be forgotten is, once this has run.
    timer.schedule(() -> {}, 1, TimeUnit.MILLISECONDS).get();
    get("/a", Headers.NONE);

    assertThat(fetches).hasValue(2);
  }

  @Test
  void boundsRequestsUnderWay() throws Exception {
    open(limits(Duration.ofSeconds(5), 2, Duration.ofSeconds(10)));
    serve(
        "/slow",
        exchange -> {
          awaitRelease();
          answer(exchange, 200, "text/plain", new byte[1]);
        });

    for (int id = 1; id <= 3; id++) {
      connection.send(datagram(id, 0x40, base + "/slow"));
    }

    Reply refused = reply();
    assertError(refused, 503, "Too many requests");
    assertThat(refused.transactionId()).isEqualTo(3);
    release.countDown();
    assertThat(List.of(reply().status(), reply().status())).containsOnly(200);
  }

  @Test
  void staysSilentOnceClosed() throws Exception {
    serve("/slow", exchange -> awaitRelease());
    serve("/page", exchange -> answer(exchange, 200, "text/plain", new byte[1]));
    BlockingQueue<byte[]> others = new LinkedBlockingQueue<>();

    connection.send(datagram(1, 0x40, base + "/slow"));
    connection.close();
    connection.send(datagram(2, 0x40, base + "/page"));
    try (UpstreamConnection other = origin.open(CLIENT, others::add)) {
      other.send(datagram(3, 0x40, base + "/page"));
      assertThat(others.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    assertThat(replies).isEmpty();
  }

  private void open(OriginLimits limits) {
    if (origin != null) {
      connection.close();
      origin.close();
    }
    origin = new Origin(limits, timer);
    connection = origin.open(CLIENT, replies::add);
  }

  private static OriginLimits limits(Duration timeout, int perConnection, Duration repeatWindow) {
    return new OriginLimits(
        Duration.ofSeconds(5), timeout, 65_280, 100, perConnection, repeatWindow);
  }

  private void serve(String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          fetches.incrementAndGet();
          seenHeaders.putAll(exchange.getRequestHeaders());
          handler.handle(exchange);
        });
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static byte[] query(HttpExchange exchange) {
    return exchange.getRequestURI().getRawQuery().getBytes(US_ASCII);
  }

  private void awaitRelease() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Reply get(String path, Headers headers) throws Exception {
    connection.send(ConnectionlessWsp.encode(Request.of(1, Method.GET, base + path, headers)));
    return reply();
  }

  /** A Get or Post PDU without headers, for what {@link Request} would not let through. */
  private static byte[] datagram(int transactionId, int type, String uri) {
    byte[] datagram = new byte[3 + uri.length()];
    datagram[0] = (byte) transactionId;
    datagram[1] = (byte) type;
    datagram[2] = (byte) uri.length();
    System.arraycopy(uri.getBytes(US_ASCII), 0, datagram, 3, uri.length());
    return datagram;
  }

  private byte[] next() throws InterruptedException {
    byte[] reply = replies.poll(10, TimeUnit.SECONDS);
    assertThat(reply).as("a reply within ten seconds").isNotNull();
    return reply;
  }

  private Reply reply() throws InterruptedException, DecodeException {
    return ConnectionlessWsp.decodeReply(next());
  }

  private static void assertError(Reply reply, int status, String sentence) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.headers().first("Content-Type")).contains("text/plain; charset=us-ascii");
    assertThat(reply.body()).asString(US_ASCII).contains(sentence);
  }
}
