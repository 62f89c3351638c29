package wtls.gateway.net;

import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that carry datagrams: on epoll where the system has it, else on NIO. */
public final class EventLoops implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventLoops.class);
  private static final long CLOSE_SECONDS = 5;

  private final OwnThreads threads;
  private final EventLoopGroup group;
  private final boolean epoll;
  private final int count;

  private EventLoops(OwnThreads threads, EventLoopGroup group, boolean epoll, int count) {
    this.threads = threads;
    this.group = group;
    this.epoll = epoll;
    this.count = count;
  }

  /** So many event loops, on the best that this system has. */
  public static EventLoops start(int count) {
    return start(count, Epoll.isAvailable());
  }

  static EventLoops start(int count, boolean epoll) {
    var factory = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    OwnThreads threads = new OwnThreads("wtls-gateway");
    var group = new MultiThreadIoEventLoopGroup(count, threads, factory);
    return new EventLoops(threads, group, epoll, count);
  }

  /** Runs channels and short tasks; this object's to shut down. */
  public EventLoopGroup group() {
    return group;
  }

  /** Makes UDP channels that fit the group. */
  public ChannelFactory<DatagramChannel> channels() {
    return epoll ? EpollDatagramChannel::new : NioDatagramChannel::new;
  }

  /** How many sockets can share one port: one for each loop with epoll, else one. */
  int socketsForOnePort() {
    return epoll ? count : 1;
  }

  /** What they run on, for people. */
  @Override
  public String toString() {
    return count + " event loop(s) on " + (epoll ? "epoll" : "NIO");
  }

  /** Ends all threads and returns when they are gone. */
  @Override
  public void close() {
    group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS);
    try {
      if (!threads.join(CLOSE_SECONDS) || !announcerEnds()) {
        LOG.warn("An event loop has not ended within {} s.", CLOSE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Netty announces the end of event loops on one more thread, which ends when it has rested. */
  private static boolean announcerEnds() throws InterruptedException {
    try {
      return GlobalEventExecutor.INSTANCE.awaitInactivity(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (IllegalStateException e) {
      return true; // It was never started.
    }
  }
}
