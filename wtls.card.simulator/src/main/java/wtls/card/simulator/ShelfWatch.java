package wtls.card.simulator;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells when something on a shelf has changed: a thread that ends with it. */
final class ShelfWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ShelfWatch.class);
  // The lock of a card that another process lets go of makes no event.
  private static final long AGAIN_MILLIS = 500;

  private final CardShelf shelf;
  private final BooleanSupplier settle;
  private final WatchService events;
  private final Thread thread;

  /**
   * Starts.
   *
   * @param settle called by the thread once at the start and after each change; whether to call it
   *     again soon, also without one
   */
  ShelfWatch(CardShelf shelf, BooleanSupplier settle) throws IOException {
    this.shelf = shelf;
    this.settle = settle;
    events = shelf.folder().getFileSystem().newWatchService();
    watch(shelf.folder());
    thread = new Thread(this::run, "wtls-card-shelf");
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns when the thread has ended. */
  @Override
  public void close() {
    try {
      events.close();
    } catch (IOException e) {
      LOG.debug("The watch on {} does not close.", shelf.folder(), e);
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (true) {
        // First watch, then look: what changes in between makes an event.
        watchCards();
        boolean again = settle.getAsBoolean();
        drain(again ? events.poll(AGAIN_MILLIS, TimeUnit.MILLISECONDS) : events.take());
      }
    } catch (ClosedWatchServiceException e) {
      // The end.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void drain(WatchKey first) {
    for (WatchKey key = first; key != null; key = events.poll()) {
      key.pollEvents();
      key.reset();
    }
  }

  private void watchCards() {
    try {
      for (String card : shelf.names()) {
        watch(shelf.folder().resolve(card));
      }
    } catch (ShelfException | IOException e) {
      LOG.warn("The cards in {} cannot be watched: {}", shelf.folder(), e.toString());
    }
  }

  // Not for what is written into files: cards write all the time.
  private void watch(Path folder) throws IOException {
    try {
      folder.register(
          events, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
    } catch (IOException e) {
      if (Files.isDirectory(folder)) {
        throw e;
      }
    }
  }
}
