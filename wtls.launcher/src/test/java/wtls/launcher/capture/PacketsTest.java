package wtls.launcher.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketsTest {

  @ParameterizedTest
  @CsvSource({"127.0.0.1,10.1.2.3,20", "2001:db8::1,::1,40", "127.0.0.1,::1,40"})
  void checksumsAreRight(String from, String to, int ipHeader) throws Exception {
    long seed = 17;
    Random random = new Random(seed);
    for (int length : new int[] {0, 1, 2, 33, 1400}) {
      byte[] payload = new byte[length];
      random.nextBytes(payload);
      byte[] packet = Packets.packet(at(from, 50001), at(to, 9202), payload);

      if (ipHeader == 20) {
        assertThat(sum(packet, 0, 20)).as("IPv4, seed %d", seed).isEqualTo(0xffff);
      }
      assertThat(udpSum(packet, ipHeader)).as("UDP, seed %d", seed).isEqualTo(0xffff);
      assertThat(Arrays.copyOfRange(packet, ipHeader + 8, packet.length)).isEqualTo(payload);
    }
  }

  @Test
  void ipv4AmongIpv6IsWrittenAsMapped() throws Exception {
    byte[] packet = Packets.packet(at("127.0.0.1", 1), at("::1", 2), new byte[0]);

    assertThat(packet[0]).isEqualTo((byte) 0x60);
    assertThat(Arrays.copyOfRange(packet, 18, 24)).isEqualTo(new byte[] {-1, -1, 127, 0, 0, 1});
  }

  @Test
  void refusesMoreThanUdpCarries() throws Exception {
    InetSocketAddress any = at("127.0.0.1", 1);

    assertThatThrownBy(() -> Packets.packet(any, any, new byte[65_508]))
        .hasMessage("A UDP datagram holds at most 65507 octets, not 65508.");
    assertThat(Packets.packet(any, any, new byte[65_507])).hasSize(65_535);
  }

  /** The sum over the pseudo header and UDP (RFC 768, RFC 8200 8.1), folded. */
  private static int udpSum(byte[] packet, int ipHeader) {
    int addresses = ipHeader == 20 ? 12 : 8;
    int length = packet.length - ipHeader;
    ByteBuffer summed = ByteBuffer.allocate(ipHeader - addresses + 8 + length);
    summed.put(packet, addresses, ipHeader - addresses).putInt(length).putInt(17);
    summed.put(packet, ipHeader, length);
    return sum(summed.array(), 0, summed.capacity());
  }

  private static int sum(byte[] octets, int offset, int length) {
    int sum = 0;
    for (int i = offset; i < offset + length; i++) {
      sum += (i - offset) % 2 == 0 ? (octets[i] & 0xff) << 8 : octets[i] & 0xff;
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return sum;
  }

  private static InetSocketAddress at(String address, int port) throws Exception {
    return new InetSocketAddress(InetAddress.getByName(address), port);
  }
}
