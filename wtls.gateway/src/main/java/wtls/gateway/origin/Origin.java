package wtls.gateway.origin;

import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import wtls.gateway.upstream.Upstream;
import wtls.gateway.upstream.UpstreamConnection;
import wtls.gateway.wsp.Reply;

/**
 * The upstream that is the web. Plain and secure HTTP/1.1, certificates checked as the JDK does.
 *
 * <p>Its threads end with {@link #close}, except for one of the JDK's HTTP client, which until Java
 * 21 cannot be closed: it ends by itself once the client is garbage.
 */
public final class Origin implements Upstream {
  private static final int THREADS = 2;
  private static final long IDLE_SECONDS = 10;

  private final OriginLimits limits;
  private final ScheduledExecutorService timer;
  private final ExecutorService executor;
  private final Semaphore permits;

  /** Made for the first request. Guarded by this. */
  private HttpClient client;

  private boolean closed;

  /**
   * @param limits what may be spent
   * @param timer runs short tasks, for deadlines; stays its owner's to shut down
   */
  public Origin(OriginLimits limits, ScheduledExecutorService timer) {
    this.limits = limits;
    this.timer = timer;
    this.permits = new Semaphore(limits.maxRequests());
    this.executor = executor();
  }

  @Override
  public UpstreamConnection open(InetSocketAddress address, Consumer<byte[]> replies) {
    return new OriginConnection(this, replies);
  }

  @Override
  public void close() {
    HttpClient last;
    synchronized (this) {
      last = client;
      client = null;
      closed = true;
    }
    if (last != null) {
      shutDown(last);
    }
    executor.shutdownNow();
  }

  OriginLimits limits() {
    return limits;
  }

  ScheduledExecutorService timer() {
    return timer;
  }

  /**
   * Fetches, and gives the reply to {@code done} on any thread, unless cancelled before.
   *
   * @return what cancels it; empty if too much is under way, and {@code done} is not called
   */
  Optional<Runnable> fetch(HttpRequest request, int transactionId, Consumer<Reply> done) {
    Optional<HttpClient> ready = client();
    if (ready.isEmpty() || !permits.tryAcquire()) {
      return Optional.empty();
    }
    Fetch fetch = new Fetch(ready.get(), request, limits, timer, permits::release);
    fetch.start(transactionId, done);
    return Optional.of(fetch::cancel);
  }

  private synchronized Optional<HttpClient> client() {
    if (client == null && !closed) {
      client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(limits.connectTimeout())
              .executor(executor)
              .build();
    }
    return Optional.ofNullable(client);
  }

  /** Ends a client's thread and exchanges where the JDK can do that, which is since 21. */
  private static void shutDown(HttpClient client) {
    try {
      HttpClient.class.getMethod("shutdownNow").invoke(client);
    } catch (NoSuchMethodException before21) {
      // The client ends when nobody refers to it.
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The HTTP client did not shut down.", e);
    }
  }

  private static ExecutorService executor() {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "wtls-origin-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }
}
