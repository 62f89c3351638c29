package wtls.testkit.swarm;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import wtls.api.client.ConnectionClosedException;
import wtls.api.client.Negotiated;
import wtls.api.client.WtlsException;
import wtls.api.engine.EngineException;
import wtls.api.engine.SecurityEngine;
import wtls.core.machine.ClientMachine;
import wtls.core.machine.Outputs;
import wtls.core.machine.Settings;

/** One client: connects, makes its requests one after the other, and can do so again. */
public final class SwarmClient implements Outputs, AutoCloseable {

  /** What a client asks for, and what it makes of the answers. */
  public interface Requests {

    /** The next request. */
    byte[] next(int number);

    /** Whether this is the answer to request {@code number}; anything else is passed over. */
    boolean answers(int number, byte[] payload);
  }

  /** Told when a client has nothing more to wait for. */
  interface Listener {
    void rested(SwarmClient client);
  }

  private final SecurityEngine engine;
  private final Settings settings;
  private final DatagramChannel channel;
  private final Requests requests;
  private final Listener listener;
  private ClientMachine machine;
  private Negotiated negotiated;
  private WtlsException end;
  private int answered;
  private boolean busy;

  SwarmClient(
      SecurityEngine engine,
      Settings settings,
      InetSocketAddress own,
      InetSocketAddress gateway,
      Requests requests,
      Listener listener)
      throws IOException {
    this.engine = engine;
    this.settings = settings;
    this.requests = requests;
    this.listener = listener;
    this.channel = DatagramChannel.open();
    channel.configureBlocking(false);
    channel.bind(own);
    channel.connect(gateway);
  }

  /** What was agreed when the connection opened; empty while it has not. */
  public Optional<Negotiated> negotiated() {
    return Optional.ofNullable(negotiated);
  }

  /** Why the connection ended; empty while it has not. */
  public Optional<WtlsException> end() {
    return Optional.ofNullable(end);
  }

  /** How many requests were answered, over all connections. */
  public int answered() {
    return answered;
  }

  /** Whether it waits for an answer of the gateway. */
  public boolean isBusy() {
    return busy;
  }

  /** Forgets its connection as a phone does that loses power; the session is in the engine. */
  public void lose() {
    if (machine != null) {
      machine.abort(new ConnectionClosedException("The connection was lost on purpose."));
    }
    machine = null;
    negotiated = null;
    end = null;
    busy = false;
  }

  DatagramChannel channel() {
    return channel;
  }

  /** Connects, or makes the next request where there is a connection. */
  void step(long now) {
    busy = true;
    if (machine == null) {
      machine = new ClientMachine(engine, settings, this);
      machine.start(now);
    } else {
      request(now);
    }
  }

  private void request(long now) {
    try {
      if (!machine.send(requests.next(answered), now)) {
        throw new IllegalStateException("The connection takes no request: " + end);
      }
    } catch (EngineException e) {
      engineFailed(e);
    }
  }

  void read(ByteBuffer buffer, long now) {
    try {
      while (channel.read(buffer.clear()) > 0) {
        byte[] datagram = new byte[buffer.flip().remaining()];
        buffer.get(datagram);
        if (machine != null) {
          machine.datagram(datagram, datagram.length, now);
        }
      }
    } catch (IOException e) {
      // Nobody listens at the moment: the machine's timer sees to it.
    }
  }

  void tick(long now) {
    if (machine != null && machine.deadline() <= now) {
      machine.tick(now);
    }
  }

  @Override
  public void transmit(byte[] datagram, int length) {
    try {
      channel.write(ByteBuffer.wrap(datagram, 0, length));
    } catch (IOException e) {
      // As lost on the way.
    }
  }

  @Override
  public void deliver(byte[] payload) {
    if (busy && requests.answers(answered, payload)) {
      answered++;
      rest();
    }
  }

  @Override
  public void opened(Negotiated agreed) {
    negotiated = agreed;
    rest();
  }

  @Override
  public void renewed(Negotiated agreed) {
    negotiated = agreed;
  }

  @Override
  public void warned(String description) {
    // Of no interest to a load.
  }

  @Override
  public void engineFailed(EngineException failure) {
    throw new IllegalStateException("An engine failed under load.", failure);
  }

  @Override
  public void ended(WtlsException reason) {
    end = reason;
    if (busy) {
      rest();
    }
  }

  private void rest() {
    busy = false;
    listener.rested(this);
  }

  @Override
  public void close() throws IOException {
    lose();
    channel.close();
  }
}
