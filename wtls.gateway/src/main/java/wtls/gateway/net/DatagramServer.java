package wtls.gateway.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.unix.UnixChannelOption;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wtls.gateway.handshake.ServerContext;
import wtls.gateway.upstream.Upstream;

/**
 * A bound UDP port with clients behind it. With epoll there is a socket on the port for each event
 * loop; the kernel shares out the clients among them, each always to the same one.
 */
public final class DatagramServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatagramServer.class);

  /** The largest datagram over IPv4, and with it the largest record that can come. */
  private static final int LARGEST_DATAGRAM = 65_535;

  private static final int SOCKET_BUFFER = 4 << 20;

  private final List<Channel> channels = new ArrayList<>();
  private final List<DatagramHandler> handlers = new ArrayList<>();

  /**
   * What a server is made of; all of it stays the caller's.
   *
   * @param keyWork runs tasks with private keys, and rejects those that are too many
   * @param upstream where payloads go
   * @param clock for time-outs, and for the time in ServerHello
   */
  public record Settings(
      InetSocketAddress listen,
      EventLoops loops,
      Executor keyWork,
      Limits limits,
      ServerContext context,
      Upstream upstream,
      Counters counters,
      Taps taps,
      InstantSource clock) {}

  private DatagramServer() {}

  /**
   * Binds the port and begins to serve.
   *
   * @throws IOException when the address cannot be had; nothing stays behind then
   */
  public static DatagramServer bind(Settings settings) throws IOException {
    DatagramServer server = new DatagramServer();
    try {
      server.open(settings);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
    LOG.info("Listening on {} with {}.", server.address(), settings.loops());
    return server;
  }

  private void open(Settings settings) throws IOException {
    ClientTable.Shared shared =
        new ClientTable.Shared(
            settings.context(),
            settings.upstream(),
            settings.limits(),
            new HandshakeRate(settings.limits()),
            settings.counters(),
            settings.clock(),
            settings.keyWork());
    int sockets = settings.loops().socketsForOnePort();
    InetSocketAddress listen = settings.listen();
    for (int i = 0; i < sockets; i++) {
      DatagramHandler handler = new DatagramHandler(shared, settings.taps());
      Bootstrap bootstrap = bootstrap(settings.loops()).handler(handler);
      if (sockets > 1) {
        bootstrap.option(UnixChannelOption.SO_REUSEPORT, true);
      }
      ChannelFuture bound = bootstrap.bind(listen).awaitUninterruptibly();
      if (!bound.isSuccess()) {
        throw new IOException(
            "Cannot listen on "
                + listen.getHostString()
                + ":"
                + listen.getPort()
                + ": "
                + bound.cause().getMessage(),
            bound.cause());
      }
      channels.add(bound.channel());
      handlers.add(handler);
      // Where any port would do, the others share the first one's.
      listen = (InetSocketAddress) bound.channel().localAddress();
    }
  }

  private static Bootstrap bootstrap(EventLoops loops) {
    return new Bootstrap()
        .group(loops.group())
        .channelFactory(loops.channels())
        .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
        .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER)
        .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LARGEST_DATAGRAM));
  }

  /** Where it listens; the port is the real one also when any was asked for. */
  public InetSocketAddress address() {
    return (InetSocketAddress) channels.get(0).localAddress();
  }

  /** Closes all connections and the port, and returns when that is done. */
  @Override
  public void close() {
    for (int i = 0; i < channels.size(); i++) {
      Channel channel = channels.get(i);
      channel.eventLoop().submit(handlers.get(i)::closeConnections).awaitUninterruptibly();
      channel.close().awaitUninterruptibly();
    }
  }
}
