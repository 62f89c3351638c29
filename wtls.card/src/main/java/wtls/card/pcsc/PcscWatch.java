package wtls.card.pcsc;

import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wtls.api.card.CardException;
import wtls.api.card.CardSlot;

/** Looks for cards in the readers, on a thread that ends with it, and makes them known. */
final class PcscWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PcscWatch.class);
  private static final long LOOK_MILLIS = 250;
  private static final long RETRY_MILLIS = 2000;

  private final PcscContext context;
  private final ReaderFilter filter;
  private final boolean exclusive;
  private final Function<CardSlot, Runnable> publisher;
  private final Thread thread;
  private final Object lock = new Object();

  // Guarded by the lock.
  private boolean closed;
  private boolean woken;

  // The thread's own.
  private final Map<String, Known> known = new HashMap<>();
  private final Map<String, String> refused = new HashMap<>();
  private CardTerminals terminals;
  private boolean absenceSaid;

  /** A card that was made known, and what withdraws it. */
  private record Known(PcscSlot slot, Runnable withdrawal) {}

  /**
   * Starts.
   *
   * @param publisher makes a card known, and gives what makes it unknown; called by the thread
   */
  PcscWatch(
      PcscContext context,
      ReaderFilter filter,
      boolean exclusive,
      Function<CardSlot, Runnable> publisher) {
    this.context = context;
    this.filter = filter;
    this.exclusive = exclusive;
    this.publisher = publisher;
    thread = new Thread(this::run, "wtls-pcsc");
    thread.setDaemon(true);
    thread.start();
  }

  /** Lets go of all cards. Returns when all threads have ended. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
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
      boolean again = true;
      while (again) {
        again = pause(look() ? LOOK_MILLIS : RETRY_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Set.copyOf(known.keySet()).forEach(this::withdraw);
    }
  }

  @SuppressWarnings("WaitNotInLoop") // one look too many does no harm
  private boolean pause(long millis) throws InterruptedException {
    synchronized (lock) {
      if (!closed && !woken) {
        lock.wait(millis);
      }
      woken = false;
      return !closed;
    }
  }

  private void wake() {
    synchronized (lock) {
      woken = true;
      lock.notifyAll();
    }
  }

  /** Settles what changed since the last look; false when there is no PC/SC. */
  private boolean look() {
    try {
      if (terminals == null) {
        terminals = context.open();
        LOG.info("Looking for cards in PC/SC readers.");
        absenceSaid = false;
      }
      settle(list());
      return true;
    } catch (NoSuchAlgorithmException e) {
      sayAbsence("There is no PC/SC on this machine, or its daemon does not run: trying again.");
    } catch (javax.smartcardio.CardException | RuntimeException e) {
      lose(e);
    }
    return false;
  }

  private List<CardTerminal> list() throws javax.smartcardio.CardException {
    try {
      return terminals.list().stream().filter(t -> filter.accepts(t.getName())).toList();
    } catch (javax.smartcardio.CardException e) {
      if (PcscFailure.meansNoReaders(e)) {
        return List.of();
      }
      throw e;
    }
  }

  private void settle(List<CardTerminal> readers) throws javax.smartcardio.CardException {
    Set<String> present = new HashSet<>();
    for (CardTerminal reader : readers) {
      if (reader.isCardPresent()) {
        present.add(reader.getName());
        settle(reader);
      }
    }
    for (String reader : Set.copyOf(known.keySet())) {
      if (!present.contains(reader)) {
        withdraw(reader);
      }
    }
    refused.keySet().retainAll(present);
  }

  private void settle(CardTerminal reader) {
    String name = reader.getName();
    Known before = known.get(name);
    if (before != null && !before.slot().isRemoved()) {
      return;
    }
    withdraw(name);
    try {
      PcscSlot slot = PcscSlot.connect(reader, exclusive, this::wake);
      known.put(name, new Known(slot, publisher.apply(slot)));
      refused.remove(name);
      LOG.info("There is a card in {}.", name);
    } catch (CardException e) {
      if (e.reason() != CardException.Reason.REMOVED
          && !e.getMessage().equals(refused.put(name, e.getMessage()))) {
        LOG.warn("{}", e.getMessage());
      }
    }
  }

  private void withdraw(String reader) {
    Known gone = known.remove(reader);
    if (gone != null) {
      gone.slot().close();
      gone.withdrawal().run();
      LOG.info("The card in {} is gone.", reader);
    }
  }

  // The daemon has ended.
  private void lose(Exception e) {
    LOG.debug("PC/SC fails.", e);
    Set.copyOf(known.keySet()).forEach(this::withdraw);
    if (context.renew(terminals)) {
      sayAbsence("The PC/SC daemon has ended: trying again.");
      terminals = null;
    } else {
      sayAbsence(
          "The PC/SC daemon has ended, and this Java keeps to it: start the program again, or with"
              + " --add-opens java.smartcardio/sun.security.smartcardio=ALL-UNNAMED.");
    }
  }

  private void sayAbsence(String what) {
    if (!absenceSaid) {
      LOG.info("{}", what);
      absenceSaid = true;
    }
  }
}
