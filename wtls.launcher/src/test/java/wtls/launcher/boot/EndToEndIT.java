package wtls.launcher.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import wtls.launcher.boot.WtlsProcess.Ended;
import wtls.launcher.capture.CapturedPackets;

/** Gateway and client as processes of their own, from a fresh home, before an HTTP origin. */
@Timeout(300)
class EndToEndIT {
  private static final String PAGE = "<wml><card><p>h\u00e9llo</p></card></wml>\n";

  @TempDir Path folder;
  private HttpServer origin;

  @BeforeEach
  void startOrigin() throws IOException {
    origin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    origin.createContext("/", EndToEndIT::serve);
    origin.start();
  }

  @AfterEach
  void stopOrigin() {
    origin.stop(0);
  }

  private static void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean there = exchange.getRequestURI().getPath().equals("/page.wml");
      byte[] body = (there ? PAGE : "no such page\n").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", there ? "text/vnd.wap.wml" : "text/plain");
      exchange.sendResponseHeaders(there ? 200 : 404, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Test
  void runShowsBothHandshakesAndLeavesNothingBehind() throws Exception {
    Path capture = folder.resolve("run.pcap");

    Ended ended = WtlsProcess.run(folder, "run", "--engine=phone", "--pcap=" + capture);

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out())
        .contains("│─ ClientHello ─")
        .contains("│◀──────────────────────────────── ServerHelloDone ─│")
        .contains("│─ CertificateVerify, ChangeCipherSpec, [Finished] ▶│")
        .contains("─ ServerHello, ChangeCipherSpec, [Finished] ─│")
        .contains("│─ GET /deck.wml ─")
        .contains("─ 200 text/plain ─│");
    assertThat(ended.out().lines())
        .anyMatch(line -> line.matches("handshake +full +abbreviated"))
        .anyMatch(line -> line.matches("session +([0-9a-f]{16}) +\\1"))
        .anyMatch(line -> line.matches("status +200 +200"))
        .allMatch(line -> line.length() <= 100);
    assertThat(ended.err()).matches("captured [0-9]+ datagrams in .*/run.pcap\n");
    assertThat(WtlsProcess.leftBehind(folder)).isEmpty();
  }

  @Test
  void runShowsTheEnginesOverCards() throws Exception {
    Ended ended = WtlsProcess.run(folder, "run");

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("│◀ ESTABLISH ─").contains("│◀ FINISH ─");
    assertThat(ended.out().lines())
        .anyMatch(line -> line.matches("phone +full +RSA +3 +phone +0 +0 .*"))
        .anyMatch(line -> line.matches("card-storage +abbreviated +RSA +3 +readable .*"))
        .anyMatch(line -> line.matches("card-crypto +full +RSA +3 +sealed .*"))
        .anyMatch(line -> line.matches("card-crypto +abbreviated +RSA +3 +sealed .*"))
        .anyMatch(line -> line.matches("card-full +full +RSA +3 +sealed .*"))
        .anyMatch(line -> line.matches("card-full +abbreviated +RSA +3 +sealed .*"))
        .allMatch(line -> line.length() <= 100);
    assertThat(WtlsProcess.leftBehind(folder)).isEmpty();
  }

  @Test
  void cardKeepsItsSessionFromProcessToProcess() throws Exception {
    Path pins = Files.writeString(folder.resolve("pins"), "135790\n246802\n");
    Files.setPosixFilePermissions(pins, PosixFilePermissions.fromString("rw-------"));
    String pinFile = "--pin-file=" + pins;
    try (WtlsProcess gateway = gateway("--class=3")) {
      String address = address(gateway);
      Ended made = WtlsProcess.run(folder, "card", "init", "alice", pinFile);
      assertThat(made.code()).as(made.err()).isZero();

      Ended first = get(address, "/page.wml", "--engine=card-crypto", pinFile);
      assertThat(first.code()).as(first.err()).isZero();
      assertThat(first.out()).isEqualTo(PAGE);
      assertThat(first.err())
          .contains("engine card-crypto over card alice, which trusts 2 roots")
          .contains(": full handshake, RSA with RC5_CBC/SHA, class 3 (both sides authenticated)");

      Ended second = get(address, "/page.wml", "--engine=card-crypto", "--resume", pinFile);
      assertThat(second.code()).as(second.err()).isZero();
      assertThat(second.err()).contains(": abbreviated handshake, ");

      assertThat(WtlsProcess.run(folder, "card", "pull", "alice").code()).isZero();
      Ended pulled = get(address, "/page.wml", "--engine=card-crypto", "--resume", pinFile);
      assertThat(pulled.code()).as(pulled.err()).isEqualTo(8);
      assertThat(WtlsProcess.run(folder, "card", "insert", "alice").code()).isZero();
      Ended third = get(address, "/page.wml", "--engine=card-crypto", "--resume", pinFile);
      assertThat(third.err()).contains(": abbreviated handshake, ");

      Files.writeString(pins, "0000");
      Ended wrong = get(address, "/page.wml", "--engine=card-crypto", pinFile);
      assertThat(wrong.code()).as(wrong.err()).isEqualTo(9);

      gateway.terminate();
      assertThat(gateway.end().code()).isZero();
    }
    assertThat(WtlsProcess.leftBehind(folder)).isEmpty();
  }

  @Test
  void wiresharkReadsTheCapture() throws Exception {
    assumeTrue(Tshark.isThere(), "tshark is not installed");
    Path capture = folder.resolve("run.pcap");
    Ended ended = WtlsProcess.run(folder, "run", "--pcap=" + capture);
    assertThat(ended.code()).as(ended.err()).isZero();

    assertThat(malformed(capture)).isEmpty();
    assertThat(
            Tshark.dissect(
                capture,
                port(capture),
                "-T",
                "fields",
                "-e",
                "ip.checksum.status",
                "-e",
                "udp.checksum.status"))
        .isNotEmpty()
        .containsOnly("1\t1");
    assertThat(details(capture))
        .contains(
            "Type: Client Hello (1)",
            "Type: Server Hello (2)",
            "Type: Certificate (11)",
            "Type: Server Hello Done (14)",
            "Type: Client Key Exchange (16)",
            "Cipher: RC5 CBC, SHA",
            "Key Exchange: RSA (8)")
        .anyMatch(line -> line.contains("WTLS Gateway; ; ; 127.0.0.1"));
  }

  @Test
  void wiresharkReadsAClientThatSigns() throws Exception {
    assumeTrue(Tshark.isThere(), "tshark is not installed");
    Path capture = folder.resolve("class3.pcap");
    try (WtlsProcess gateway = gateway("--class=3")) {
      get(address(gateway), "/page.wml", "--client=alice", "--suite=RSA", "--pcap=" + capture);
    }

    assertThat(malformed(capture)).isEmpty();
    assertThat(details(capture))
        .contains(
            "Key Exchange: RSA (8)",
            "Cipher Bulk: RC5 CBC (3)",
            "Cipher MAC: SHA (3)",
            "Type: Certificate Request (13)",
            "Type: Client Key Exchange (16)",
            "Type: Certificate Verify (15)",
            "Name: WTLS Gateway; ; ; 127.0.0.1",
            "Name: WTLS Client; ; ; alice");
  }

  @Test
  void wiresharkReadsAnAnonymousCurveAndRecordsThatRenewTheirKeys() throws Exception {
    assumeTrue(Tshark.isThere(), "tshark is not installed");
    Path capture = folder.resolve("anonymous.pcap");
    String legacy = "--allow-legacy=ECDH_anon";
    try (WtlsProcess gateway = gateway("--class=1", legacy)) {
      String[] options = {
        legacy,
        "--suite=ECDH_anon",
        "--suite=3DES_CBC_EDE/SHA_80",
        "--key-refresh=0",
        "--count=4",
        "--pcap=" + capture
      };
      get(address(gateway), "/page.wml", options);
    }

    assertThat(malformed(capture)).isEmpty();
    assertThat(details(capture))
        .contains(
            "Key Exchange: EC Diffie Hellman Anonymous (11)",
            "Cipher Bulk: 3DES CBC cwEDE40 (6)",
            "Cipher MAC: SHA 80 (2)",
            "Refresh: 0",
            "Type: Server Key Exchange (12)",
            "Type: Client Key Exchange (16)")
        .filteredOn(".... 0100 = Record Type: application_data (4)"::equals)
        .hasSizeGreaterThanOrEqualTo(2 * 4);
  }

  @Test
  void wiresharkReadsAllOfACertifiedCurveButItsCertificates() throws Exception {
    assumeTrue(Tshark.isThere(), "tshark is not installed");
    Path capture = folder.resolve("curve.pcap");
    try (WtlsProcess gateway = gateway()) {
      get(address(gateway), "/page.wml", "--suite=ECDH_ECDSA", "--pcap=" + capture);
    }

    // It does not know the keys of such certificates, and stops reading there.
    assertThat(malformed(capture, "-T", "fields", "-e", "wtls.handshake.type"))
        .containsOnly("2,11");
    assertThat(details(capture))
        .contains(
            "Key Exchange: EC Diffie Hellman ECDSA (14)",
            "Cipher Bulk: RC5 CBC (3)",
            "Type: Client Hello (1)",
            "Type: Server Hello (2)",
            "Type: Certificate (11)",
            "Public Key Type: ECDH (3)",
            "Type: Client Key Exchange (16)",
            "Name: WTLS Gateway; ; ; 127.0.0.1");
  }

  /** What tshark says of the frames in which something is wrong. */
  private static List<String> malformed(Path capture, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of("-Y", "_ws.malformed || _ws.expert"));
    all.addAll(List.of(options));
    return Tshark.dissect(capture, port(capture), all.toArray(String[]::new));
  }

  private static List<String> details(Path capture) throws Exception {
    return Tshark.dissect(capture, port(capture), "-V", "-O", "wtls").stream()
        .map(String::strip)
        .toList();
  }

  /** The gateway's port: the phone speaks first. */
  private static int port(Path capture) throws IOException {
    return CapturedPackets.read(capture).packets().get(0).to().getPort();
  }

  @Test
  void fetchesAndLaterResumes() throws Exception {
    try (WtlsProcess gateway = gateway()) {
      String address = address(gateway);

      Ended first = get(address, "/page.wml");
      assertThat(first.code()).as(first.err()).isZero();
      assertThat(first.out()).isEqualTo(PAGE);
      assertThat(first.err())
          .contains("trusting the 2 roots in " + folder.resolve("home/ca.wtls"))
          .contains(": full handshake, RSA with RC5_CBC/SHA, class 2 (server authenticated)")
          .contains("200 text/vnd.wap.wml, ");

      Ended second = get(address, "/page.wml", "--resume", "--count=3");
      assertThat(second.code()).as(second.err()).isZero();
      assertThat(second.out()).isEqualTo(PAGE.repeat(3));
      assertThat(second.err()).contains(": abbreviated handshake, ");

      Ended third = get(address, "/missing");
      assertThat(third.code()).isEqualTo(6);
      assertThat(third.out()).isEqualTo("no such page\n");

      gateway.terminate();
      Ended ended = gateway.end();
      assertThat(ended.code()).isZero();
      assertThat(ended.err()).contains("stopped after 3 handshakes (1 abbreviated, 0 refused)");
    }
    assertThat(WtlsProcess.leftBehind(folder)).isEmpty();
  }

  @Test
  void sessionsSurviveTheGateway() throws Exception {
    String store = "--store=" + folder.resolve("sessions.db");
    String address;
    try (WtlsProcess gateway = gateway(store)) {
      address = address(gateway);
      assertThat(get(address, "/page.wml").code()).isZero();
      gateway.terminate();
      assertThat(gateway.end().code()).isZero();
    }
    try (WtlsProcess gateway = WtlsProcess.start(folder, "gateway", "--listen=" + address, store)) {
      address(gateway);
      assertThat(get(address, "/page.wml", "--resume").err()).contains(": abbreviated handshake, ");
    }
  }

  @Test
  void ellipticCurvesAndClientCertificatesWork() throws Exception {
    try (WtlsProcess gateway = gateway("--class=3")) {
      String address = address(gateway);

      Ended rsa = get(address, "/page.wml", "--client=alice", "--suite=RSA");
      assertThat(rsa.err()).contains(", class 3 (both sides authenticated)");
      assertThat(rsa.code()).isZero();

      Ended curve = get(address, "/page.wml", "--client=alice", "--suite=ECDH_ECDSA");
      assertThat(curve.err())
          .contains("ECDH_ECDSA on secp160r1 with RC5_CBC/SHA, class 3 (both sides authenticated)");
      assertThat(curve.code()).isZero();
    }
  }

  @Test
  void anonymousKeyExchangeWorksWhereBothSidesNameIt() throws Exception {
    try (WtlsProcess gateway = gateway("--class=1", "--allow-legacy=RSA_anon")) {
      String address = address(gateway);

      Ended ended = get(address, "/page.wml", "--suite=RSA_anon", "--allow-legacy=RSA_anon");

      assertThat(ended.err()).contains("RSA_anon with RC5_CBC/SHA, class 1 (nobody authenticated)");
      assertThat(ended.out()).isEqualTo(PAGE);
    }
  }

  @Test
  void damagedFilesAreNamed() throws Exception {
    Path damaged = Files.writeString(folder.resolve("damaged"), "nothing of the kind");

    Ended gateway =
        WtlsProcess.run(folder, "gateway", "--listen=127.0.0.1:0", "--store=" + damaged);
    assertThat(gateway.code()).isEqualTo(7);
    assertThat(gateway.err())
        .startsWith("wtls gateway: The session store " + damaged + " is damaged")
        .hasLineCount(1);

    Files.copy(damaged, folder.resolve("home/phone.store"));
    Ended get = get("127.0.0.1:9202", "/");
    assertThat(get.code()).isEqualTo(7);
    assertThat(get.err()).contains("phone.store").doesNotContain("\tat ");
    assertThat(WtlsProcess.leftBehind(folder)).isEmpty();
  }

  @Test
  void strangersAreRefusedWithTheirOwnCodes() throws Exception {
    try (WtlsProcess gateway = gateway("--suite=RSA")) {
      String address = address(gateway);

      Ended unknown = get(address, "/", "--trust=" + otherRoots());
      assertThat(unknown.code()).as(unknown.err()).isEqualTo(4);

      Ended untrusted = get(address, "/", "--home=" + folder.resolve("strangers"));
      assertThat(untrusted.code()).as(untrusted.err()).isEqualTo(5);

      Ended misnamed = get(address, "/", "--server-name=gw.example.org");
      assertThat(misnamed.code()).as(misnamed.err()).isEqualTo(5);

      Ended refused = get(address, "/", "--suite=ECDH_ECDSA");
      assertThat(refused.code()).as(refused.err()).isEqualTo(4);

      for (Ended ended : List.of(unknown, untrusted, misnamed, refused)) {
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines()).last().asString().startsWith("wtls get: ").endsWith(".");
      }
    }
  }

  @Test
  void gatewayThatIsNotThereCannotBeReached() throws Exception {
    String address;
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      address = "127.0.0.1:" + free.getLocalPort();
    }

    Ended ended = get(address, "/");

    assertThat(ended.code()).as(ended.err()).isEqualTo(3);
    assertThat(ended.out()).isEmpty();
  }

  private WtlsProcess gateway(String... options) throws IOException {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "gateway";
    arguments[1] = "--listen=127.0.0.1:0";
    System.arraycopy(options, 0, arguments, 2, options.length);
    return WtlsProcess.start(folder, arguments);
  }

  private static String address(WtlsProcess gateway) throws IOException {
    String said = gateway.awaitLine("listening on ");
    return said.substring(0, said.indexOf(','));
  }

  private Ended get(String gateway, String path, String... options) throws Exception {
    String[] arguments = new String[options.length + 3];
    arguments[0] = "get";
    arguments[1] = "--gateway=" + gateway;
    System.arraycopy(options, 0, arguments, 2, options.length);
    arguments[arguments.length - 1] = "http://127.0.0.1:" + origin.getAddress().getPort() + path;
    return WtlsProcess.run(folder, arguments);
  }

  private Path otherRoots() {
    Path roots = Path.of("../wtls.protocol/src/test/resources/vectors/derived_ca_rsa.wtls");
    assertThat(Files.isReadable(roots)).isTrue();
    return roots.toAbsolutePath();
  }
}
