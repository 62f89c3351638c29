package wtls.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wtls.gateway.handshake.Bench;
import wtls.gateway.handshake.ServerContext;
import wtls.gateway.handshake.ServerPolicy;
import wtls.gateway.handshake.TestCredentials;
import wtls.gateway.net.Counters;
import wtls.gateway.net.DatagramServer;
import wtls.gateway.net.EchoUpstream;
import wtls.gateway.net.EventLoops;
import wtls.gateway.net.KeyWorkers;
import wtls.gateway.net.Limits;
import wtls.gateway.net.Taps;
import wtls.gateway.store.MvSessionStore;
import wtls.gateway.store.StoredSessions;

/**
 * Many clients at once, over loopback; in the middle the gateway is replaced by one that knows only
 * what a kill would have left on disk. {@code -Dsoak.connections=N} sets their number.
 */
@Tag("soak")
class GatewaySoakTest {
  private static final int CONNECTIONS = Integer.getInteger("soak.connections", 2_000);
  private static final int REQUESTS = 50;
  private static final Limits NONE = new Limits(1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000);
  private static final ServerPolicy POLICY =
      new ServerPolicy(
          Bench.EVERYTHING,
          2,
          Set.of(),
          Set.of(),
          8,
          false,
          Duration.ofHours(1),
          100,
          Duration.ofMinutes(5),
          Duration.ofMinutes(30));

  @TempDir private Path folder;
  private final SecureRandom random = new SecureRandom();

  /** A gateway with its store in a folder. */
  private final class Running implements AutoCloseable {
    final Counters counters = new Counters();
    final MvSessionStore store;
    final EventLoops loops = EventLoops.start(2);
    final KeyWorkers workers = new KeyWorkers(2);
    final DatagramServer server;

    Running(Path files, int port) throws IOException {
      store =
          MvSessionStore.open(
              files.resolve("sessions"),
              files.resolve("key"),
              InstantSource.system(),
              100_000,
              random);
      ServerContext context =
          new ServerContext(POLICY, new TestCredentials(), new StoredSessions(store), random);
      server =
          DatagramServer.bind(
              new DatagramServer.Settings(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                  loops,
                  workers,
                  NONE,
                  context,
                  new EchoUpstream(),
                  counters,
                  new Taps(),
                  InstantSource.system()));
    }

    @Override
    public void close() {
      server.close();
      workers.close();
      loops.close();
      store.close();
    }
  }

  @Test
  void servesManyClientsAndResumesEverySessionAfterAKill() throws Exception {
    Path before = Files.createDirectory(folder.resolve("before"));
    Path after = Files.createDirectory(folder.resolve("after"));
    int port;
    try (SoakClients clients = new SoakClients(CONNECTIONS, random)) {
      try (Running gateway = new Running(before, 0)) {
        port = gateway.server.address().getPort();
        clients.connect(gateway.server.address());
        clients.request(REQUESTS / 2);
        assertThat(gateway.counters.snapshot(0).fullHandshakes()).isEqualTo(CONNECTIONS);
        assertThat(gateway.counters.snapshot(0).connections()).isEqualTo(CONNECTIONS);
        for (Path file : list(before)) {
          Files.copy(file, after.resolve(file.getFileName()));
        }
      }
      clients.discard();
      try (Running gateway = new Running(after, port)) {
        clients.connect(gateway.server.address());
        clients.request(REQUESTS - REQUESTS / 2);
        var counts = gateway.counters.snapshot(gateway.store.size());
        assertThat(counts.abbreviatedHandshakes()).isEqualTo(CONNECTIONS);
        assertThat(counts.fullHandshakes()).isZero();
        assertThat(counts.refusedHandshakes()).isZero();
        assertThat(counts.storedSessions()).isEqualTo(CONNECTIONS);
      }
      assertThat(clients.answered()).isEqualTo((long) CONNECTIONS * REQUESTS);
      System.out.println("Soak: " + clients);
    }
  }

  private static List<Path> list(Path files) throws IOException {
    try (var all = Files.list(files)) {
      return all.toList();
    }
  }
}
