package wtls.gateway.upstream;

import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** Where clear datagrams go and replies come from. One for the whole gateway; thread-safe. */
public interface Upstream extends AutoCloseable {

  /**
   * Makes ready for one client's connection. Takes no resources before the first datagram.
   *
   * @param client where the client is, for logs
   * @param replies is given each datagram for the client, which is its own from then on. Called on
   *     any thread, perhaps inside {@link UpstreamConnection#send}, perhaps several times at once;
   *     must not block, and ignores what still comes while the connection closes
   */
  UpstreamConnection open(InetSocketAddress client, Consumer<byte[]> replies);

  /** Lets go of threads and sockets; the connections are of no use any more. */
  @Override
  void close();
}
