package wtls.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UdpNetworkTest {
  private final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
  private final BlockingQueue<Boolean> unreachable = new LinkedBlockingQueue<>();
  private final DatagramLink.Receiver receiver =
      new DatagramLink.Receiver() {
        @Override
        public void arrived(byte[] datagram) {
          arrived.add(datagram);
        }

        @Override
        public void unreachable() {
          unreachable.add(true);
        }
      };

  @Test
  void carriesDatagramsBothWaysAndShowsThemToTaps() throws Exception {
    TapSwitch taps = new TapSwitch();
    List<Integer> seen = new CopyOnWriteArrayList<>();
    taps.add((from, to, datagram) -> seen.add(datagram.length));
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        UdpNetwork network = new UdpNetwork(taps);
        DatagramLink link = network.open(address(server), receiver)) {
      byte[] hello = "hello".getBytes(StandardCharsets.US_ASCII);
      link.send(hello, 4);

      DatagramPacket packet = new DatagramPacket(new byte[100], 100);
      server.setSoTimeout(10_000);
      server.receive(packet);
      assertThat(packet.getLength()).isEqualTo(4);
      server.send(new DatagramPacket(hello, 5, packet.getSocketAddress()));
      assertThat(arrived.poll(10, TimeUnit.SECONDS)).isEqualTo(hello);
      assertThat(seen).containsExactly(4, 5);
    }
  }

  @Test
  void tellsWhenNobodyListens() throws Exception {
    InetSocketAddress nobody;
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      nobody = address(socket);
    }
    try (UdpNetwork network = new UdpNetwork(new TapSwitch());
        DatagramLink link = network.open(nobody, receiver)) {
      link.send(new byte[] {1}, 1);

      assertThat(unreachable.poll(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void leavesNoThreadBehind() {
    UdpNetwork network = new UdpNetwork(new TapSwitch());
    assertThat(networkThreads()).isPositive();

    network.close();

    assertThat(networkThreads()).isZero();
  }

  private static long networkThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("wtls-core-network"))
        .count();
  }

  private static InetSocketAddress address(DatagramSocket socket) {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }
}
