package wtls.api.trace;

import java.net.InetSocketAddress;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Sees every datagram that the core and the gateway send or receive. Register one as an OSGi
 * service to be called (whiteboard); unregister it to be left alone.
 */
@ConsumerType
public interface DatagramTap {

  /** Service property: which side to watch, {@code client}, {@code gateway} or absent for both. */
  String SIDE = "wtls.tap.side";

  /**
   * A datagram passes. Called on the thread that carries it, in order for each connection, from
   * several threads at once for different ones; must not block, and must not throw.
   *
   * @param from the sender
   * @param to the receiver
   * @param datagram the payload of the UDP datagram; shared, neither to be changed nor to be kept
   *     without copying
   */
  void passed(InetSocketAddress from, InetSocketAddress to, byte[] datagram);
}
