package wtls.core.client;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs tasks of one connection one after the other on threads of a shared pool. Bounded: what does
 * not fit is refused, as a full socket buffer would.
 */
final class SerialQueue {
  private final Executor pool;
  private final int capacity;
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private boolean running;

  SerialQueue(Executor pool, int capacity) {
    this.pool = pool;
    this.capacity = capacity;
  }

  /** Adds a task; returns false when there is no room, or no thread any more. */
  boolean offer(Runnable task) {
    synchronized (tasks) {
      if (tasks.size() >= capacity) {
        return false;
      }
      tasks.add(task);
      if (running) {
        return true;
      }
      running = true;
    }
    try {
      pool.execute(this::workOff);
      return true;
    } catch (RejectedExecutionException e) {
      synchronized (tasks) {
        running = false;
        tasks.clear();
      }
      return false;
    }
  }

  private void workOff() {
    while (true) {
      Runnable task;
      synchronized (tasks) {
        task = tasks.poll();
        if (task == null) {
          running = false;
          return;
        }
      }
      task.run();
    }
  }
}
