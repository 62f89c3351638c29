package wtls.gateway.net;

/**
 * What clients may take of the gateway.
 *
 * @param connections clients served at a time by one event loop, at most; others are not answered
 * @param halfOpen handshakes under way at a time in one event loop, at most; the oldest is given up
 *     for one more
 * @param handshakesPerSecond handshakes that one source address may begin, in the long run
 * @param handshakeBurst handshakes that one source address may begin at once
 * @param addresses source addresses whose rate is remembered, at most
 */
public record Limits(
    int connections, int halfOpen, double handshakesPerSecond, int handshakeBurst, int addresses) {
  /** For a public gateway. */
  public static final Limits DEFAULT = new Limits(100_000, 4_096, 20, 200, 65_536);

  public Limits {
    check(connections > 0, "At least one connection must be allowed.");
    check(halfOpen > 0, "At least one handshake must be allowed at a time.");
    check(handshakesPerSecond > 0, "The handshakes per second must be more than 0.");
    check(handshakeBurst > 0, "At least one handshake must be allowed at once.");
    check(addresses > 0, "At least one address must be remembered.");
  }

  private static void check(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(problem);
    }
  }
}
