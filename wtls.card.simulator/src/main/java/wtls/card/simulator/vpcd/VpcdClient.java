package wtls.card.simulator.vpcd;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wtls.api.card.CardException;
import wtls.api.card.CardException.Reason;
import wtls.api.card.CardSlot;

/**
 * One card in one slot of a virtual reader. Connects, and connects again whenever the daemon is not
 * there or ends, until it is closed or the card is pulled; to the daemon's clients each connection
 * is a card put in, its end a card pulled. The daemon alone commands the card meanwhile.
 */
public final class VpcdClient implements AutoCloseable {
  /**
   * The port of the first slot that vpcd has unless it is configured; the next one has the next.
   */
  public static final int DEFAULT_PORT = 0x8C7B;

  private static final Logger LOG = LoggerFactory.getLogger(VpcdClient.class);
  private static final int CONNECT_MILLIS = 2000;
  private static final long AGAIN_MILLIS = 200;

  private static final int POWER_OFF = 0;
  private static final int POWER_ON = 1;
  private static final int RESET = 2;
  private static final int GET_ATR = 4;

  private static final byte[] WRONG_LENGTH = {0x67, 0};
  private static final int MOST = 0xFFFF;

  private final CardSlot card;
  private final InetSocketAddress vpcd;
  private final Thread thread;
  private final Object lock = new Object();

  // Guarded by the lock.
  private Socket socket;
  private boolean closed;

  /**
   * Starts to connect.
   *
   * @param card stays the caller's, who pulls it after this is closed
   * @param vpcd where the reader's slot listens
   */
  public VpcdClient(CardSlot card, InetSocketAddress vpcd) {
    this.card = card;
    this.vpcd = vpcd;
    thread = new Thread(this::run, "wtls-vpcd-" + vpcd.getPort());
    thread.setDaemon(true);
    thread.start();
  }

  /** Takes the card out. Returns when the thread has ended, which waits for a command under way. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      closeSocket();
      lock.notifyAll();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (true) {
        try (Socket connection = new Socket()) {
          if (!use(connection)) {
            return;
          }
          connection.connect(vpcd, CONNECT_MILLIS);
          serve(connection);
        } catch (IOException e) {
          LOG.debug("No connection to vpcd at {}: {}", vpcd, e.toString());
        }
        if (!pause()) {
          return;
        }
      }
    } catch (CardException e) {
      LOG.info("The card leaves the virtual reader at {}: {}", vpcd, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean use(Socket connection) {
    synchronized (lock) {
      socket = connection;
      return !closed;
    }
  }

  @SuppressWarnings("WaitNotInLoop") // trying again too early does no harm
  private boolean pause() throws InterruptedException {
    synchronized (lock) {
      socket = null;
      if (!closed) {
        lock.wait(AGAIN_MILLIS);
      }
      return !closed;
    }
  }

  private void closeSocket() {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      LOG.debug("The socket to {} does not close.", vpcd, e);
    }
  }

  // Ends by an exception: of the connection, or of the card when it was pulled.
  private void serve(Socket connection) throws IOException, CardException {
    connection.setTcpNoDelay(true);
    DataInputStream in = new DataInputStream(new Acknowledging(connection));
    DataOutputStream out = new DataOutputStream(connection.getOutputStream());
    while (true) {
      byte[] message = new byte[in.readUnsignedShort()];
      in.readFully(message);
      if (message.length == 1) {
        control(message[0], out);
      } else if (message.length > 1) {
        send(answer(message), out);
      }
    }
  }

  private void control(int what, DataOutputStream out) throws IOException, CardException {
    switch (what) {
      case POWER_ON, RESET -> reset();
      case GET_ATR -> send(card.atr(), out);
      case POWER_OFF -> LOG.trace("The reader at {} takes the power.", vpcd);
      default -> throw new IOException("vpcd asks for the unknown control " + what);
    }
  }

  private void reset() throws IOException, CardException {
    try {
      card.reset();
    } catch (CardException e) {
      throw muteOrRemoved(e);
    }
  }

  private byte[] answer(byte[] command) throws IOException, CardException {
    try {
      return card.transmit(command);
    } catch (CardException e) {
      if (e.reason() == Reason.TOO_LONG) {
        return WRONG_LENGTH.clone();
      }
      throw muteOrRemoved(e);
    } finally {
      Arrays.fill(command, (byte) 0);
    }
  }

  // The protocol has no word for a card that is mute: to the reader it is pulled and put in again.
  private static IOException muteOrRemoved(CardException e) throws CardException {
    if (e.reason() == Reason.REMOVED) {
      throw e;
    }
    return new IOException(e.getMessage(), e);
  }

  private static void send(byte[] octets, DataOutputStream out) throws IOException {
    if (octets.length > MOST) {
      throw new IOException("vpcd takes no answer of " + octets.length + " octets");
    }
    byte[] message = new byte[2 + octets.length];
    message[0] = (byte) (octets.length >> 8);
    message[1] = (byte) octets.length;
    System.arraycopy(octets, 0, message, 2, octets.length);
    out.write(message);
    Arrays.fill(message, (byte) 0);
    Arrays.fill(octets, (byte) 0);
  }

  /**
   * Reads with quick acknowledgements. vpcd sends length and body apart, and its system holds the
   * body back until the length is acknowledged, which Linux delays by 40 ms. Linux forgets the
   * option all the time: it is set before each read.
   */
  private static final class Acknowledging extends InputStream {
    private final Socket socket;
    private final InputStream in;
    private final Optional<SocketOption<Boolean>> quickAck;

    Acknowledging(Socket socket) throws IOException {
      this.socket = socket;
      in = socket.getInputStream();
      quickAck = quickAck(socket);
    }

    // By its name, for its class is in a package that not every framework shows to bundles.
    @SuppressWarnings("unchecked")
    private static Optional<SocketOption<Boolean>> quickAck(Socket socket) {
      return socket.supportedOptions().stream()
          .filter(option -> option.name().equals("TCP_QUICKACK"))
          .filter(option -> option.type() == Boolean.class)
          .map(option -> (SocketOption<Boolean>) option)
          .findFirst();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (quickAck.isPresent()) {
        socket.setOption(quickAck.get(), true);
      }
      return in.read(to, offset, length);
    }
  }
}
