package wtls.protocol.record;

/**
 * Remembers which of the last 32 sequence numbers were received (WAP-261 9.2.3.1). One per read
 * state; not safe for use by several threads at once.
 *
 * <p>Only records that have proved authentic may be accepted: otherwise a forged number would shut
 * out the true ones.
 */
public final class ReplayWindow {
  /** How many sequence numbers below the highest are told apart; older ones are never fresh. */
  public static final int WIDTH = 32;

  private int highest = -1;

  /** Bit i stands for the number {@code highest - i}. */
  private int received;

  /** Whether this number was not accepted before and is not too old to know. */
  public boolean isFresh(int sequence) {
    int age = highest - sequence;
    return age < 0 || age < WIDTH && (received >>> age & 1) == 0;
  }

  /** Remembers a number that is fresh and whose record is authentic. */
  public void accept(int sequence) {
    int age = highest - sequence;
    if (age < 0) {
      received = (-age < WIDTH ? received << -age : 0) | 1;
      highest = sequence;
    } else if (age < WIDTH) {
      received |= 1 << age;
    }
  }

  /** The highest number accepted, or -1 before the first. */
  public int highest() {
    return highest;
  }
}
