package wtls.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** The heap that is in use when everything that can be collected has been. */
final class LiveHeap {
  private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

  /** What does not count as change: some tables grow and shrink whatever one does. */
  private static final long TOLERANCE = 4096;

  private static final int MOST_COLLECTIONS = 10;

  private LiveHeap() {}

  /** Octets in use, once collecting again frees no more. */
  static long octets() {
    long before = Long.MAX_VALUE;
    for (int i = 0; i < MOST_COLLECTIONS; i++) {
      MEMORY.gc();
      long now = MEMORY.getHeapMemoryUsage().getUsed();
      if (now >= before - TOLERANCE) {
        return now;
      }
      before = now;
    }
    return before;
  }
}
