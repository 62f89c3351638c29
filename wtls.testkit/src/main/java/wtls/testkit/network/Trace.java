package wtls.testkit.network;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;

/**
 * What happened on a network, in words: every datagram sent, lost and delivered, and every event
 * that a station reports. Keeps the newest lines, and a digest over all.
 */
public final class Trace {
  private static final int NEWEST = 4_000;

  private final long seed;
  private final long start;
  private final Deque<String> lines = new ArrayDeque<>();
  private final MessageDigest digest;
  private long dropped;

  Trace(long seed, long start) {
    this.seed = seed;
    this.start = start;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime lacks SHA-256.", e);
    }
  }

  void add(long now, String what) {
    String line = String.format("%9.3f  %s", (now - start) / 1000.0, what);
    digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
    lines.addLast(line);
    if (lines.size() > NEWEST) {
      lines.removeFirst();
      dropped++;
    }
  }

  /** What has happened so far as one value: equal for equal runs. */
  public String fingerprint() {
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-256 cannot be read while it runs.", e);
    }
  }

  /** The seed and the newest lines. */
  @Override
  public String toString() {
    String head = "Seed " + seed + "\n" + (dropped > 0 ? "  (" + dropped + " lines before)\n" : "");
    return head + String.join("\n", lines) + "\n";
  }
}
