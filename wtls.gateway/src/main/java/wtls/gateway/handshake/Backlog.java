package wtls.gateway.handshake;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Datagrams that wait for keys to be settled, first come first served. Takes only so many, and
 * drops the oldest as a network would. Takes no memory while empty.
 */
final class Backlog {
  private static final int MOST = 32;

  private Deque<byte[]> waiting;

  boolean isEmpty() {
    return waiting == null;
  }

  void add(byte[] octets) {
    if (waiting == null) {
      waiting = new ArrayDeque<>();
    }
    if (waiting.size() == MOST) {
      waiting.removeFirst();
    }
    waiting.addLast(octets);
  }

  /** The one that has waited for longest, or null. */
  byte[] next() {
    byte[] next = waiting == null ? null : waiting.pollFirst();
    if (waiting != null && waiting.isEmpty()) {
      waiting = null;
    }
    return next;
  }

  void clear() {
    waiting = null;
  }
}
