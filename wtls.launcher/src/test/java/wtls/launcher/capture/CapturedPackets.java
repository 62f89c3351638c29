package wtls.launcher.capture;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads what captures of UDP over IPv4 or IPv6 hold, for tests. */
public record CapturedPackets(int linkType, List<Packet> packets) {

  /** One datagram, and the whole packet that carried it. */
  public record Packet(
      Instant time, InetSocketAddress from, InetSocketAddress to, byte[] datagram, byte[] whole) {}

  /** Reads a capture in the classic format, link type "raw IP". */
  public static CapturedPackets read(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file));
    if (in.getInt(0) != 0xa1b2c3d4) {
      in.order(ByteOrder.LITTLE_ENDIAN);
    }
    int linkType = in.getInt(20);
    in.position(24);
    List<Packet> packets = new ArrayList<>();
    while (in.hasRemaining()) {
      Instant time =
          Instant.ofEpochSecond(in.getInt() & 0xffffffffL).plusNanos(in.getInt() * 1000L);
      byte[] whole = new byte[in.getInt()];
      in.getInt();
      in.get(whole);
      packets.add(packet(time, whole));
    }
    return new CapturedPackets(linkType, packets);
  }

  private static Packet packet(Instant time, byte[] whole) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(whole);
    boolean ipv4 = whole[0] >>> 4 == 4;
    int size = ipv4 ? 4 : 16;
    in.position(ipv4 ? 12 : 8);
    InetAddress from = address(in, size);
    InetAddress to = address(in, size);
    InetSocketAddress source = new InetSocketAddress(from, in.getShort() & 0xffff);
    InetSocketAddress target = new InetSocketAddress(to, in.getShort() & 0xffff);
    byte[] datagram = new byte[(in.getShort() & 0xffff) - 8];
    in.getShort();
    in.get(datagram);
    return new Packet(time, source, target, datagram, whole);
  }

  private static InetAddress address(ByteBuffer in, int size) throws IOException {
    byte[] octets = new byte[size];
    in.get(octets);
    return InetAddress.getByAddress(octets);
  }
}
