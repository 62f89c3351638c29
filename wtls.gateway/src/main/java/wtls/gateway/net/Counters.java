package wtls.gateway.net;

import java.util.concurrent.atomic.LongAdder;
import wtls.api.gateway.Gateway;

/** Counts what a gateway does. Safe for use from any thread. */
public final class Counters {
  final LongAdder connections = new LongAdder();
  final LongAdder halfOpen = new LongAdder();
  final LongAdder full = new LongAdder();
  final LongAdder abbreviated = new LongAdder();
  final LongAdder optimised = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder rateLimited = new LongAdder();
  final LongAdder recordsOpened = new LongAdder();
  final LongAdder recordsRejected = new LongAdder();

  /** The counts until now. */
  public Gateway.Statistics snapshot(long storedSessions) {
    return new Gateway.Statistics(
        connections.sum(),
        halfOpen.sum(),
        full.sum(),
        abbreviated.sum(),
        optimised.sum(),
        refused.sum(),
        rateLimited.sum(),
        recordsOpened.sum(),
        recordsRejected.sum(),
        storedSessions);
  }
}
