package wtls.launcher.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PcapFileTest {
  private static final Instant TIME = Instant.parse("2025-01-01T00:00:01.234567Z");
  private static final Clock CLOCK = Clock.fixed(TIME, ZoneOffset.UTC);

  @TempDir Path temporary;

  @Test
  void writesHeadersThatFitTheDatagram() throws IOException {
    Path file = temporary.resolve("one.pcap");
    try (PcapFile capture = PcapFile.create(file, CLOCK)) {
      capture.passed(at("127.0.0.1", 50001), at("127.0.0.2", 9202), new byte[] {1, 2, 3});
    }

    assertThat(HexFormat.of().formatHex(Files.readAllBytes(file)))
        .isEqualTo(
            "a1b2c3d4000200040000000000000000" // magic, version, zone, accuracy
                + "0004000000000065" // snapshot length, link type
                + "67748581000394470000001f0000001f" // seconds, microseconds, lengths
                + "4500001f0000400040113ccb7f0000017f000002" // IPv4, with its checksum
                + "c35123f2000b168f010203"); // UDP, with its checksum
  }

  @Test
  void datagramsCanBeReadBackWhileTheCaptureGrows() throws IOException {
    Path file = temporary.resolve("growing.pcap");
    InetSocketAddress phone = at("2001:db8::1", 50001);
    InetSocketAddress gateway = at("2001:db8::2", 9202);
    try (PcapFile capture = PcapFile.create(file, CLOCK)) {
      capture.passed(phone, gateway, new byte[] {1, 2, 3});
      capture.passed(gateway, phone, new byte[65_000]);

      CapturedPackets seen = CapturedPackets.read(file);
      assertThat(seen.packets()).hasSize(2);
      assertThat(seen.packets().get(0).time()).isEqualTo(TIME);
      assertThat(seen.packets().get(0).from()).isEqualTo(phone);
      assertThat(seen.packets().get(1).to()).isEqualTo(phone);
      assertThat(seen.packets().get(1).datagram()).isEqualTo(new byte[65_000]);
      assertThat(capture.count()).isEqualTo(2);
    }
  }

  @Test
  void replacesAnEarlierCapture() throws IOException {
    Path file = Files.write(temporary.resolve("old.pcap"), new byte[1000]);

    PcapFile.create(file, CLOCK).close();

    assertThat(Files.size(file)).isEqualTo(24);
  }

  @Test
  void ignoresDatagramsAfterItsEnd() throws IOException {
    PcapFile capture = PcapFile.create(temporary.resolve("ended.pcap"), CLOCK);
    capture.close();

    capture.passed(at("127.0.0.1", 1), at("127.0.0.1", 2), new byte[1]);

    assertThat(capture.count()).isZero();
  }

  @Test
  void tellsAtTheEndThatTheDiskWasFull() throws IOException {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.isWritable(full), "/dev/full is not there");

    assertThatThrownBy(() -> PcapFile.create(full, CLOCK)).isInstanceOf(IOException.class);
  }

  private static InetSocketAddress at(String address, int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByName(address), port);
  }
}
