package wtls.card.simulator;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import wtls.api.card.CardException;

/** The one thread of a card. Callers wait for it, but not longer than the card is there. */
final class CardThread {
  private final String name;
  private final ExecutorService executor;
  private final Set<CompletableFuture<byte[]>> waiting = ConcurrentHashMap.newKeySet();
  private volatile boolean removed;
  private volatile Thread thread;

  /**
   * Starts with the first work.
   *
   * @param name of the card, for messages and the thread
   */
  CardThread(String name) {
    this.name = name;
    executor =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread started = new Thread(work, "wtls-card-" + name);
              started.setDaemon(true);
              thread = started;
              return started;
            });
  }

  /**
   * Does some of the card's work, after what others asked for before.
   *
   * @throws CardException as the work did; {@link CardException.Reason#REMOVED} as soon as the card
   *     is removed; {@link CardException.Reason#MUTE} when the work broke down
   */
  byte[] run(Callable<byte[]> work) throws CardException {
    CompletableFuture<byte[]> answer = new CompletableFuture<>();
    waiting.add(answer);
    try {
      if (removed) {
        throw removedCard();
      }
      executor.execute(() -> complete(answer, work));
      return answer.join();
    } catch (RejectedExecutionException e) {
      throw removedCard();
    } catch (CompletionException e) {
      if (e.getCause() instanceof CardException failure) {
        throw failure;
      }
      throw new CardException(
          CardException.Reason.MUTE, "The card " + name + " broke down: " + e.getCause(), e);
    } finally {
      waiting.remove(answer);
    }
  }

  private void complete(CompletableFuture<byte[]> answer, Callable<byte[]> work) {
    if (removed) {
      return;
    }
    try {
      byte[] octets = work.call();
      if (!answer.complete(octets)) {
        Arrays.fill(octets, (byte) 0);
      }
    } catch (Throwable e) {
      answer.completeExceptionally(e);
    }
  }

  /** Tells everyone who waits that the card is gone, and lets the thread end. */
  void remove() {
    removed = true;
    executor.shutdown();
    waiting.forEach(answer -> answer.completeExceptionally(removedCard()));
  }

  /** Waits for the end of what the card was doing when it was removed. */
  void awaitEnd() {
    Thread last = thread;
    boolean interrupted = false;
    while (last != null && last.isAlive()) {
      try {
        last.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private CardException removedCard() {
    return new CardException(
        CardException.Reason.REMOVED, "The card " + name + " was pulled: put it in again.");
  }
}
