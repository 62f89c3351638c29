package wtls.gateway.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One channel: carries datagrams between its socket and its table of clients. */
final class DatagramHandler extends SimpleChannelInboundHandler<DatagramPacket> implements Loop {
  private static final Logger LOG = LoggerFactory.getLogger(DatagramHandler.class);
  private static final long SWEEP_MILLIS = 250;

  private final Taps taps;
  private final ClientTable table;
  private Channel channel;
  private InetSocketAddress local;
  private ScheduledFuture<?> sweep;
  private boolean reading;

  DatagramHandler(ClientTable.Shared shared, Taps taps) {
    this.taps = taps;
    this.table = new ClientTable(shared, this);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    channel = context.channel();
    local = (InetSocketAddress) channel.localAddress();
    sweep =
        channel
            .eventLoop()
            .scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void sweep() {
    try {
      table.sweep();
    } catch (RuntimeException e) {
      // Thrown on, it would be the last sweep.
      LOG.error("A time-out was not handled.", e);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (sweep != null) {
      sweep.cancel(false);
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
    reading = true;
    ByteBuf content = packet.content();
    byte[] octets = new byte[content.readableBytes()];
    content.readBytes(octets);
    taps.passed(packet.sender(), local, octets);
    table.datagram(packet.sender(), octets);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    reading = false;
    context.flush();
  }

  @Override
  public void send(InetSocketAddress to, byte[] datagram) {
    if (!channel.isWritable()) {
      // As a full network would: the other end repeats what matters to it.
      return;
    }
    taps.passed(local, to, datagram);
    DatagramPacket packet = new DatagramPacket(Unpooled.wrappedBuffer(datagram), to);
    channel.write(packet, channel.voidPromise());
    if (!reading) {
      channel.flush();
    }
  }

  @Override
  public void execute(Runnable command) {
    try {
      channel.eventLoop().execute(command);
    } catch (RejectedExecutionException e) {
      LOG.debug("The event loop has ended before a reply came");
    }
  }

  /** Closes all connections; called on the event loop. */
  void closeConnections() {
    table.close();
  }

  /** A datagram that could not be sent, or a host that is not there: the next one may do better. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof Error) {
      LOG.error("The gateway's socket failed", cause);
    } else {
      LOG.warn("A datagram was lost: {}", cause.toString(), cause);
    }
  }
}
