package wtls.engine.phone.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes when told. */
final class AdjustableClock implements InstantSource {
  private volatile Instant now = Samples.NOW;

  @Override
  public Instant instant() {
    return now;
  }

  void advance(Duration duration) {
    now = now.plus(duration);
  }
}
