package wtls.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.client.ConnectRequest;
import wtls.api.client.ConnectionClosedException;
import wtls.api.client.EngineUnavailableException;
import wtls.api.client.HandshakeException;
import wtls.api.client.Negotiated.Handshake;
import wtls.api.client.UnreachableException;
import wtls.api.client.UntrustedServerException;
import wtls.api.client.WtlsException;
import wtls.api.session.Peer;
import wtls.gateway.wsp.Headers;
import wtls.gateway.wsp.Reply;
import wtls.gateway.wsp.Request;
import wtls.launcher.capture.CapturedPackets;
import wtls.launcher.page.FakeConnection;
import wtls.launcher.service.PhoneSettings;

class GetCommandTest {
  private static final String URL = "http://example.org/a.txt";
  private static final Path ROOT =
      Path.of("../wtls.protocol/src/test/resources/vectors/derived_ca_rsa.wtls");

  @TempDir Path temporary;
  private Path home;
  private FakeServices services;
  private FakeConnection connection;
  private Console console;

  @BeforeEach
  void prepare() {
    home = temporary.resolve("home");
    services = new FakeServices();
    console = new Console(services, home);
    connection = new FakeConnection(Handshake.FULL, request -> List.of(reply(request, 200)));
    services.connecting = request -> connection;
  }

  @Test
  void bodyGoesToStandardOutputAndNothingElseDoes() {
    assertThat(console.run("get", URL)).isZero();

    assertThat(console.out()).isEqualTo("hello\n");
    assertThat(console.err())
        .contains(
            "connected to 127.0.0.1:9202: full handshake, ECDH_ECDSA on secp160r1 with"
                + " RC5_CBC/SHA, class 2 (server authenticated), session 0102030405060708, ")
        .contains("the gateway is \"gw; WTLS; FI; 127.0.0.1\", says \"ca; WTLS; FI\"\n")
        .contains("200 text/plain, 6 octets, ");
    assertThat(connection.isClosed()).isTrue();
  }

  @Test
  void asksForWhatTheOptionsSay() {
    console.run(
        "get",
        "--gateway=127.0.0.2:9302",
        "--server-name=gw.example.org",
        "--engine=phone",
        "--suite=RSA",
        "--suite=3DES_CBC_EDE/SHA",
        "--allow-legacy=DES_CBC",
        "--key-refresh=5",
        "--omit-length",
        URL);

    ConnectRequest request = services.requests.get(0);
    assertThat(request.peer()).isEqualTo(new Peer("gw.example.org", 9302));
    assertThat(request.address()).isEqualTo(new InetSocketAddress("127.0.0.2", 9302));
    assertThat(request.engine()).contains("phone");
    assertThat(request.keyExchanges()).containsExactly(KeyExchangeSuite.RSA);
    assertThat(request.cipherSuites()).hasToString("[3DES_CBC_EDE/SHA]");
    assertThat(request.allowedLegacy()).containsExactly("DES_CBC");
    assertThat(request.keyRefresh()).isEqualTo(5);
    assertThat(request.lengthField()).isFalse();
    assertThat(request.resume()).isFalse();
  }

  @Test
  void resumesOnlyWhenToldToAndSaysWhenItCannot() {
    assertThat(console.run("get", "--resume", URL)).isZero();

    assertThat(services.requests.get(0).resume()).isTrue();
    assertThat(console.err()).contains("no stored session could be resumed\n");

    connection = new FakeConnection(Handshake.ABBREVIATED, request -> List.of(reply(request, 200)));
    console.run("get", "--resume", URL);
    assertThat(console.err()).doesNotContain("no stored session").contains("abbreviated handshake");
  }

  @Test
  void fetchesAsOftenAsToldOverOneConnection() {
    assertThat(console.run("get", "--count=3", URL)).isZero();

    assertThat(console.out()).isEqualTo("hello\nhello\nhello\n");
    assertThat(connection.requests()).hasSize(3);
    assertThat(services.requests).hasSize(1);
    assertThat(console.err()).contains("3 pages: the fastest in ");
  }

  @Test
  void errorOfTheOriginHasItsCodeAndItsBody() {
    connection = new FakeConnection(Handshake.FULL, request -> List.of(reply(request, 404)));

    assertThat(console.run("get", URL)).isEqualTo(6);
    assertThat(console.out()).isEqualTo("hello\n");
    assertThat(console.err()).contains("404 text/plain, 6 octets, ");
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new UnreachableException("Nobody is there."), 3),
        Arguments.of(new ConnectionClosedException("It has ended."), 3),
        Arguments.of(new HandshakeException("Not so.", 71), 4),
        Arguments.of(new UntrustedServerException("No root."), 5),
        Arguments.of(new EngineUnavailableException("No engine."), 7),
        Arguments.of(new WtlsException("Something else."), 1));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failureToConnectHasItsOwnCode(WtlsException failure, int code) {
    services.connecting =
        request -> {
          throw failure;
        };

    assertThat(console.run("get", URL)).isEqualTo(code);
    assertThat(console.err()).endsWith("wtls get: " + failure.getMessage() + "\n");
    assertThat(console.out()).isEmpty();
  }

  @Test
  void refusalForWantOfCommonGroundIsExplained() {
    services.connecting =
        request -> {
          throw new HandshakeException("The server refused.", 40);
        };

    assertThat(console.run("get", URL)).isEqualTo(4);
    assertThat(console.err())
        .endsWith(
            "wtls get: The server refused. It may have no suite in common, or no certificate from"
                + " the roots trusted here.\n");
  }

  @Test
  void interruptEndsIt() {
    services.connecting =
        request -> {
          throw new InterruptedException();
        };

    assertThat(console.run("get", URL)).isEqualTo(130);
  }

  @Test
  void errorOfOursIsToldAsSuch() {
    services.connecting =
        request -> {
          throw new IllegalStateException("bug");
        };

    assertThat(console.run("get", URL)).isEqualTo(1);
    assertThat(console.err())
        .endsWith(
            "wtls get: internal error: java.lang.IllegalStateException: bug\n"
                + "Run it again with --verbose, and report what that says.\n");

    assertThat(console.run("get", "--verbose", URL)).isEqualTo(1);
    assertThat(console.err()).contains("\tat wtls.launcher.");
  }

  @Test
  void trustsTheRootsInTheHomeAndSaysSo() throws Exception {
    console.run("get", URL);
    assertThat(console.err())
        .startsWith(
            "trusting nobody: there is no "
                + home.resolve("ca.wtls")
                + "; start a gateway, or give --trust\n");

    Files.copy(ROOT, home.resolve("ca.wtls"));
    console.run("get", URL);
    assertThat(console.err()).startsWith("trusting the root in " + home.resolve("ca.wtls") + "\n");
    assertThat(services.phones)
        .extracting(PhoneSettings::roots)
        .containsExactly(List.of(), List.of(home.resolve("ca.wtls")));
    assertThat(services.phones.get(0).store())
        .isEqualTo(
            Optional.of(
                new PhoneSettings.Store(home.resolve("phone.store"), home.resolve("phone.key"))));
  }

  @Test
  void trustsAnotherFileInstead() {
    console.run("get", "--trust=" + ROOT, URL);

    assertThat(console.err()).startsWith("trusting the root in " + ROOT + "\n");
    assertThat(services.phones.get(0).roots()).containsExactly(ROOT);
  }

  @Test
  void fileWithoutCertificatesIsNotTrusted() throws Exception {
    Path file = Files.writeString(temporary.resolve("roots.pem"), "nothing of the kind");

    assertThat(console.run("get", "--trust=" + file, URL)).isEqualTo(2);
    assertThat(console.err()).startsWith("wtls get: --trust: " + file + " holds no certificates (");

    console.run("get", URL);
    Files.copy(file, home.resolve("ca.wtls"));
    assertThat(console.run("get", URL)).isEqualTo(7);
    assertThat(console.err())
        .startsWith("wtls get: " + home.resolve("ca.wtls") + " holds no certificates (");
  }

  @Test
  void clientOfTheSmallCaGetsItsKeys() {
    assertThat(console.run("get", "--client=alice", URL)).isZero();

    assertThat(services.phones.get(0).identities())
        .containsExactly(
            home.resolve("clients/alice-rsa.pem"), home.resolve("clients/alice-ec.pem"))
        .allMatch(Files::isReadable);
    assertThat(console.err()).startsWith("trusting the 2 roots in " + home.resolve("ca.wtls"));
  }

  @Test
  void clientNeedsProperName() {
    assertThat(console.run("get", "--client=../alice", URL)).isEqualTo(7);
    assertThat(console.err()).startsWith("wtls get: A client's name has 1 to 64 letters, ");
  }

  @Test
  void writesCapture() throws Exception {
    Path file = temporary.resolve("get.pcap");
    services.connecting =
        request -> {
          services
              .taps
              .get(0)
              .passed(new InetSocketAddress("127.0.0.1", 1), request.address(), new byte[] {1});
          return connection;
        };

    assertThat(console.run("get", "--pcap=" + file, URL)).isZero();
    assertThat(console.err()).endsWith("captured 1 datagrams in " + file + "\n");
    assertThat(CapturedPackets.read(file).packets()).hasSize(1);
    assertThat(services.taps).isEmpty();
  }

  @Test
  void captureThatCannotBeWrittenIsNamed() {
    Path file = temporary.resolve("no/such/folder/get.pcap");

    assertThat(console.run("get", "--pcap=" + file, URL)).isEqualTo(7);
    assertThat(console.err())
        .contains("wtls get: The capture " + file + " cannot be written (")
        .endsWith("); name another file.\n");
    assertThat(services.requests).isEmpty();
  }

  @Test
  void homeThatIsAFileIsNamed() throws Exception {
    Path file = Files.createFile(temporary.resolve("file"));

    assertThat(console.run("get", "--home=" + file, URL)).isEqualTo(7);
    assertThat(console.err())
        .isEqualTo("wtls get: " + file + " is not a folder; choose another with --home.\n");
  }

  private static byte[] reply(Request request, int status) {
    Headers headers = Headers.NONE.with("Content-Type", "text/plain");
    return FakeConnection.datagram(
        new Reply(
            request.transactionId(),
            status,
            headers,
            "hello\n".getBytes(StandardCharsets.US_ASCII)));
  }
}
