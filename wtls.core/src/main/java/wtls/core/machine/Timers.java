package wtls.core.machine;

import java.time.Duration;
import java.util.Objects;

/**
 * When the client repeats a flight (WAP-261 10.4 leaves the values open).
 *
 * @param first the wait before the first repetition
 * @param tries how often a flight is sent in all before the handshake is given up
 * @param factor by what the wait grows each time, 1 to 10
 * @param longest the longest wait
 */
public record Timers(Duration first, int tries, int factor, Duration longest) {

  /** 5 s, doubling up to 20 s, 4 tries. */
  public static final Timers DEFAULT =
      new Timers(Duration.ofSeconds(5), 4, 2, Duration.ofSeconds(20));

  public Timers {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(longest, "longest");
    if (first.isNegative() || first.isZero() || tries < 1 || factor < 1 || factor > 10) {
      throw new IllegalArgumentException(
          "A retransmission timer needs a wait above zero, at least one try and a factor from 1 to"
              + " 10.");
    }
  }

  /** Milliseconds to wait after the flight was sent for the {@code sent}-th time, from 1. */
  long waitMillis(int sent) {
    long wait = first.toMillis();
    for (int i = 1; i < sent && wait < longest.toMillis(); i++) {
      wait *= factor;
    }
    return Math.min(wait, Math.max(longest.toMillis(), first.toMillis()));
  }
}
