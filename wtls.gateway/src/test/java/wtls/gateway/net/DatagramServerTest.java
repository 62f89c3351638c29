package wtls.gateway.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.gateway.handshake.Bench;
import wtls.gateway.handshake.FlowTest;
import wtls.gateway.handshake.MemorySessions;
import wtls.gateway.handshake.ScriptedClient;
import wtls.gateway.handshake.ServerContext;
import wtls.gateway.handshake.TestCredentials;
import wtls.protocol.alert.AlertDescription;

/** Over real sockets on loopback. */
class DatagramServerTest {
  private static final Limits WIDE = new Limits(1000, 1000, 1000, 1000, 1000);

  private final SecureRandom random = new SecureRandom();
  private final Taps taps = new Taps();
  private final Counters counters = new Counters();

  private DatagramServer.Settings settings(EventLoops loops, KeyWorkers workers, int port) {
    ServerContext context =
        new ServerContext(Bench.lenient(2), new TestCredentials(), new MemorySessions(), random);
    return new DatagramServer.Settings(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        loops,
        workers,
        WIDE,
        context,
        new EchoUpstream(),
        counters,
        taps,
        InstantSource.system());
  }

  @ParameterizedTest
  @CsvSource({"true,1", "true,3", "false,1", "false,2"})
  void servesClientsAndLeavesNothingBehind(boolean epoll, int loops) throws Exception {
    Assumptions.assumeTrue(!epoll || Epoll.isAvailable(), "epoll");
    List<byte[]> seen = new CopyOnWriteArrayList<>();
    taps.add((from, to, datagram) -> seen.add(datagram.clone()));
    InetSocketAddress address;
    ScriptedClient last = null;
    try (EventLoops eventLoops = EventLoops.start(loops, epoll);
        KeyWorkers workers = new KeyWorkers(2);
        DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(20_000);
      try (DatagramServer server = DatagramServer.bind(settings(eventLoops, workers, 0))) {
        address = server.address();
        socket.connect(address);
        for (int i = 0; i < 8; i++) {
          try (DatagramSocket other = new DatagramSocket()) {
            other.setSoTimeout(20_000);
            other.connect(address);
            talk(other, "to one of many");
          }
        }
        last = talk(socket, "hello");
        assertThat(counters.snapshot(0).fullHandshakes()).isEqualTo(9);
        assertThat(counters.snapshot(0).recordsOpened()).isEqualTo(9);
      }
      last.take(receive(socket));
      assertThat(last.alerts.get(0).description())
          .contains(AlertDescription.CONNECTION_CLOSE_NOTIFY);
      assertThat(counters.snapshot(0).connections()).isZero();
    }
    assertThat(seen).hasSize(9 * 6 + 9);
    assertThat(gatewayThreads()).isEmpty();
    assertThat(activeBuffers()).isZero();
    try (DatagramSocket again = new DatagramSocket(address)) {
      assertThat(again.isBound()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void saysThatAnAddressCannotBeHad(boolean epoll) throws Exception {
    Assumptions.assumeTrue(!epoll || Epoll.isAvailable(), "epoll");
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        EventLoops loops = EventLoops.start(1, epoll);
        KeyWorkers workers = new KeyWorkers(1)) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> DatagramServer.bind(settings(loops, workers, port)))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("Cannot listen on localhost:" + port + ": ");
    }
    assertThat(gatewayThreads()).isEmpty();
  }

  private ScriptedClient talk(DatagramSocket socket, String text) throws IOException {
    ScriptedClient client = new ScriptedClient(random, KeyExchangeSuite.RSA, 0, FlowTest.SUITE);
    byte[] flight = ask(socket, client.hello());
    client.conclude(ask(socket, client.answer(flight)));
    client.take(ask(socket, client.data(text)));
    assertThat(client.received).extracting(String::new).containsExactly(text);
    return client;
  }

  private static byte[] ask(DatagramSocket socket, byte[] datagram) throws IOException {
    socket.send(new DatagramPacket(datagram, datagram.length));
    return receive(socket);
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

  private static long activeBuffers() {
    var metric = PooledByteBufAllocator.DEFAULT.metric();
    return Stream.concat(metric.directArenas().stream(), metric.heapArenas().stream())
        .mapToLong(arena -> arena.numActiveAllocations())
        .sum();
  }
}
