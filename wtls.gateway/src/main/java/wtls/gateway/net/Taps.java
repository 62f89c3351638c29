package wtls.gateway.net;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wtls.api.trace.DatagramTap;

/** The taps that want to see datagrams. Safe for use from any thread; they may come and go. */
public final class Taps {
  private static final Logger LOG = LoggerFactory.getLogger(Taps.class);

  private final List<DatagramTap> taps = new CopyOnWriteArrayList<>();

  /** From now on this tap sees every datagram. */
  public void add(DatagramTap tap) {
    taps.add(Objects.requireNonNull(tap, "tap"));
  }

  /** Lets this tap alone. */
  public void remove(DatagramTap tap) {
    taps.remove(tap);
  }

  void passed(InetSocketAddress from, InetSocketAddress to, byte[] datagram) {
    for (DatagramTap tap : taps) {
      try {
        tap.passed(from, to, datagram);
      } catch (RuntimeException e) {
        // Whoever watches must not be able to stop the traffic.
        LOG.warn("A datagram tap failed and is left out from now on", e);
        taps.remove(tap);
      }
    }
  }
}
