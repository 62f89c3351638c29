package wtls.launcher.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** An HTTP server on the loopback interface with two pages, on any free port. */
public final class DemoOrigin implements AutoCloseable {
  /** The path of a small WML deck. */
  public static final String DECK = "/deck.wml";

  /** The path of a page of plain text. */
  public static final String NOTE = "/note.txt";

  private static final Map<String, Content> PAGES =
      Map.of(
          DECK,
          new Content(
              "text/vnd.wap.wml",
              """
              <?xml version="1.0"?>
              <!DOCTYPE wml PUBLIC "-//WAPFORUM//DTD WML 1.1//EN"
                "http://www.wapforum.org/DTD/wml_1.1.xml">
              <wml>
                <card id="balance" title="Your account">
                  <p>Balance: 1 234.50</p>
                  <p><a href="note.txt">Small print</a></p>
                </card>
              </wml>
              """),
          NOTE,
          new Content(
              "text/plain;charset=utf-8",
              """
              What you have just read came over WTLS, resumed from the session before.
              """));

  private final HttpServer server;
  private final ExecutorService threads;

  private DemoOrigin(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Starts the server.
   *
   * @param listener told of each request and answer, on the thread that serves it
   */
  public static DemoOrigin start(Consumer<Message> listener) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(any, 0);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    server.setExecutor(threads);
    server.createContext("/", exchange -> serve(exchange, listener));
    server.start();
    return new DemoOrigin(server, threads);
  }

  private static void serve(HttpExchange exchange, Consumer<Message> listener) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      listener.accept(new Message(true, 0, exchange.getRequestMethod() + " " + path));
      Content content = PAGES.get(path);
      int status = content == null ? 404 : 200;
      byte[] body =
          (content == null ? "There is no such page.\n" : content.text())
              .getBytes(StandardCharsets.UTF_8);
      String type = content == null ? "text/plain;charset=utf-8" : content.type();
      listener.accept(new Message(false, body.length, status + " " + type.split(";")[0]));
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** The address of a page. */
  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /** Stops at once. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /**
   * A request or an answer.
   *
   * @param request whether it is a request
   * @param octets the size of its body
   * @param text what it says, in a few characters
   */
  public record Message(boolean request, int octets, String text) {}

  private record Content(String type, String text) {}
}
