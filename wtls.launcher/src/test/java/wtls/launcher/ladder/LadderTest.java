package wtls.launcher.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LadderTest {

  @Test
  void namesTheMessagesOfFullHandshake() throws Exception {
    assertThat(records(Vectors.CLASS_3))
        .startsWith(
            List.of("ClientHello"),
            List.of("ServerHello", "Certificate", "CertificateRequest", "ServerHelloDone"),
            List.of(
                "Certificate",
                "ClientKeyExchange",
                "CertificateVerify",
                "ChangeCipherSpec",
                "[Finished]"),
            List.of("ChangeCipherSpec", "[Finished]"),
            List.of("[ApplicationData]"));
  }

  @Test
  void namesTheMessagesOfAbbreviatedHandshake() throws Exception {
    assertThat(records(Vectors.ABBREVIATED))
        .startsWith(
            List.of("ClientHello"),
            List.of("ServerHello", "ChangeCipherSpec", "[Finished]"),
            List.of("ChangeCipherSpec", "[Finished]", "[ApplicationData]"));
  }

  @Test
  void knowsWhoSentAndHowMuchAndWhen() throws Exception {
    List<Step> steps = Vectors.ladder(1).steps();

    assertThat(steps.get(0))
        .isEqualTo(new Step.Datagram(1_500_000, true, 40, List.of("ClientHello")));
    assertThat(((Step.Datagram) steps.get(1)).up()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "c2000000060328 00000000,Alert fatal handshake_failure",
    "c20000000601ff 00000000,Alert warning alert 255",
    "c2000000020328,malformed alert",
    "e20005 0001 00,[Alert]",
    "e30005 0001 00,[Handshake]",
    "c30000 0001 00,HelloRequest",
    "c30000 0001 63,handshake of unknown type 99",
    "ef0000 0001 00,[record of unknown type 0xef]",
    "c30000 0009 00,malformed: length",
  })
  void namesWhateverComes(String hex, String name) {
    byte[] datagram = HexFormat.of().parseHex(hex.replace(" ", ""));

    assertThat(RecordNames.of(datagram).get(0)).isEqualTo(name);
  }

  @Test
  void neverFailsOnAnyDatagram() throws Exception {
    for (int number = 1; number <= 12; number++) {
      for (var packet : Vectors.handshake(number)) {
        for (int length = 0; length < packet.datagram().length; length++) {
          byte[] cut = Arrays.copyOf(packet.datagram(), length);
          assertThat(RecordNames.of(cut)).as("handshake %d cut at %d", number, length).isNotEmpty();
        }
      }
    }
  }

  @Test
  void waitsForItsLastStep() throws Exception {
    Ladder ladder = new Ladder(new InetSocketAddress("127.0.0.1", 1), System::nanoTime);
    assertThat(ladder.await(step -> true, Duration.ofMillis(1))).isFalse();

    CompletableFuture<Void> later = CompletableFuture.runAsync(() -> ladder.asked(0, "GET /"));

    assertThat(ladder.await(Step.OriginMessage.class::isInstance, Duration.ofSeconds(10))).isTrue();
    later.get(10, TimeUnit.SECONDS);
  }

  private static List<List<String>> records(int number) throws Exception {
    return Vectors.ladder(number).steps().stream()
        .map(step -> ((Step.Datagram) step).records())
        .toList();
  }
}
