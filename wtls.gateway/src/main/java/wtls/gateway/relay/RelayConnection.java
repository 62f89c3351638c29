package wtls.gateway.relay;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wtls.gateway.upstream.UpstreamConnection;

/** One client's socket, opened for its first datagram. Only the target's datagrams come back. */
final class RelayConnection implements UpstreamConnection {
  private static final Logger LOG = LoggerFactory.getLogger(RelayConnection.class);

  /** Datagrams that wait for the socket to open; more are dropped. */
  private static final int MAX_WAITING = 16;

  private final Relay relay;
  private final InetSocketAddress client;
  private final Consumer<byte[]> replies;

  /** The socket being opened or open; null before the first datagram. Guarded by this. */
  private ChannelFuture connecting;

  private int waiting;
  private boolean closed;

  RelayConnection(Relay relay, InetSocketAddress client, Consumer<byte[]> replies) {
    this.relay = relay;
    this.client = client;
    this.replies = replies;
  }

  @Override
  public void send(byte[] datagram) {
    ChannelFuture socket;
    synchronized (this) {
      if (closed) {
        return;
      }
      if (connecting == null) {
        connecting = relay.bootstrap().handler(new Replies()).connect(relay.target());
        connecting.addListener(this::connected);
      }
      socket = connecting;
      if (!socket.isDone() && ++waiting > MAX_WAITING) {
        return;
      }
    }
    if (socket.isSuccess()) {
      write(socket.channel(), datagram);
    } else {
      socket.addListener(
          (ChannelFutureListener)
              opened -> {
                if (opened.isSuccess()) {
                  write(opened.channel(), datagram);
                }
              });
    }
  }

  @Override
  public void close() {
    ChannelFuture last;
    synchronized (this) {
      closed = true;
      last = connecting;
      connecting = null;
    }
    if (last != null) {
      last.channel().close();
    }
  }

  private void connected(Future<? super Void> opened) {
    synchronized (this) {
      waiting = 0;
      if (!opened.isSuccess()) {
        connecting = null;
      }
    }
    if (!opened.isSuccess()) {
      LOG.warn(
          "No socket to {} for client {}: {}", relay.target(), client, opened.cause().toString());
    }
  }

  /** Sends, or drops when the socket's buffer is full, as a network would. */
  private static void write(Channel channel, byte[] datagram) {
    if (channel.isWritable()) {
      channel.writeAndFlush(Unpooled.wrappedBuffer(datagram), channel.voidPromise());
    }
  }

  private final class Replies extends SimpleChannelInboundHandler<DatagramPacket> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
      byte[] reply = new byte[packet.content().readableBytes()];
      packet.content().readBytes(reply);
      replies.accept(reply);
    }

    /** An ICMP refusal, for example: the client will notice that nothing comes. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      LOG.debug("Relay to {} for client {}: {}", relay.target(), client, cause.toString());
    }
  }
}
