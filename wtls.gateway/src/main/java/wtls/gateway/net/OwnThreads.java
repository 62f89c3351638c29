package wtls.gateway.net;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Makes threads and knows them, so that their owner can see them out. */
final class OwnThreads implements ThreadFactory {
  private final ThreadFactory factory;
  private final Set<Thread> threads = new HashSet<>();

  OwnThreads(String name) {
    this.factory = new DefaultThreadFactory(name);
  }

  @Override
  public synchronized Thread newThread(Runnable body) {
    // A thread that was just made has not begun: only those that have ended may go.
    threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
    Thread thread = factory.newThread(body);
    threads.add(thread);
    return thread;
  }

  /** Waits until all have ended; false if one has not in time. */
  boolean join(long seconds) throws InterruptedException {
    List<Thread> all;
    synchronized (this) {
      all = List.copyOf(threads);
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    for (Thread thread : all) {
      thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
    }
    return all.stream().noneMatch(Thread::isAlive);
  }
}
