package wtls.gateway.net;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads for what takes longer than a datagram may: private keys and files. A bounded number
 * of tasks waits; more are rejected. Safe for use from any thread.
 */
public final class KeyWorkers implements Executor, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyWorkers.class);
  private static final int MOST_WAITING = 4_096;
  private static final long IDLE_SECONDS = 30;
  private static final long CLOSE_SECONDS = 5;

  private final OwnThreads threads = new OwnThreads("wtls-gateway-keys");
  private final ThreadPoolExecutor pool;

  /**
   * @param count threads, at least 1
   */
  public KeyWorkers(int count) {
    pool =
        new ThreadPoolExecutor(
            count,
            count,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            threads);
    pool.allowCoreThreadTimeOut(true);
  }

  /**
   * @throws RejectedExecutionException when too many wait already, or after {@link #close}
   */
  @Override
  public void execute(Runnable command) {
    pool.execute(command);
  }

  /** Ends all threads, after the tasks that they are at, and returns when they are gone. */
  @Override
  public void close() {
    // Without interruption: an interrupted thread closes the files that it writes.
    pool.getQueue().clear();
    pool.shutdown();
    try {
      if (!threads.join(CLOSE_SECONDS)) {
        LOG.warn("A key operation has not ended within {} s.", CLOSE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
