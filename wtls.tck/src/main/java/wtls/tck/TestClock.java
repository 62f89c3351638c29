package wtls.tck;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is told otherwise. Safe for use from any thread. */
public final class TestClock implements InstantSource {
  private volatile Instant now = Instant.parse("2001-04-06T12:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  /** Lets time pass. */
  public void advance(Duration duration) {
    now = now.plus(duration);
  }
}
