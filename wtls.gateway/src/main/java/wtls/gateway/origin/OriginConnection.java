package wtls.gateway.origin;

import java.net.http.HttpRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import wtls.gateway.upstream.UpstreamConnection;
import wtls.gateway.wsp.ConnectionlessWsp;
import wtls.gateway.wsp.Reply;
import wtls.gateway.wsp.Request;
import wtls.protocol.codec.DecodeException;

/**
 * One client's requests.
 *
 * <p>Connectionless WSP has no acknowledgements: a client that misses a reply repeats its request,
 * with the same transaction id. A repetition of one under way is ignored, and one of an answered
 * request gets the same reply again, so that nothing is posted twice. This memory is short: the
 * window of {@link OriginLimits}, and a few requests; an idle connection keeps nothing.
 */
final class OriginConnection implements UpstreamConnection {
  /** Requests that are remembered beside those under way. */
  private static final int MAX_REMEMBERED = 8;

  /** Octets of all replies that are remembered, if there is more than one. */
  private static final int MAX_REMEMBERED_OCTETS = 128 * 1024;

  private final Origin origin;
  private final Consumer<byte[]> replies;

  /** By transaction id, oldest first; null while there are none. Guarded by this. */
  private Map<Integer, Exchange> exchanges;

  private boolean closed;

  /** A request and, once there is one, its reply. Guarded by the connection. */
  private static final class Exchange {
    final byte[] digest;
    Runnable cancel = () -> {};
    byte[] reply;

    Exchange(byte[] digest) {
      this.digest = digest;
    }
  }

  OriginConnection(Origin origin, Consumer<byte[]> replies) {
    this.origin = origin;
    this.replies = replies;
  }

  @Override
  public void send(byte[] datagram) {
    if (!ConnectionlessWsp.isRequest(datagram)) {
      return;
    }
    int transactionId = datagram[0] & 0xFF;
    Exchange exchange = new Exchange(digest(datagram));
    Exchange earlier;
    byte[] repeated = null;
    synchronized (this) {
      if (closed) {
        return;
      }
      earlier = exchanges == null ? null : exchanges.get(transactionId);
      if (earlier != null && Arrays.equals(earlier.digest, exchange.digest)) {
        if (earlier.reply == null) {
          return;
        }
        repeated = earlier.reply.clone();
      } else {
        remember(transactionId, exchange);
      }
    }
    if (repeated != null) {
      replies.accept(repeated);
      return;
    }
    if (earlier != null) {
      earlier.cancel.run();
    }
    answer(transactionId, datagram, exchange);
  }

  @Override
  public void close() {
    Map<Integer, Exchange> last;
    synchronized (this) {
      closed = true;
      last = exchanges;
      exchanges = null;
    }
    if (last != null) {
      last.values().forEach(exchange -> exchange.cancel.run());
    }
  }

  private void answer(int transactionId, byte[] datagram, Exchange exchange) {
    try {
      if (ConnectionlessWsp.hasUnknownMethod(datagram)) {
        refuse(transactionId, exchange, Replies.notImplemented(transactionId));
        return;
      }
      Request request = ConnectionlessWsp.decodeRequest(datagram);
      if (!HttpTranslation.forwards(request.method())) {
        refuse(transactionId, exchange, Replies.notImplemented(transactionId));
        return;
      }
      fetch(request, HttpTranslation.request(request), exchange);
    } catch (DecodeException malformed) {
      refuse(transactionId, exchange, Replies.malformed(transactionId));
    } catch (IllegalArgumentException unsuitable) {
      refuse(transactionId, exchange, Replies.unsuitable(transactionId));
    }
  }

  private void fetch(Request request, HttpRequest http, Exchange exchange) {
    int id = request.transactionId();
    if (underWay() > origin.limits().maxRequestsPerConnection()) {
      refuse(id, exchange, Replies.busy(id));
      return;
    }
    Optional<Runnable> cancel =
        origin.fetch(
            http, id, reply -> finish(id, exchange, HttpTranslation.withVersion(request, reply)));
    if (cancel.isEmpty()) {
      refuse(id, exchange, Replies.busy(id));
      return;
    }
    boolean orphan;
    synchronized (this) {
      exchange.cancel = cancel.get();
      orphan = !isCurrent(id, exchange);
    }
    if (orphan) {
      cancel.get().run();
    }
  }

  /** Answers what cost nothing, and so need not be remembered. */
  private void refuse(int transactionId, Exchange exchange, Reply reply) {
    forget(transactionId, exchange);
    replies.accept(ConnectionlessWsp.encode(reply));
  }

  private void finish(int transactionId, Exchange exchange, Reply reply) {
    byte[] datagram = Replies.datagram(reply, origin.limits().maxReply());
    synchronized (this) {
      if (!isCurrent(transactionId, exchange)) {
        return;
      }
      exchange.reply = datagram;
      trim();
    }
    try {
      origin
          .timer()
          .schedule(
              () -> forget(transactionId, exchange),
              origin.limits().repeatWindow().toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      forget(transactionId, exchange);
    }
    replies.accept(datagram.clone());
  }

  private synchronized void forget(int transactionId, Exchange exchange) {
    if (isCurrent(transactionId, exchange)) {
      exchanges.remove(transactionId);
      if (exchanges.isEmpty()) {
        exchanges = null;
      }
    }
  }

  private boolean isCurrent(int transactionId, Exchange exchange) {
    return !closed && exchanges != null && exchanges.get(transactionId) == exchange;
  }

  private void remember(int transactionId, Exchange exchange) {
    if (exchanges == null) {
      exchanges = new LinkedHashMap<>();
    }
    exchanges.remove(transactionId);
    exchanges.put(transactionId, exchange);
  }

  /** Lets go of replies, those to the oldest requests first, but not of the last. */
  private void trim() {
    int count = 0;
    int octets = 0;
    for (Exchange exchange : exchanges.values()) {
      if (exchange.reply != null) {
        count++;
        octets += exchange.reply.length;
      }
    }
    Iterator<Exchange> oldest = exchanges.values().iterator();
    while (count > 1 && (count > MAX_REMEMBERED || octets > MAX_REMEMBERED_OCTETS)) {
      Exchange exchange = oldest.next();
      if (exchange.reply != null) {
        oldest.remove();
        count--;
        octets -= exchange.reply.length;
      }
    }
  }

  private synchronized long underWay() {
    return exchanges == null
        ? 0
        : exchanges.values().stream().filter(exchange -> exchange.reply == null).count();
  }

  private static byte[] digest(byte[] datagram) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(datagram);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
