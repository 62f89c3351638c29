package wtls.launcher.capture;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * The IP and UDP headers that a captured datagram had, or might have had: a tap sees the payload
 * and both addresses only. Checksums are right, so that a dissector has nothing to complain of.
 */
final class Packets {
  /** The largest payload that fits the 16-bit length fields of UDP and IPv4 (RFC 768, RFC 791). */
  static final int MAX_PAYLOAD = 65_507;

  private static final int UDP = 17;
  private static final int UDP_HEADER = 8;
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int HOPS = 64;

  private Packets() {}

  /** The packet from its IP header on. Mixed address families are written as IPv6. */
  static byte[] packet(InetSocketAddress from, InetSocketAddress to, byte[] payload) {
    if (payload.length > MAX_PAYLOAD) {
      throw new IllegalArgumentException(
          "A UDP datagram holds at most " + MAX_PAYLOAD + " octets, not " + payload.length + ".");
    }
    if (from.getAddress() instanceof Inet4Address && to.getAddress() instanceof Inet4Address) {
      return ipv4(from, to, payload);
    }
    return ipv6(from, to, payload);
  }

  private static byte[] ipv4(InetSocketAddress from, InetSocketAddress to, byte[] payload) {
    int udpLength = UDP_HEADER + payload.length;
    ByteBuffer packet = ByteBuffer.allocate(IPV4_HEADER + udpLength);
    packet.put((byte) 0x45).put((byte) 0).putShort((short) packet.capacity());
    packet.putShort((short) 0).putShort((short) 0x4000); // no identification, do not fragment
    packet.put((byte) HOPS).put((byte) UDP).putShort((short) 0);
    packet.put(from.getAddress().getAddress()).put(to.getAddress().getAddress());
    packet.putShort(10, (short) fold(sum(packet.array(), 0, IPV4_HEADER)));
    putUdp(packet, from, to, payload, sum(packet.array(), 12, 8));
    return packet.array();
  }

  private static byte[] ipv6(InetSocketAddress from, InetSocketAddress to, byte[] payload) {
    int udpLength = UDP_HEADER + payload.length;
    ByteBuffer packet = ByteBuffer.allocate(IPV6_HEADER + udpLength);
    packet.putInt(0x6000_0000).putShort((short) udpLength);
    packet.put((byte) UDP).put((byte) HOPS);
    packet.put(sixteenOctets(from.getAddress())).put(sixteenOctets(to.getAddress()));
    putUdp(packet, from, to, payload, sum(packet.array(), 8, 32));
    return packet.array();
  }

  private static void putUdp(
      ByteBuffer packet,
      InetSocketAddress from,
      InetSocketAddress to,
      byte[] payload,
      long addresses) {
    int start = packet.position();
    int length = UDP_HEADER + payload.length;
    packet.putShort((short) from.getPort()).putShort((short) to.getPort());
    packet.putShort((short) length).putShort((short) 0).put(payload);
    int checksum = fold(addresses + UDP + length + sum(packet.array(), start, length));
    // In UDP a zero checksum means that there is none; all ones is the same number (RFC 768).
    packet.putShort(start + 6, (short) (checksum == 0 ? 0xffff : checksum));
  }

  /** An IPv4 address is written as IPv4-mapped (RFC 4291 2.5.5.2); Java has no such addresses. */
  private static byte[] sixteenOctets(InetAddress address) {
    byte[] octets = address.getAddress();
    if (octets.length == 16) {
      return octets;
    }
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    System.arraycopy(octets, 0, mapped, 12, 4);
    return mapped;
  }

  /** The sum of the 16-bit words, the last one padded with zero (RFC 1071). */
  private static long sum(byte[] octets, int offset, int length) {
    long sum = 0;
    for (int i = 0; i < length; i++) {
      int octet = octets[offset + i] & 0xff;
      sum += (i & 1) == 0 ? octet << 8 : octet;
    }
    return sum;
  }

  private static int fold(long sum) {
    long folded = sum;
    while (folded >>> 16 != 0) {
      folded = (folded & 0xffff) + (folded >>> 16);
    }
    return (int) ~folded & 0xffff;
  }
}
