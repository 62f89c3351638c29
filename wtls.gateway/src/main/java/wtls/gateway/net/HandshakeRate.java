package wtls.gateway.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Limits how often handshakes begin from one source address: a bucket of tokens for each, filled at
 * a steady rate. IPv6 addresses count by their first 64 bits, which one host has to itself. The
 * table is bounded; the address not seen for longest is forgotten first, which at worst gives it a
 * full bucket again. Safe for use from any thread.
 */
final class HandshakeRate {
  private final double perMilli;
  private final int burst;
  private final Map<Long, Bucket> buckets;

  private static final class Bucket {
    private double tokens;
    private long filled;
  }

  HandshakeRate(Limits limits) {
    this.perMilli = limits.handshakesPerSecond() / 1000;
    this.burst = limits.handshakeBurst();
    int most = limits.addresses();
    this.buckets =
        new LinkedHashMap<>(64, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, Bucket> eldest) {
            return size() > most;
          }
        };
  }

  /** Takes a token of this address; false when there is none. */
  synchronized boolean admit(InetAddress address, long now) {
    Bucket bucket =
        buckets.computeIfAbsent(
            key(address),
            key -> {
              Bucket full = new Bucket();
              full.tokens = burst;
              full.filled = now;
              return full;
            });
    // A clock that was set back fills nothing.
    double gained = Math.max(0, now - bucket.filled) * perMilli;
    bucket.tokens = Math.min(burst, bucket.tokens + gained);
    bucket.filled = now;
    if (bucket.tokens < 1) {
      return false;
    }
    bucket.tokens--;
    return true;
  }

  synchronized int addresses() {
    return buckets.size();
  }

  private static long key(InetAddress address) {
    ByteBuffer octets = ByteBuffer.wrap(address.getAddress());
    return address instanceof Inet6Address ? octets.getLong() : octets.getInt();
  }
}
