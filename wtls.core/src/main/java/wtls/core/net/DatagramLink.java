package wtls.core.net;

import java.net.InetSocketAddress;

/** The client's end of an address pair: where one connection sends its datagrams. */
public interface DatagramLink extends AutoCloseable {

  /** Takes what arrives on a link. Called on the network's thread; must not block. */
  interface Receiver {

    /** A datagram has come; the array is the receiver's. */
    void arrived(byte[] datagram);

    /**
     * The network says that nobody listens at the other end; whoever forged it could say so too.
     */
    void unreachable();
  }

  /**
   * Sends the first {@code length} octets. Does not block; what cannot be sent is lost, as anything
   * may be on the way.
   */
  void send(byte[] datagram, int length);

  /** This end's address. */
  InetSocketAddress localAddress();

  /** Closes the socket; nothing arrives afterwards. Idempotent. */
  @Override
  void close();
}
