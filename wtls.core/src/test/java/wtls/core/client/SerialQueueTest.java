package wtls.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SerialQueueTest {

  @Test
  void runsTasksInOrderOnOneThreadAtATime() {
    Queue<Runnable> pool = new ArrayDeque<>();
    SerialQueue queue = new SerialQueue(pool::add, 10);
    List<Integer> ran = new ArrayList<>();

    for (int i = 0; i < 5; i++) {
      int number = i;
      assertThat(queue.offer(() -> ran.add(number))).isTrue();
    }

    assertThat(pool).as("one turn for all tasks").hasSize(1);
    pool.remove().run();
    assertThat(ran).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void refusesWhatDoesNotFit() {
    SerialQueue queue = new SerialQueue(task -> {}, 2);

    assertThat(queue.offer(() -> {})).isTrue();
    assertThat(queue.offer(() -> {})).isTrue();
    assertThat(queue.offer(() -> {})).isFalse();
  }

  @Test
  void refusesWhenThePoolHasStopped() {
    SerialQueue queue =
        new SerialQueue(
            task -> {
              throw new RejectedExecutionException();
            },
            2);

    assertThat(queue.offer(() -> {})).isFalse();
  }

  @Test
  void oneBlockedQueueDoesNotDelayAnother() throws InterruptedException {
    ExecutorService pool = Executors.newCachedThreadPool();
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    try {
      new SerialQueue(pool, 10).offer(() -> awaitQuietly(release));
      new SerialQueue(pool, 10).offer(done::countDown);

      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      release.countDown();
      pool.shutdown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
