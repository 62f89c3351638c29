package wtls.testkit.network;

/** Whoever takes the datagrams that arrive at an {@link Address}. */
@FunctionalInterface
public interface Station {

  /** A datagram has arrived; its array is the callee's. */
  void receive(Address from, byte[] datagram);
}
