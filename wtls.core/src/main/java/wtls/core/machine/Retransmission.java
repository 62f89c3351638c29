package wtls.core.machine;

/** A flight that is repeated, octet for octet, until something answers it (WAP-261 10.4). */
final class Retransmission {
  /** What {@link #expire} found. */
  enum Outcome {
    /** Not yet. */
    NOT_DUE,
    /** The flight is to be sent again. */
    REPEAT,
    /** It has been sent often enough. */
    GIVE_UP
  }

  private final Timers timers;
  private final byte[] flight;
  private int sent = 1;
  private long deadline;

  Retransmission(Timers timers, byte[] flight, long now) {
    this.timers = timers;
    this.flight = flight;
    this.deadline = now + timers.waitMillis(1);
  }

  byte[] flight() {
    return flight;
  }

  long deadline() {
    return deadline;
  }

  /** The server asked for time (alert 11): waits as long again without counting a try. */
  void postpone(long now) {
    deadline = now + timers.waitMillis(sent);
  }

  Outcome expire(long now) {
    if (now < deadline) {
      return Outcome.NOT_DUE;
    }
    if (sent >= timers.tries()) {
      return Outcome.GIVE_UP;
    }
    sent++;
    deadline = now + timers.waitMillis(sent);
    return Outcome.REPEAT;
  }
}
