package wtls.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import wtls.api.client.ConnectRequest;
import wtls.api.client.Negotiated;
import wtls.api.client.WtlsException;
import wtls.api.engine.EncodedCertificate;
import wtls.api.session.Peer;
import wtls.core.machine.Settings;
import wtls.core.machine.Timers;
import wtls.engine.phone.PhoneEngine;
import wtls.engine.phone.store.PhoneStore;
import wtls.protocol.certificate.CertificateFiles;
import wtls.testkit.swarm.ClientSwarm;
import wtls.testkit.swarm.SwarmClient;

/**
 * The gateway as its users run it, with a store, before an HTTP origin, under many phones that each
 * have an engine of their own: nothing is lost, and after a kill every session resumes. {@code
 * -Dwtls.soak.connections} and {@code -Dwtls.soak.requests} change the size.
 */
public class GatewayKillIT {
  private static final int CONNECTIONS = Integer.getInteger("wtls.soak.connections", 500);
  private static final int REQUESTS = Integer.getInteger("wtls.soak.requests", 20);

  /** The gateway limits the handshakes of one address: phones have several. */
  private static final int PHONES_PER_ADDRESS = 100;

  private static final int MOST_BUSY = 64;
  private static final int ORIGIN_THREADS = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Timers TIMERS =
      new Timers(Duration.ofSeconds(3), 8, 2, Duration.ofSeconds(6));

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private ExecutorService originThreads;
  private HttpServer origin;
  private InetSocketAddress address;

  @Before
  public void startOrigin() throws Exception {
    originThreads = Executors.newFixedThreadPool(ORIGIN_THREADS);
    origin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    origin.setExecutor(originThreads);
    origin.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestURI().toString().getBytes(StandardCharsets.US_ASCII);
          exchange.getResponseHeaders().set("Content-Type", "text/plain");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    origin.start();
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      address = new InetSocketAddress(InetAddress.getLoopbackAddress(), free.getLocalPort());
    }
  }

  @After
  public void stopOrigin() {
    origin.stop(0);
    originThreads.shutdownNow();
  }

  @Test
  public void losesNothingAndResumesEverySessionAfterAKill() throws Exception {
    Path folder = temporary.getRoot().toPath();
    try (ClientSwarm swarm = new ClientSwarm(address, MOST_BUSY)) {
      try (WtlsJar gateway = startGateway(folder)) {
        populate(swarm, folder);
        connect(swarm, Negotiated.Handshake.FULL);
        request(swarm, REQUESTS / 2);
        // Killed while requests are on their way.
        swarm.run(swarm.clients(), client -> client.answered() < REQUESTS, Duration.ofMillis(200));
        assertThat(swarm.clients()).anyMatch(SwarmClient::isBusy);
        gateway.kill();
      }
      swarm.loseConnections();
      try (WtlsJar gateway = startGateway(folder)) {
        connect(swarm, Negotiated.Handshake.ABBREVIATED);
        request(swarm, REQUESTS);
        assertThat(gateway.said()).doesNotContain("ERROR");
      }
    }
  }

  private WtlsJar startGateway(Path folder) throws Exception {
    WtlsJar gateway =
        WtlsJar.start(
            folder,
            "gateway",
            "--listen=" + address.getAddress().getHostAddress() + ":" + address.getPort(),
            "--store=" + folder.resolve("sessions"));
    gateway.awaitWords(":" + address.getPort());
    return gateway;
  }

  /** Phones that trust the gateway, each with an engine and a port of its own. */
  private void populate(ClientSwarm swarm, Path folder) throws Exception {
    List<EncodedCertificate> roots =
        CertificateFiles.decode(Files.readAllBytes(folder.resolve("home/ca.wtls")));
    SecureRandom random = new SecureRandom();
    Peer peer = new Peer(address.getAddress().getHostAddress(), address.getPort());
    Settings settings =
        Settings.of(ConnectRequest.to(peer, address).build(), InstantSource.system())
            .withTimers(TIMERS);
    for (int i = 0; i < CONNECTIONS; i++) {
      PhoneStore store = PhoneStore.inMemory(InstantSource.system(), 1);
      store.replace(List.of(), List.of(), roots);
      int host = 2 + i / PHONES_PER_ADDRESS;
      InetSocketAddress own =
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) host}), 0);
      swarm.add(new PhoneEngine(store, random), settings, own, new Pages(i));
    }
  }

  private static void connect(ClientSwarm swarm, Negotiated.Handshake expected) throws Exception {
    boolean done = swarm.run(swarm.clients(), client -> client.negotiated().isEmpty(), PATIENCE);
    assertThat(done).as("all connected in time").isTrue();
    assertNoneEnded(swarm);
    assertThat(swarm.clients())
        .extracting(client -> client.negotiated().map(Negotiated::handshake))
        .containsOnly(Optional.of(expected));
  }

  private static void request(ClientSwarm swarm, int upTo) throws Exception {
    boolean done = swarm.run(swarm.clients(), client -> client.answered() < upTo, PATIENCE);
    assertThat(done).as("all answered in time").isTrue();
    assertNoneEnded(swarm);
    assertThat(swarm.clients()).allMatch(client -> client.answered() == upTo);
  }

  private static void assertNoneEnded(ClientSwarm swarm) {
    Optional<WtlsException> end =
        swarm.clients().stream().flatMap(client -> client.end().stream()).findFirst();
    assertThat(end).as("why a connection ended").isEmpty();
  }

  /** Pages that tell who asked for them. */
  private final class Pages implements SwarmClient.Requests {
    private final int phone;

    Pages(int phone) {
      this.phone = phone;
    }

    private String path(int number) {
      return "/" + phone + "/" + number;
    }

    @Override
    public byte[] next(int number) {
      int port = origin.getAddress().getPort();
      return ConnectionlessGet.of(number, "http://127.0.0.1:" + port + path(number));
    }

    @Override
    public boolean answers(int number, byte[] payload) {
      return ConnectionlessGet.transaction(payload) == (number & 0xFF)
          && ConnectionlessGet.body(payload).equals(path(number));
    }
  }
}
