package wtls.core.net;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wtls.api.trace.DatagramTap;

/** Passes datagrams on to all taps that are there now. Safe for use from any thread. */
public final class TapSwitch implements DatagramTap {
  private static final Logger LOG = LoggerFactory.getLogger(TapSwitch.class);

  private final List<DatagramTap> taps = new CopyOnWriteArrayList<>();

  /** Adds a tap. */
  public void add(DatagramTap tap) {
    taps.add(tap);
  }

  /** Removes a tap; does nothing when it is not there. */
  public void remove(DatagramTap tap) {
    taps.remove(tap);
  }

  /** Whether anybody watches. */
  public boolean isWatching() {
    return !taps.isEmpty();
  }

  @Override
  public void passed(InetSocketAddress from, InetSocketAddress to, byte[] datagram) {
    for (DatagramTap tap : taps) {
      try {
        tap.passed(from, to, datagram);
      } catch (RuntimeException e) {
        LOG.warn("A datagram tap failed: {}", e.toString());
      }
    }
  }
}
