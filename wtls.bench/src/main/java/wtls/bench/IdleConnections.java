package wtls.bench;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import wtls.api.session.SessionId;
import wtls.core.machine.Settings;
import wtls.gateway.handshake.Sessions;
import wtls.gateway.net.Counters;
import wtls.gateway.net.DatagramServer;
import wtls.gateway.net.EventLoops;
import wtls.gateway.net.Limits;
import wtls.gateway.net.Taps;
import wtls.gateway.upstream.Upstream;
import wtls.gateway.upstream.UpstreamConnection;

/**
 * How much heap a gateway holds for a connection that has nothing to do: the whole of it, with the
 * client's entry in the table of its event loop and its way to the upstream, but without the stored
 * session. Real phones open connections over loopback, each send and receive one payload, and fall
 * silent for two minutes of the gateway's clock.
 */
final class IdleConnections implements AutoCloseable {
  /** So many are there before the first heap is taken, so that all that is made once is made. */
  private static final int WARM_UP = 200;

  private static final int FIRST_PORT = 20_000;
  private static final int LAST_PORT = 32_767;
  private static final Duration SILENCE = Duration.ofMinutes(2);

  private final LateClock clock = new LateClock();
  private final Settings settings = Ends.settings(false);
  private final Ends ends;
  private final Counters counters = new Counters();
  private final EventLoops loops = EventLoops.start(1);
  private final DatagramServer server;
  private int nextPort = FIRST_PORT;

  private IdleConnections() throws IOException {
    SecureRandom random = new SecureRandom();
    ends = new Ends(ServerKeyKind.RSA_1024.make(random), new NoSessions(), random);
    server =
        DatagramServer.bind(
            new DatagramServer.Settings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                loops,
                Runnable::run,
                new Limits(LAST_PORT, LAST_PORT, 1e6, 1_000_000, 16),
                ends.context(),
                new Echo(),
                counters,
                new Taps(),
                clock));
  }

  /**
   * Octets of heap for each of so many connections.
   *
   * @throws IllegalStateException when not all of them are there
   */
  static double octetsEach(int count) throws IOException {
    try (IdleConnections connections = new IdleConnections()) {
      connections.open(WARM_UP);
      long before = connections.idleHeap();
      connections.open(count);
      long after = connections.idleHeap();
      long open = connections.counters.snapshot(0).connections();
      if (open != WARM_UP + count) {
        throw new IllegalStateException("The gateway has only " + open + " connections.");
      }
      return (after - before) / (double) count;
    }
  }

  private void open(int count) throws IOException {
    byte[] payload = new byte[64];
    for (int i = 0; i < count; i++) {
      try (DatagramSocket socket = socket();
          SocketPhone phone = new SocketPhone(ends.engine(), settings, socket)) {
        phone.connect();
        phone.echo(payload);
      }
    }
  }

  /** A socket on a port of its own: a second client there would take the first one's place. */
  private DatagramSocket socket() throws IOException {
    while (nextPort <= LAST_PORT) {
      try {
        DatagramSocket socket = new DatagramSocket(nextPort++, InetAddress.getLoopbackAddress());
        socket.connect(server.address());
        return socket;
      } catch (BindException taken) {
        // The next one then.
      }
    }
    throw new IOException("No ports are left to connect from.");
  }

  private long idleHeap() {
    clock.advance(SILENCE);
    return LiveHeap.octets();
  }

  @Override
  public void close() {
    server.close();
    loops.close();
  }

  /** Runs ahead of the system's clock. While nobody sends, only the sweeps of the table read it. */
  private static final class LateClock implements InstantSource {
    private static final int SWEEPS = 3;
    private static final long PATIENCE_MILLIS = 30_000;

    private final AtomicLong ahead = new AtomicLong();
    private final AtomicLong reads = new AtomicLong();

    @Override
    public Instant instant() {
      reads.incrementAndGet();
      return Instant.ofEpochMilli(System.currentTimeMillis() + ahead.get());
    }

    /** Lets time pass, and waits until the table has been swept. */
    void advance(Duration time) {
      ahead.addAndGet(time.toMillis());
      long enough = reads.get() + SWEEPS;
      long until = System.currentTimeMillis() + PATIENCE_MILLIS;
      while (reads.get() < enough) {
        if (System.currentTimeMillis() > until) {
          throw new IllegalStateException("The gateway does not look at its clock.");
        }
        pause();
      }
    }

    private static void pause() {
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while measuring.", e);
      }
    }
  }

  /** Keeps nothing: sessions are measured by themselves. */
  private record NoSessions() implements Sessions {
    @Override
    public Optional<Secured> find(SessionId id, Instant now) {
      return Optional.empty();
    }

    @Override
    public boolean use(SessionId id, Instant now) {
      return false;
    }

    @Override
    public void keep(Secured session, Instant now, Instant expires, int uses) {}

    @Override
    public void forget(SessionId id) {}
  }

  /** An upstream that sends everything back. */
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
