package wtls.launcher.page;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import wtls.api.client.SecureConnection;
import wtls.api.client.UnreachableException;
import wtls.api.client.WtlsException;
import wtls.gateway.wsp.ConnectionlessWsp;
import wtls.gateway.wsp.Headers;
import wtls.gateway.wsp.Method;
import wtls.gateway.wsp.Reply;
import wtls.gateway.wsp.Request;
import wtls.protocol.codec.DecodeException;

/**
 * Gets pages over one connection, one after the other. Connectionless WSP leaves it to the client
 * to ask again when nothing comes (WAP-230 6.4); a GET may be repeated. Used by one thread.
 */
public final class PageFetch {
  private final SecureConnection connection;
  private final LongSupplier nanoTime;
  private final Duration askAgain;
  private final int tries;
  private int transactionId;

  /**
   * Fetches over {@code connection}, which stays the caller's.
   *
   * @param nanoTime a clock such as {@link System#nanoTime}
   * @param askAgain how long to wait for an answer before the request is sent again
   * @param tries how often it is sent at most
   */
  public PageFetch(
      SecureConnection connection, LongSupplier nanoTime, Duration askAgain, int tries) {
    this.connection = connection;
    this.nanoTime = nanoTime;
    this.askAgain = askAgain;
    this.tries = tries;
  }

  /**
   * Gets one page. Blocks until it is there or has been asked for often enough.
   *
   * @throws UnreachableException when no answer comes, or one that cannot be read
   */
  public Page get(URI uri) throws WtlsException, InterruptedException {
    transactionId = transactionId + 1 & 0xff;
    String target = uri.toASCIIString();
    byte[] request =
        ConnectionlessWsp.encode(Request.of(transactionId, Method.GET, target, Headers.NONE));
    long start = nanoTime.getAsLong();
    for (int i = 0; i < tries; i++) {
      connection.send(request);
      Optional<Reply> reply = await();
      if (reply.isPresent()) {
        return page(reply.get(), Duration.ofNanos(nanoTime.getAsLong() - start));
      }
    }
    throw new UnreachableException(
        "No answer to the request came in "
            + askAgain.multipliedBy(tries).toSeconds()
            + " s; the origin may be slow, or the gateway gone.");
  }

  /** The reply to the current request; late ones to earlier requests are passed over. */
  private Optional<Reply> await() throws WtlsException, InterruptedException {
    long deadline = nanoTime.getAsLong() + askAgain.toNanos();
    while (true) {
      long left = deadline - nanoTime.getAsLong();
      if (left <= 0) {
        return Optional.empty();
      }
      Optional<byte[]> datagram = connection.receive(Duration.ofNanos(left));
      if (datagram.isPresent()
          && ConnectionlessWsp.transactionId(datagram.get()).orElse(-1) == transactionId) {
        return Optional.of(decode(datagram.get()));
      }
    }
  }

  private static Reply decode(byte[] datagram) throws UnreachableException {
    try {
      return ConnectionlessWsp.decodeReply(datagram);
    } catch (DecodeException e) {
      throw new UnreachableException(
          "The gateway's answer cannot be read: "
              + e.getMessage()
              + "; is what listens there a gateway for connectionless WSP?",
          e);
    }
  }

  private static Page page(Reply reply, Duration time) {
    String type = reply.headers().first("Content-Type").orElse("application/octet-stream");
    return new Page(reply.status(), type, reply.body(), time);
  }
}
