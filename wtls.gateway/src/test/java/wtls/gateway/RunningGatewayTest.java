package wtls.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.gateway.handshake.FlowTest;
import wtls.gateway.handshake.ScriptedClient;
import wtls.gateway.net.Taps;
import wtls.gateway.wsp.ConnectionlessWsp;
import wtls.gateway.wsp.Headers;
import wtls.gateway.wsp.Method;
import wtls.gateway.wsp.Reply;
import wtls.gateway.wsp.Request;

/** A whole gateway, from its configuration to its port, before a real HTTP origin. */
class RunningGatewayTest {
  @TempDir private Path folder;
  private final SecureRandom random = new SecureRandom();

  private RunningGateway start(Map<String, Object> values) throws Exception {
    Map<String, Object> all = new HashMap<>();
    all.put("home", folder.resolve("home").toString());
    all.put("listen.port", 0);
    all.putAll(values);
    GatewayPlan plan = GatewayPlan.of(TestConfiguration.of(all));
    return RunningGateway.start(plan, new Taps(), InstantSource.system());
  }

  private ScriptedClient client() {
    return new ScriptedClient(random, KeyExchangeSuite.RSA, 0, FlowTest.SUITE);
  }

  @Test
  void fetchesAPageThroughWtls() throws Exception {
    HttpServer origin = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    origin.createContext(
        "/page",
        exchange -> {
          byte[] body = "the page".getBytes();
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    origin.start();
    try (RunningGateway gateway = start(Map.of());
        DatagramSocket socket = socket(gateway)) {
      ScriptedClient client = client();
      client.conclude(ask(socket, client.answer(ask(socket, client.hello()))));
      String uri = "http://127.0.0.1:" + origin.getAddress().getPort() + "/page";
      byte[] request = ConnectionlessWsp.encode(Request.of(7, Method.GET, uri, Headers.NONE));

      client.take(
          ask(socket, client.seal(wtls.protocol.record.ContentType.APPLICATION_DATA, request)));

      Reply reply = ConnectionlessWsp.decodeReply(client.received.get(0));
      assertThat(reply.status()).isEqualTo(200);
      assertThat(new String(reply.body())).isEqualTo("the page");
      assertThat(gateway.statistics().fullHandshakes()).isEqualTo(1);
      assertThat(gateway.statistics().storedSessions()).isEqualTo(1);
      assertThat(gateway.rootFile().orElseThrow()).exists();
    } finally {
      origin.stop(0);
    }
    assertThat(gatewayThreads()).isEmpty();
  }

  @Test
  void resumesSessionsAfterARestart() throws Exception {
    Map<String, Object> kept = Map.of("store.file", folder.resolve("sessions.db").toString());
    ScriptedClient client = client();
    try (RunningGateway gateway = start(kept);
        DatagramSocket socket = socket(gateway)) {
      client.conclude(ask(socket, client.answer(ask(socket, client.hello()))));
    }
    client.keyIds = List.of();

    try (RunningGateway gateway = start(kept);
        DatagramSocket socket = socket(gateway)) {
      send(socket, client.answer(ask(socket, client.hello())));
      send(socket, client.data("not WSP"));
      receive(socket);
      assertThat(gateway.statistics().abbreviatedHandshakes()).isEqualTo(1);
      assertThat(gateway.statistics().fullHandshakes()).isZero();
    }
  }

  @Test
  void leavesNothingBehindWhenItCannotStart() throws Exception {
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      Map<String, Object> values =
          Map.of(
              "listen.port",
              taken.getLocalPort(),
              "store.file",
              folder.resolve("sessions.db").toString());
      assertThatThrownBy(() -> start(values))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("Cannot listen on 127.0.0.1:" + taken.getLocalPort());
    }
    assertThat(gatewayThreads()).isEmpty();
    // The store is not locked any more.
    start(Map.of("store.file", folder.resolve("sessions.db").toString())).close();
  }

  @Test
  void saysWhatIsWrongWithItsStore() throws Exception {
    Path file = Files.writeString(folder.resolve("sessions.db"), "no store at all");
    assertThatThrownBy(() -> start(Map.of("store.file", file.toString())))
        .hasMessageContaining(file.toString());
    assertThat(gatewayThreads()).isEmpty();
  }

  private static DatagramSocket socket(RunningGateway gateway) throws IOException {
    DatagramSocket socket = new DatagramSocket();
    socket.setSoTimeout(20_000);
    socket.connect(gateway.address());
    return socket;
  }

  private static byte[] ask(DatagramSocket socket, byte[] datagram) throws IOException {
    send(socket, datagram);
    return receive(socket);
  }

  private static void send(DatagramSocket socket, byte[] datagram) throws IOException {
    socket.send(new DatagramPacket(datagram, datagram.length));
  }

  private static byte[] receive(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
    socket.receive(packet);
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  private static List<String> gatewayThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("wtls-gateway") || name.startsWith("globalEventExecutor"))
        .toList();
  }
}
