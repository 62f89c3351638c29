package wtls.gateway.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wtls.gateway.handshake.ServerContext;
import wtls.gateway.upstream.Upstream;

/**
 * A bound UDP port with clients behind it. With epoll there may be several sockets on the port,
 * among which the kernel shares out the clients, each always to the same one; elsewhere there is
 * one.
 */
public final class DatagramServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatagramServer.class);

  /** The largest datagram over IPv4, and with it the largest record that can come. */
  private static final int LARGEST_DATAGRAM = 65_535;

  private static final int SOCKET_BUFFER = 4 << 20;
  private static final int WAITING_TASKS = 4_096;
  private static final long CLOSE_SECONDS = 5;

  private final EventLoopGroup loops;
  private final ThreadPoolExecutor keyWork;
  private final List<Channel> channels = new ArrayList<>();
  private final List<DatagramHandler> handlers = new ArrayList<>();

  /**
   * What a server is made of.
   *
   * @param eventLoops threads for datagrams, at least 1; more than 1 only takes effect with epoll
   * @param keyThreads threads for private key operations, at least 1
   * @param upstream where payloads go; stays the caller's
   */
  public record Settings(
      InetSocketAddress listen,
      int eventLoops,
      int keyThreads,
      Limits limits,
      ServerContext context,
      Upstream upstream,
      Counters counters,
      Taps taps,
      InstantSource clock) {}

  private DatagramServer(EventLoopGroup loops, ThreadPoolExecutor keyWork) {
    this.loops = loops;
    this.keyWork = keyWork;
  }

  /**
   * Binds the port and begins to serve.
   *
   * @throws IOException when the address cannot be had; nothing stays behind then
   */
  public static DatagramServer bind(Settings settings) throws IOException {
    boolean epoll = Epoll.isAvailable();
    int count = epoll ? settings.eventLoops() : 1;
    EventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(
            count,
            new DefaultThreadFactory("wtls-gateway"),
            epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    DatagramServer server = new DatagramServer(loops, keyWork(settings.keyThreads()));
    try {
      server.open(settings, count, epoll);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
    LOG.info(
        "Listening on {} with {} {} event loop(s)",
        server.address(),
        count,
        epoll ? "epoll" : "NIO");
    return server;
  }

  private static ThreadPoolExecutor keyWork(int threads) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_TASKS),
            new DefaultThreadFactory("wtls-gateway-keys"));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private void open(Settings settings, int count, boolean epoll) throws IOException {
    ClientTable.Shared shared =
        new ClientTable.Shared(
            settings.context(),
            settings.upstream(),
            settings.limits(),
            new HandshakeRate(settings.limits()),
            settings.counters(),
            settings.clock(),
            keyWork);
    InetSocketAddress listen = settings.listen();
    for (int i = 0; i < count; i++) {
      DatagramHandler handler = new DatagramHandler(shared, settings.taps());
      Bootstrap bootstrap = bootstrap(epoll).handler(handler);
      if (count > 1) {
        bootstrap.option(UnixChannelOption.SO_REUSEPORT, true);
      }
      ChannelFuture bound = bootstrap.bind(listen).awaitUninterruptibly();
      if (!bound.isSuccess()) {
        throw new IOException("Cannot listen on " + listen + ".", bound.cause());
      }
      channels.add(bound.channel());
      handlers.add(handler);
      // Where any port would do, the others share the first one's.
      listen = (InetSocketAddress) bound.channel().localAddress();
    }
  }

  private Bootstrap bootstrap(boolean epoll) {
    Class<? extends DatagramChannel> type =
        epoll ? EpollDatagramChannel.class : NioDatagramChannel.class;
    return new Bootstrap()
        .group(loops)
        .channel(type)
        .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
        .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER)
        .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LARGEST_DATAGRAM));
  }

  /** Where it listens; the port is the real one also when any was asked for. */
  public InetSocketAddress address() {
    return (InetSocketAddress) channels.get(0).localAddress();
  }

  /** Closes all connections, the port and all threads, and returns when they are gone. */
  @Override
  public void close() {
    for (int i = 0; i < channels.size(); i++) {
      Channel channel = channels.get(i);
      channel.eventLoop().submit(handlers.get(i)::closeConnections).awaitUninterruptibly();
      channel.close().awaitUninterruptibly();
    }
    keyWork.shutdownNow();
    loops.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS);
    try {
      boolean ended =
          keyWork.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)
              & loops.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)
              & globalExecutorEnds();
      if (!ended) {
        LOG.warn("A thread of the gateway has not ended within {} s", CLOSE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Netty announces the end of event loops on one more thread, which ends when it has rested. */
  private static boolean globalExecutorEnds() throws InterruptedException {
    try {
      return GlobalEventExecutor.INSTANCE.awaitInactivity(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (IllegalStateException e) {
      return true; // It was never started.
    }
  }
}
