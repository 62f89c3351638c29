package wtls.core.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * UDP sockets and the one thread that reads them all. The thread only copies datagrams and passes
 * them on, so that no connection waits for another.
 */
public final class UdpNetwork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UdpNetwork.class);

  /** The largest UDP payload over IPv4. */
  private static final int LARGEST_DATAGRAM = 65_507;

  private static final long JOIN_MILLIS = 5_000;

  private final Selector selector;
  private final Thread reader;
  private final TapSwitch tap;

  /**
   * Starts the reading thread.
   *
   * @param tap sees every datagram that passes
   */
  public UdpNetwork(TapSwitch tap) {
    this.tap = tap;
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("The operating system gives no selector for sockets.", e);
    }
    reader = new Thread(this::readAll, "wtls-core-network");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Opens a socket that talks to {@code remote} only, from a port of the system's choice.
   *
   * @throws IOException when there is no socket or no route
   */
  public DatagramLink open(InetSocketAddress remote, DatagramLink.Receiver receiver)
      throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.configureBlocking(false);
      channel.connect(remote);
      UdpLink link = new UdpLink(channel, remote, receiver);
      channel.register(selector, SelectionKey.OP_READ, link);
      selector.wakeup(); // Afterwards: a selection under way does not look at new sockets.
      return link;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Closes all sockets and waits for the thread to end. */
  @Override
  public void close() {
    for (SelectionKey key : selector.keys()) {
      ((UdpLink) key.attachment()).close();
    }
    try {
      selector.close();
      reader.join(JOIN_MILLIS);
    } catch (IOException e) {
      LOG.warn("The network selector did not close: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readAll() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);
    Consumer<SelectionKey> read = key -> ((UdpLink) key.attachment()).read(buffer);
    while (selector.isOpen()) {
      try {
        selector.select(read);
      } catch (ClosedSelectorException e) {
        return;
      } catch (IOException e) {
        LOG.warn("Reading from the network failed: {}", e.getMessage());
      }
    }
  }

  private final class UdpLink implements DatagramLink {
    private final DatagramChannel channel;
    private final InetSocketAddress remote;
    private final InetSocketAddress local;
    private final Receiver receiver;

    UdpLink(DatagramChannel channel, InetSocketAddress remote, Receiver receiver)
        throws IOException {
      this.channel = channel;
      this.remote = remote;
      this.local = (InetSocketAddress) channel.getLocalAddress();
      this.receiver = receiver;
    }

    void read(ByteBuffer buffer) {
      try {
        while (channel.read(buffer.clear()) >= 0 && buffer.position() > 0) {
          byte[] datagram = new byte[buffer.flip().remaining()];
          buffer.get(datagram);
          tap.passed(remote, local, datagram);
          receiver.arrived(datagram);
        }
      } catch (PortUnreachableException e) {
        receiver.unreachable();
      } catch (ClosedChannelException e) {
        LOG.debug("Socket {} closed while it was read.", local);
      } catch (IOException e) {
        LOG.debug("Socket {} cannot be read: {}", local, e.getMessage());
      }
    }

    @Override
    public void send(byte[] datagram, int length) {
      try {
        if (tap.isWatching()) {
          tap.passed(local, remote, Arrays.copyOf(datagram, length));
        }
        channel.write(ByteBuffer.wrap(datagram, 0, length));
      } catch (PortUnreachableException e) {
        receiver.unreachable();
      } catch (IOException e) {
        LOG.debug("A datagram to {} was lost: {}", remote, e.getMessage());
      }
    }

    @Override
    public InetSocketAddress localAddress() {
      return local;
    }

    @Override
    public void close() {
      try {
        channel.close();
        selector.wakeup(); // A closed socket keeps its port until the selector lets go of it.
      } catch (IOException | ClosedSelectorException e) {
        LOG.debug("Socket {} did not close: {}", local, e.getMessage());
      }
    }
  }
}
