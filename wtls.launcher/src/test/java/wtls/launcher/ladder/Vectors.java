package wtls.launcher.ladder;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import wtls.launcher.capture.CapturedPackets;
import wtls.launcher.capture.CapturedPackets.Packet;

/** The handshakes of the test vectors, as they were captured. */
final class Vectors {
  private static final Path CAPTURE =
      Path.of("../wtls.protocol/src/test/resources/vectors/derived_handshakes.pcap");

  static final int CLASS_3 = 8;
  static final int ABBREVIATED = 9;

  private Vectors() {}

  /** The datagrams of one handshake, counted from 1; client ports go by its number. */
  static List<Packet> handshake(int number) throws IOException {
    return CapturedPackets.read(CAPTURE).packets().stream()
        .filter(packet -> isPort(packet, 50_000 + number))
        .toList();
  }

  private static boolean isPort(Packet packet, int port) {
    return packet.from().getPort() == port || packet.to().getPort() == port;
  }

  /** A ladder of one handshake; each datagram takes a millisecond and a half. */
  static Ladder ladder(int number) throws IOException {
    List<Packet> packets = handshake(number);
    InetSocketAddress gateway = packets.get(0).to();
    long[] time = {0};
    Ladder ladder = new Ladder(gateway, () -> time[0]);
    for (Packet packet : packets) {
      time[0] += 1_500_000;
      ladder.passed(packet.from(), packet.to(), packet.datagram());
    }
    return ladder;
  }
}
