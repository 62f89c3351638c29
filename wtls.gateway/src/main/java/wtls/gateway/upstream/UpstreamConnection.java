package wtls.gateway.upstream;

/** One client's way to the upstream. Thread-safe. */
public interface UpstreamConnection extends AutoCloseable {

  /**
   * Forwards a clear datagram, which now belongs to this connection. Never blocks and never throws:
   * what cannot be forwarded is answered with an error if the protocol has one, else dropped as the
   * network might have done.
   */
  void send(byte[] datagram);

  /** Ends what is under way. Idempotent. */
  @Override
  void close();
}
