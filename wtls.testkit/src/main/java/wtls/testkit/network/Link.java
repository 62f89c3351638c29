package wtls.testkit.network;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** One direction between two stations: what happens on the way, and what was sent so far. */
public final class Link {
  /** What an undisturbed datagram takes. */
  public static final Duration LATENCY = Duration.ofMillis(20);

  private static final int MOST_FLIPPED_BITS = 8;

  private final RandomGenerator random;
  private final List<byte[]> sent = new ArrayList<>();
  private Faults faults = Faults.NONE;
  private Tamper tamper = Tamper.PASS;
  private int tampered;
  private int kept = Integer.MAX_VALUE;

  Link(RandomGenerator random) {
    this.random = random;
  }

  /** Puts chance to work. */
  public void setFaults(Faults changed) {
    faults = Objects.requireNonNull(changed, "changed");
  }

  /** Puts somebody on the way; their count of datagrams begins with 0. */
  public void setTamper(Tamper changed) {
    tamper = Objects.requireNonNull(changed, "changed");
    tampered = 0;
  }

  /** Remembers only this many datagrams from now on, for runs of many thousands. */
  public void keepOnly(int most) {
    kept = most;
  }

  /** The datagrams as they were sent, whatever became of them; to be read only. */
  public List<byte[]> sent() {
    return Collections.unmodifiableList(sent);
  }

  /** Something that arrives, and when. */
  record Arrival(byte[] datagram, long delay) {}

  List<Arrival> carry(byte[] datagram) {
    remember(datagram);
    List<Arrival> arrivals = new ArrayList<>();
    for (byte[] passed : tamper.pass(tampered++, datagram.clone())) {
      carry(passed, arrivals);
    }
    return arrivals;
  }

  private void carry(byte[] datagram, List<Arrival> arrivals) {
    if (chance(faults.loss())) {
      return;
    }
    int copies = chance(faults.duplication()) ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      arrivals.add(new Arrival(damaged(datagram), delay()));
    }
    if (chance(faults.replay())) {
      byte[] earlier = sent.get(random.nextInt(sent.size()));
      arrivals.add(new Arrival(earlier.clone(), delay()));
    }
  }

  private byte[] damaged(byte[] datagram) {
    byte[] copy = datagram.clone();
    if (copy.length > 0 && chance(faults.corruption())) {
      for (int bits = 1 + random.nextInt(MOST_FLIPPED_BITS); bits > 0; bits--) {
        copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
      }
    }
    if (copy.length > 0 && chance(faults.truncation())) {
      copy = Arrays.copyOf(copy, random.nextInt(copy.length));
    }
    return copy;
  }

  private long delay() {
    long extra = chance(faults.delay()) ? random.nextLong(1 + faults.longestDelay().toMillis()) : 0;
    return LATENCY.toMillis() + extra;
  }

  /** Asks the generator only about what can happen: an unused fault does not shift the others. */
  private boolean chance(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }

  private void remember(byte[] datagram) {
    if (sent.size() >= kept) {
      sent.remove(0);
    }
    sent.add(datagram.clone());
  }
}
