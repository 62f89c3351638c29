package wtls.launcher.ladder;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import wtls.api.trace.CardTap;
import wtls.api.trace.DatagramTap;

/**
 * Collects the steps of a ladder from the datagrams and card commands that taps see and from what
 * the origin tells. Safe for use from any thread.
 */
public final class Ladder implements DatagramTap, CardTap {
  private final InetSocketAddress gateway;
  private final LongSupplier nanoTime;
  private final long start;
  private final List<Step> steps = new ArrayList<>();

  /**
   * An empty ladder that begins now.
   *
   * @param gateway the address that tells the gateway's datagrams from the phone's
   * @param nanoTime a clock such as {@link System#nanoTime}
   */
  public Ladder(InetSocketAddress gateway, LongSupplier nanoTime) {
    this.gateway = gateway;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  @Override
  public void passed(InetSocketAddress from, InetSocketAddress to, byte[] datagram) {
    List<String> names = RecordNames.of(datagram);
    add(new Step.Datagram(now(), to.equals(gateway), datagram.length, names));
  }

  @Override
  public void exchanged(Exchange exchange) {
    add(
        new Step.CardCommand(
            now(), exchange.name(), exchange.commandOctets(), exchange.responseOctets()));
  }

  /** The gateway asked the origin. */
  public void asked(int octets, String text) {
    add(new Step.OriginMessage(now(), true, octets, text));
  }

  /** The origin answered. */
  public void answered(int octets, String text) {
    add(new Step.OriginMessage(now(), false, octets, text));
  }

  /** What has been collected so far; a snapshot. */
  public synchronized List<Step> steps() {
    return List.copyOf(steps);
  }

  /**
   * Waits until the last step is as wanted, at most for {@code patience}.
   *
   * @return whether it came
   */
  public synchronized boolean await(Predicate<Step> wanted, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (steps.isEmpty() || !wanted.test(steps.get(steps.size() - 1))) {
      long millis = (deadline - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        return false;
      }
      wait(millis);
    }
    return true;
  }

  private synchronized void add(Step step) {
    steps.add(step);
    notifyAll();
  }

  private long now() {
    return nanoTime.getAsLong() - start;
  }
}
