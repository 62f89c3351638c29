package wtls.launcher.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wtls.api.client.Negotiated.Handshake;
import wtls.api.client.SecureConnection;
import wtls.gateway.wsp.Headers;
import wtls.gateway.wsp.Reply;
import wtls.gateway.wsp.Request;
import wtls.launcher.page.FakeConnection;

/** Fetching a page with the engine of a card, on simulated cards in a home. */
class GetWithCardTest {
  private static final String URL = "http://localhost:8080/";
  private static final String PIN = "135790";

  @TempDir Path folder;
  private FakeServices services;
  private Console console;
  private Path pins;

  @BeforeEach
  void prepare() throws IOException {
    services = new FakeServices();
    services.connecting =
        request ->
            connected(new FakeConnection(Handshake.ABBREVIATED, "card", w -> List.of(reply(w))));
    console = new Console(services, folder.resolve("home"));
    pins = Files.writeString(folder.resolve("pins"), PIN);
    Files.setPosixFilePermissions(pins, PosixFilePermissions.fromString("rw-------"));
  }

  /** The card is there, and its PIN given, when the handshake begins. */
  private SecureConnection connected(FakeConnection connection) {
    assertThat(services.pinEntries).hasSize(1);
    assertThat(services.readersClosed).isZero();
    return connection;
  }

  private static byte[] reply(Request request) {
    Headers headers = Headers.NONE.with("Content-Type", "text/plain");
    return FakeConnection.datagram(
        new Reply(request.transactionId(), 200, headers, "hello\n".getBytes(UTF_8)));
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(services.pinEntries).isEmpty();
    assertThat(services.readersClosed).isEqualTo(services.cardFolders.size());
  }

  private void init(String name, String cardClass) {
    int code = console.run("card", "init", name, "--class=" + cardClass, "--pin-file=" + pins);
    assertThat(code).as(console.err()).isZero();
  }

  @Test
  void usesTheEngineOverTheCardThatIsIn() {
    init("alice", "crypto");

    int code = console.run("get", "--engine=card-crypto", "--resume", "--pin-file=" + pins, URL);

    assertThat(code).as(console.err()).isZero();
    assertThat(console.out()).isEqualTo("hello\n");
    assertThat(console.err())
        .startsWith("engine card-crypto over card alice, which trusts 2 roots\n")
        .doesNotContain("trusting");
    assertThat(services.requests.get(0).engine()).contains("card-crypto");
    assertThat(services.phones).isEmpty();
    assertThat(services.cardFolders).containsExactly(folder.resolve("home/cards"));
  }

  @Test
  void theCardOfManyDecidesOnTheEngine() {
    init("alice", "crypto");
    init("bob", "storage");

    assertThat(console.run("get", "--engine=card-storage", "--pin-file=" + pins, URL)).isEqualTo(8);
    assertThat(console.err()).contains("alice, bob; choose with --card.");
    assertThat(console.run("get", "--card=bob", "--pin-file=" + pins, URL)).isZero();
    assertThat(services.requests.get(0).engine()).contains("card-storage");
  }

  @Test
  void asksForThePinAtTheTerminal() {
    init("alice", "storage");
    console.prompt =
        question -> {
          assertThat(question).matches("\"PIN-G\" of card [0-9a-f]{16}: ");
          return Optional.of(PIN.getBytes(UTF_8));
        };

    assertThat(console.run("get", "--card=alice", URL)).as(console.err()).isZero();
  }

  @Test
  void missingAndWrongPinsHaveTheirCode() throws IOException {
    init("alice", "storage");

    assertThat(console.run("get", "--card=alice", URL)).isEqualTo(9);
    assertThat(console.err())
        .matches(
            "wtls get: No right PIN was given for \"PIN-G\" of card [0-9a-f]{16}: it has 3 tries"
                + " left. Give it at a terminal, or in a file: --pin-file.\n");
    Files.writeString(pins, "0000");
    assertThat(console.run("get", "--card=alice", "--pin-file=" + pins, URL)).isEqualTo(9);
    assertThat(console.err()).contains("it has 2 tries left.");
    assertThat(services.requests).isEmpty();
  }

  @Test
  void saysWhatToDoWithoutCard() {
    assertThat(console.run("get", "--engine=card-crypto", URL)).isEqualTo(8);
    assertThat(console.err())
        .isEqualTo("wtls get: No card is there; make one with: wtls card init NAME.\n");
    init("alice", "storage");
    assertThat(console.run("get", "--engine=card-full", URL)).isEqualTo(8);
    assertThat(console.err())
        .isEqualTo(
            "wtls get: The card alice is of class storage, too low for the engine card-full; use"
                + " another card, or the engine card-storage.\n");
    console.run("card", "pull", "alice");
    assertThat(console.run("get", "--engine=card-storage", URL)).isEqualTo(8);
    assertThat(console.err()).contains("put one in with: wtls card insert alice.");
  }

  @Test
  void phoneOptionsDoNotGoWithCards() {
    assertThat(console.run("get", "--engine=card-full", "--client=bob", URL)).isEqualTo(2);
    assertThat(console.err()).contains("a card has its own keys and roots.");
    assertThat(console.run("get", "--engine=phone", "--card=alice", URL)).isEqualTo(8);
  }
}
