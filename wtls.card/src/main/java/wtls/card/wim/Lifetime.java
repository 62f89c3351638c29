package wtls.card.wim;

import java.time.Duration;
import java.util.Objects;

/**
 * How long and how often a session may be used whose card has no place for saying so: that of a
 * plain WIM (WAP-260 9.4.11 has the time of its making only).
 *
 * @param duration after its making
 * @param uses more than none
 */
public record Lifetime(Duration duration, int uses) {
  public Lifetime {
    Objects.requireNonNull(duration, "duration");
    if (uses < 1) {
      throw new IllegalArgumentException("A session is for one use at least, not " + uses);
    }
  }
}
