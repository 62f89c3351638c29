package wtls.launcher.command;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A line on a terminal that says what is taking so long, from the second second on. Shows nothing
 * when nobody watches. Closing it takes the line away.
 */
final class Progress implements AutoCloseable {
  private static final int FIRST_SHOWN = 2;
  private static final String ERASE_LINE = "\r\u001b[K";

  private final Terminal terminal;
  private final ScheduledExecutorService clock;
  private String text;
  private int seconds;
  private boolean shown;
  private boolean closed;

  private Progress(Terminal terminal, String text, ScheduledExecutorService clock) {
    this.terminal = terminal;
    this.text = text;
    this.clock = clock;
  }

  /** Begins to count the seconds of what {@code text} says is being done. */
  static Progress of(Terminal terminal, String text) {
    if (!terminal.attached()) {
      return new Progress(terminal, text, null);
    }
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Progress::thread);
    Progress progress = new Progress(terminal, text, clock);
    clock.scheduleAtFixedRate(progress::tick, 1, 1, TimeUnit.SECONDS);
    return progress;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "wtls-progress");
    thread.setDaemon(true);
    return thread;
  }

  /** Says that something else is being done now; takes the line away until that takes long. */
  synchronized void now(String newText) {
    text = newText;
    seconds = 0;
    erase();
  }

  synchronized void tick() {
    seconds++;
    if (seconds >= FIRST_SHOWN && !closed) {
      terminal.err().print(ERASE_LINE + text + ", " + seconds + " s");
      terminal.err().flush();
      shown = true;
    }
  }

  @Override
  public void close() {
    if (clock != null) {
      clock.shutdownNow();
    }
    synchronized (this) {
      closed = true;
      erase();
    }
  }

  private void erase() {
    if (shown) {
      terminal.err().print(ERASE_LINE);
      terminal.err().flush();
      shown = false;
    }
  }
}
