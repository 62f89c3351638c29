package wtls.gateway.relay;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.DatagramChannel;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import wtls.gateway.upstream.Upstream;
import wtls.gateway.upstream.UpstreamConnection;

/**
 * The upstream that is another gateway, for WSP over WTP or whatever else it speaks. Each client
 * gets a socket of its own, so that the other side can tell clients apart by their ports.
 */
public final class Relay implements Upstream {
  private static final int MAX_DATAGRAM = 65_535;

  private final EventLoopGroup group;
  private final ChannelFactory<? extends DatagramChannel> channels;
  private final InetSocketAddress target;

  /**
   * @param group runs the sockets; stays its owner's to shut down
   * @param channels makes channels that fit the group, for example {@code NioDatagramChannel::new}
   * @param target the other gateway, resolved
   */
  public Relay(
      EventLoopGroup group,
      ChannelFactory<? extends DatagramChannel> channels,
      InetSocketAddress target) {
    if (target.isUnresolved()) {
      throw new IllegalArgumentException(
          "The host " + target.getHostString() + " is not known: give its address.");
    }
    this.group = group;
    this.channels = channels;
    this.target = target;
  }

  @Override
  public UpstreamConnection open(InetSocketAddress client, Consumer<byte[]> replies) {
    return new RelayConnection(this, client, replies);
  }

  /** Nothing to do: each connection has its own socket, and threads belong to the group. */
  @Override
  public void close() {}

  InetSocketAddress target() {
    return target;
  }

  /** Each channel's own options; the handler is the connection's. */
  Bootstrap bootstrap() {
    return new Bootstrap()
        .group(group)
        .channelFactory(channels)
        .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_DATAGRAM));
  }
}
