package wtls.gateway.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wtls.gateway.upstream.UpstreamConnection;

@Timeout(30)
class RelayTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final InetSocketAddress CLIENT = new InetSocketAddress(LOOPBACK, 1);

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final BlockingQueue<byte[]> replies = new LinkedBlockingQueue<>();
  private DatagramSocket target;
  private Relay relay;

  @BeforeEach
  void start() throws IOException {
    target = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
    target.setSoTimeout(10_000);
    relay = new Relay(group, NioDatagramChannel::new, address(target));
  }

  @AfterEach
  void stop() throws InterruptedException {
    target.close();
    relay.close();
    assertThat(group.shutdownGracefully(0, 5, TimeUnit.SECONDS).await(10_000)).isTrue();
  }

  @Test
  void forwardsDatagramsAndTheirAnswers() throws Exception {
    try (UpstreamConnection connection = relay.open(CLIENT, replies::add)) {
      connection.send(new byte[] {1, 2, 3});
      DatagramPacket request = receive();
      assertThat(payload(request)).containsExactly(1, 2, 3);

      target.send(new DatagramPacket(new byte[] {4, 5}, 2, request.getSocketAddress()));
      target.send(new DatagramPacket(new byte[] {6}, 1, request.getSocketAddress()));

      assertThat(next()).containsExactly(4, 5);
      assertThat(next()).containsExactly(6);
    }
  }

  @Test
  void carriesTheLargestDatagram() throws Exception {
    byte[] large = new byte[60_000];
    Arrays.fill(large, (byte) 7);
    try (UpstreamConnection connection = relay.open(CLIENT, replies::add)) {
      connection.send(large.clone());
      DatagramPacket request = receive();
      target.send(new DatagramPacket(large, large.length, request.getSocketAddress()));

      assertThat(payload(request)).isEqualTo(large);
      assertThat(next()).isEqualTo(large);
    }
  }

  @Test
  void givesEachClientItsOwnSocket() throws Exception {
    try (UpstreamConnection one = relay.open(CLIENT, replies::add);
        UpstreamConnection two = relay.open(CLIENT, replies::add)) {
      one.send(new byte[] {1});
      DatagramPacket first = receive();
      two.send(new byte[] {2});
      DatagramPacket second = receive();
      one.send(new byte[] {3});
      DatagramPacket third = receive();

      assertThat(second.getSocketAddress()).isNotEqualTo(first.getSocketAddress());
      assertThat(third.getSocketAddress()).isEqualTo(first.getSocketAddress());
    }
  }

  @Test
  void ignoresDatagramsOfStrangers() throws Exception {
    try (UpstreamConnection connection = relay.open(CLIENT, replies::add);
        DatagramSocket stranger = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
      connection.send(new byte[] {1});
      DatagramPacket request = receive();
      stranger.send(new DatagramPacket(new byte[] {9}, 1, request.getSocketAddress()));
      target.send(new DatagramPacket(new byte[] {4}, 1, request.getSocketAddress()));

      assertThat(next()).containsExactly(4);
      assertThat(replies).isEmpty();
    }
  }

  @Test
  void survivesTargetThatIsAway() throws Exception {
    InetSocketAddress address = address(target);
    target.close();
    try (UpstreamConnection connection = relay.open(CLIENT, replies::add)) {
      connection.send(new byte[] {1});
      connection.send(new byte[] {2});
      // Back again, as after a restart; what was sent meanwhile may be lost.
      target = new DatagramSocket(address);
      target.setSoTimeout(200);
      DatagramPacket request = null;
      while (request == null) {
        connection.send(new byte[] {3});
        request = receiveOrNull();
      }
      target.send(new DatagramPacket(new byte[] {4}, 1, request.getSocketAddress()));

      assertThat(next()).containsExactly(4);
    }
  }

  @Test
  void closesItsSocketWithTheConnection() throws Exception {
    UpstreamConnection connection = relay.open(CLIENT, replies::add);
    connection.send(new byte[] {1});
    InetSocketAddress socket = (InetSocketAddress) receive().getSocketAddress();

    connection.close();
    connection.close();
    connection.send(new byte[] {2});

    // The port is free again when the event loop has closed the socket and then selected once.
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (!isFree(socket)) {
      assertThat(System.nanoTime()).as("the socket stays open").isLessThan(deadline);
      group.submit(() -> {}).get();
    }
  }

  private static boolean isFree(InetSocketAddress address) {
    try (DatagramSocket reused = new DatagramSocket(address)) {
      return reused.isBound();
    } catch (SocketException e) {
      return false;
    }
  }

  @Test
  void refusesTargetWithoutAddress() {
    InetSocketAddress unknown = InetSocketAddress.createUnresolved("gateway.invalid", 9201);

    assertThatThrownBy(() -> new Relay(group, NioDatagramChannel::new, unknown))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The host gateway.invalid is not known: give its address.");
  }

  private static InetSocketAddress address(DatagramSocket socket) {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  private DatagramPacket receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
    target.receive(packet);
    return packet;
  }

  private DatagramPacket receiveOrNull() throws IOException {
    try {
      return receive();
    } catch (SocketTimeoutException nothing) {
      return null;
    }
  }

  private static byte[] payload(DatagramPacket packet) {
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  private byte[] next() throws InterruptedException {
    byte[] reply = replies.poll(10, TimeUnit.SECONDS);
    assertThat(reply).as("a datagram within ten seconds").isNotNull();
    return reply;
  }
}
