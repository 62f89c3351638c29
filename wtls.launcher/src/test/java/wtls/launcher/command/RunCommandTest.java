package wtls.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wtls.api.client.ConnectRequest;
import wtls.api.client.HandshakeException;
import wtls.api.client.Negotiated.Handshake;
import wtls.api.client.SecureConnection;
import wtls.api.trace.CardTap.Exchange;
import wtls.gateway.wsp.Headers;
import wtls.gateway.wsp.Reply;
import wtls.gateway.wsp.Request;
import wtls.launcher.page.FakeConnection;

class RunCommandTest {
  private static final InetSocketAddress PHONE = new InetSocketAddress("127.0.0.1", 50001);

  /** Keys take a while to make: all tests share them. */
  @TempDir static Path temporary;

  private FakeServices services;
  private Console console;

  @BeforeEach
  void prepare() {
    services = new FakeServices();
    console = new Console(services, temporary.resolve("home"));
    services.connecting = this::connect;
  }

  /** Shows a hello to the tap, and answers every request. */
  private SecureConnection connect(ConnectRequest request) {
    byte[] hello = {0x43, 0, 0, 1, 0, 0};
    services.taps.forEach(tap -> tap.passed(PHONE, request.address(), hello));
    boolean first = services.requests.size() % 2 == 1;
    String engine = request.engine().orElseThrow();
    Exchange exchange =
        new Exchange("demo/demo", "FINISH", 0x90180000, 100, 50, 0x9000, Duration.ZERO);
    services.cardTaps.stream()
        .filter(tap -> !engine.equals("phone"))
        .forEach(tap -> tap.exchanged(exchange));
    return new FakeConnection(
        first ? Handshake.FULL : Handshake.ABBREVIATED,
        engine,
        wsp -> {
          services.taps.forEach(tap -> tap.passed(request.address(), PHONE, closing()));
          return List.of(reply(wsp));
        });
  }

  @Test
  void drawsLadderAndTable() {
    assertThat(console.run("run", "--engine=phone")).isZero();

    assertThat(console.out().lines())
        .anyMatch(line -> line.contains("│─ ClientHello ──────"))
        .anyMatch(line -> line.contains("│  phone: full "))
        .anyMatch(line -> line.contains("│  phone: abbreviated "))
        .anyMatch(line -> line.matches("handshake {6,}full {3,}abbreviated"))
        .anyMatch(line -> line.matches("session +0102030405060708 +0102030405060708"))
        .anyMatch(line -> line.matches("datagrams +2 +2"))
        .anyMatch(line -> line.matches("octets +20 +20"))
        .anyMatch(line -> line.matches("page +/deck.wml +/note.txt"))
        .anyMatch(line -> line.matches("content type +text/plain +text/plain"))
        .anyMatch(line -> line.startsWith("gateway on UDP 127.0.0.1:40000, origin at http://"))
        .allMatch(line -> line.length() <= 100);
    assertThat(console.err()).isEmpty();
    assertThat(services.gatewayClosed).isTrue();
    assertThat(services.taps).isEmpty();
  }

  @Test
  void showsEveryEngineWithItsCard() {
    assertThat(console.run("run")).as(console.err()).isZero();

    assertThat(console.out().lines())
        .anyMatch(line -> line.contains("│◀ FINISH ─"))
        .anyMatch(line -> line.contains("card-crypto: abbreviated"))
        .anyMatch(line -> line.matches("phone +full +ECDH_ECDSA .* 0 +0 +20 .* ms .* ms"))
        .anyMatch(line -> line.matches("card-storage +full .* 1 +150 +20 .* ms .* ms"))
        .anyMatch(line -> line.matches("card-crypto +abbreviated .* 1 +150 +20 .* ms .* ms"))
        .anyMatch(line -> line.matches("card-full +abbreviated .* 1 +150 +20 .* ms .* ms"))
        .allMatch(line -> line.length() <= 100);
    assertThat(services.requests).hasSize(8);
    assertThat(services.pinEntries).isEmpty();
    assertThat(services.cardTaps).isEmpty();
    assertThat(services.readersClosed).isEqualTo(3);
    assertThat(services.cardFolders).hasSize(3).noneMatch(Files::exists);
  }

  @Test
  void bothSidesAuthenticate() {
    console.run("run", "--engine=phone");

    assertThat(services.gateways.get(0).wtlsClass()).isEqualTo(3);
    assertThat(services.phones.get(0).identities()).hasSize(2).allMatch(Files::exists);
  }

  @Test
  void engineThatIsNotThereIsBadUsage() {
    assertThat(console.run("run", "--engine=card-gold")).isEqualTo(2);
    assertThat(console.err())
        .startsWith(
            "wtls run: --engine: there is no engine card-gold; give phone, card-storage,"
                + " card-crypto or card-full.\n");
  }

  @Test
  void cardsAreDestroyedWhenTheirDemonstrationFails() {
    services.connecting =
        request -> {
          throw new HandshakeException("No suite in common.");
        };

    assertThat(console.run("run", "--engine=card-crypto")).isEqualTo(4);
    assertThat(services.readersClosed).isEqualTo(1);
    assertThat(services.cardFolders).hasSize(1).noneMatch(Files::exists);
    assertThat(services.gatewayClosed).isTrue();
  }

  @Test
  void drawsWithAsciiWhenTold() {
    console.run("run", "--engine=phone", "--ascii");

    assertThat(console.out()).contains("|- ClientHello ------").matches("\\p{ASCII}*");
  }

  @Test
  void phoneTrustsTheGatewaysRootAndKeepsItsSessionsInMemory() {
    console.run("run", "--engine=phone");

    assertThat(services.phones.get(0).roots())
        .containsExactly(temporary.resolve("home").resolve("ca.wtls"));
    assertThat(services.phones.get(0).store()).isEmpty();
    assertThat(services.gateways.get(0).store()).isEmpty();
  }

  @Test
  void failureHasItsCode() {
    services.connecting =
        request -> {
          throw new HandshakeException("No suite in common.");
        };

    assertThat(console.run("run")).isEqualTo(4);
    assertThat(console.err()).isEqualTo("wtls run: No suite in common.\n");
    assertThat(services.gatewayClosed).isTrue();
  }

  /** A sealed alert. */
  private static byte[] closing() {
    return new byte[] {(byte) 0xe2, 0, 9, 0, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  }

  private static byte[] reply(Request request) {
    Headers headers = Headers.NONE.with("Content-Type", "text/plain");
    return FakeConnection.datagram(
        new Reply(
            request.transactionId(), 200, headers, "hello\n".getBytes(StandardCharsets.US_ASCII)));
  }
}
