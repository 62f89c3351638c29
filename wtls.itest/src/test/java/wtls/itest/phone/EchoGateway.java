package wtls.itest.phone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.Consumer;
import wtls.api.trace.DatagramTap;
import wtls.gateway.handshake.ServerContext;
import wtls.gateway.handshake.ServerCredentials;
import wtls.gateway.handshake.Sessions;
import wtls.gateway.net.Counters;
import wtls.gateway.net.DatagramServer;
import wtls.gateway.net.EventLoops;
import wtls.gateway.net.Limits;
import wtls.gateway.net.Taps;
import wtls.gateway.upstream.Upstream;
import wtls.gateway.upstream.UpstreamConnection;
import wtls.testkit.PolicyBuilder;
import wtls.testkit.pki.TestPki;

/** In the test: a gateway that sends every payload back. */
public final class EchoGateway implements AutoCloseable {
  /** The name in its certificates. */
  public static final String HOST = TestPki.HOST;

  /** Keys change with every second record. */
  public static final int KEY_REFRESH = 1;

  private final EventLoops loops = EventLoops.start(1);
  private final DatagramServer server;

  /**
   * Starts.
   *
   * @param leastClass the WTLS class that sessions must reach
   * @param sessions where it keeps them
   * @param tap sees each datagram
   */
  public EchoGateway(
      int leastClass, ServerCredentials credentials, Sessions sessions, DatagramTap tap)
      throws IOException {
    ServerContext context =
        new ServerContext(
            new PolicyBuilder().leastClass(leastClass).build(),
            credentials,
            sessions,
            new SecureRandom());
    Taps taps = new Taps();
    taps.add(tap);
    server =
        DatagramServer.bind(
            new DatagramServer.Settings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                loops,
                Runnable::run,
                Limits.DEFAULT,
                context,
                new Echo(),
                new Counters(),
                taps,
                InstantSource.system()));
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.address();
  }

  @Override
  public void close() {
    server.close();
    loops.close();
  }

  private record Echo() implements Upstream {
    @Override
    public UpstreamConnection open(InetSocketAddress client, Consumer<byte[]> replies) {
      return new EchoConnection(replies);
    }

    @Override
    public void close() {}
  }

  private record EchoConnection(Consumer<byte[]> replies) implements UpstreamConnection {
    @Override
    public void send(byte[] datagram) {
      replies.accept(datagram);
    }

    @Override
    public void close() {}
  }
}
