package wtls.launcher.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wtls.card.simulator.CardFolder;
import wtls.card.simulator.CardOptions;
import wtls.card.simulator.CardShelf;
import wtls.card.simulator.SimulatedCard;

/** The commands about cards, on simulated cards in a home of their own. */
class CardCommandsTest {
  private static final String PIN = "135790";
  private static final String SIGNATURE_PIN = "246802";

  @TempDir Path folder;
  private Console console;

  @BeforeEach
  void prepare() {
    console = new Console(new FakeServices(), home());
  }

  private Path home() {
    return folder.resolve("home");
  }

  private CardFolder card(String name) throws Exception {
    return new CardShelf(home().resolve("cards")).card(name).orElseThrow();
  }

  private Path secretFile(String name, String... lines) throws IOException {
    Path file = Files.writeString(folder.resolve(name), String.join("\n", lines));
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private Path pins() throws IOException {
    return secretFile("pins", PIN, SIGNATURE_PIN, "11111111", "22222222");
  }

  /** Makes a card whose PINs are known. */
  private void init(String name, String... options) throws IOException {
    String[] arguments = new String[options.length + 4];
    arguments[0] = "card";
    arguments[1] = "init";
    arguments[2] = name;
    arguments[3] = "--pin-file=" + pins();
    System.arraycopy(options, 0, arguments, 4, options.length);
    assertThat(console.run(arguments)).as(console.err()).isZero();
  }

  /** Types these, one after the other. */
  private void type(String... answers) {
    Queue<String> left = new ArrayDeque<>(List.of(answers));
    console.prompt = question -> Optional.ofNullable(left.poll()).map(text -> text.getBytes(UTF_8));
  }

  @Test
  void initMakesCardWithKeysCertificatesAndRoots() throws Exception {
    init("alice");

    assertThat(console.err())
        .matches(
            "made card alice of class 2 \\(crypto\\), serial [0-9a-f]{16}; it is in the reader\n");
    assertThat(console.out()).isEmpty();
    assertThat(console.run("card", "show", "alice")).isZero();
    assertThat(console.out().lines())
        .anyMatch(line -> line.matches("token +WIM 1.0 alice"))
        .anyMatch(line -> line.matches("class +2 \\(crypto\\)"))
        .anyMatch(line -> line.matches("  .+ +for keys and sessions +tries left: 3"))
        .anyMatch(line -> line.matches("  .+ +for one signature each time +tries left: 3"))
        .anyMatch(line -> line.matches("  sign +RSA 1024 +signs in handshakes +[0-9a-f]{40}"))
        .anyMatch(line -> line.matches("  agree +secp160r1 +agrees on secrets +[0-9a-f]{40}"))
        .anyMatch(line -> line.matches("  signature +RSA 1024 +signs text +[0-9a-f]{40}"))
        .anyMatch(line -> line.matches("  own +sign +\"WTLS Client; ; ; alice\" until 20..-..-.."))
        .anyMatch(line -> line.matches("  trusted +WTLS CA RSA +\"WTLS CA; .*"))
        .anyMatch(line -> line.equals("sessions, 0 of 16"));
  }

  @Test
  void initShowsMadeUpPinsOnce() throws Exception {
    assertThat(console.run("card", "init", "bob", "--class=storage")).isZero();

    assertThat(console.err()).contains("these were made up and are not shown again:\n");
    assertThat(console.out().lines().map(line -> line.strip().replaceAll("[0-9]", "#")))
        .containsExactly(
            "PIN                               ######",
            "signature PIN                     ######",
            "unblocking code                   ########",
            "signature PIN's unblocking code   ########");
    String pin = console.out().lines().findFirst().orElseThrow().strip().split(" +")[1];
    type(pin);
    assertThat(console.run("card", "pin", "verify", "bob")).as(console.err()).isZero();
  }

  @Test
  void initAsksForPins() throws Exception {
    type("1111", "2222", "1111", "1111", "3333", "3333");

    assertThat(console.run("card", "init", "bob", "--ask-pin")).as(console.err()).isZero();

    assertThat(console.err()).contains("these two were different\n");
    assertThat(console.out()).doesNotContain("1111").contains("unblocking code");
    type("1111");
    assertThat(console.run("card", "pin", "verify", "bob")).as(console.err()).isZero();
  }

  @Test
  void initFollowsProfile() throws Exception {
    Path profile =
        secretFile(
            "profile",
            "class = 3",
            "label = corporate",
            "slots = 4",
            "pin = 4711",
            "pin.unblock = 12345678",
            "keys = only",
            "key.only.type = EC",
            "key.only.use = agree");

    assertThat(console.run("card", "init", "carol", "--profile=" + profile))
        .as(console.err())
        .isZero();

    assertThat(console.out()).isEmpty();
    console.run("card", "show", "carol");
    assertThat(console.out()).contains("WIM 1.0 corporate").contains("sessions, 0 of 4");
  }

  @Test
  void initRefusesWhatIsNoCard() throws Exception {
    init("alice");

    assertThat(console.run("card", "init", "alice")).isEqualTo(8);
    assertThat(console.err())
        .startsWith("wtls card init: There is a card alice in ")
        .endsWith(": choose another name.\n");
    assertThat(console.run("card", "init", "../x")).isEqualTo(8);
    assertThat(console.run("card", "init", "bob", "--class=gold")).isEqualTo(2);
    assertThat(console.err())
        .startsWith(
            "wtls card init: --class: there is no class gold; give storage, crypto or full.");
    assertThat(console.run("card", "init", "bob", "--pin-file=" + secretFile("short", "12")))
        .isEqualTo(9);
    assertThat(console.err()).contains("pin does not have 4 to 8 digits");
    assertThat(new CardShelf(home().resolve("cards")).cards()).hasSize(1);
  }

  @Test
  void listTellsWhereCardsAre() throws Exception {
    assertThat(console.run("card", "list")).isZero();
    assertThat(console.err()).startsWith("no cards in ");

    init("alice");
    init("bob", "--class=full");
    console.run("card", "pull", "bob");
    assertThat(console.err()).isEqualTo("card bob is out of the reader\n");
    new CardShelf(home().resolve("cards")).create("empty", card("bob").cardClass());

    assertThat(console.run("card", "list")).isZero();
    assertThat(console.out().lines())
        .anyMatch(line -> line.matches("card +class +serial +reader +sessions"))
        .anyMatch(line -> line.matches("alice +2 crypto +[0-9a-f]{16} +simulator/alice +0 of 16"))
        .anyMatch(line -> line.matches("bob +3 full +[0-9a-f]{16} +- +0 of 16"))
        .anyMatch(line -> line.matches("empty +3 full +not personalised +- +-"));
  }

  @Test
  void listKnowsCardsThatOthersUse() throws Exception {
    init("alice");
    try (SimulatedCard used =
        SimulatedCard.power(card("alice"), "elsewhere", CardOptions.DEFAULT)) {
      assertThat(used.reader()).isEqualTo("elsewhere");

      assertThat(console.run("card", "list")).isZero();
      assertThat(console.out()).containsPattern("alice +2 crypto +in use");
      assertThat(console.run("card", "show", "alice")).isEqualTo(8);
    }
  }

  @Test
  void pullAndInsertSayWhatWas() throws Exception {
    init("alice");

    console.run("card", "insert", "alice");
    assertThat(console.err()).isEqualTo("card alice was in the reader already\n");
    console.run("card", "pull", "alice");
    assertThat(card("alice").reader()).isEmpty();
    console.run("card", "pull", "alice");
    assertThat(console.err()).isEqualTo("card alice was not in the reader\n");
    console.run("card", "insert", "alice");
    assertThat(card("alice").reader()).contains("simulator");
    assertThat(console.run("card", "pull", "bob")).isEqualTo(8);
    assertThat(console.err())
        .isEqualTo("wtls card pull: There is no card bob; make it with: wtls card init bob.\n");
  }

  @Test
  void pinsAreTriedChangedAndUnblocked() throws Exception {
    init("alice");

    type("0000");
    assertThat(console.run("card", "pin", "verify", "alice")).isEqualTo(9);
    assertThat(console.err())
        .matches("wtls card pin: This is not \".+\" of card alice: it has 2 tries left.\n");
    type(PIN, "975310", "975310");
    assertThat(console.run("card", "pin", "change", "alice")).as(console.err()).isZero();
    type("975310");
    assertThat(console.run("card", "pin", "verify", "alice")).isZero();

    type("0000");
    console.run("card", "pin", "verify", "alice");
    type("0000");
    console.run("card", "pin", "verify", "alice");
    type("0000");
    assertThat(console.run("card", "pin", "verify", "alice")).isEqualTo(9);
    assertThat(console.err())
        .endsWith("is blocked; unblock it with: wtls card pin unblock alice.\n");
    type("975310");
    assertThat(console.run("card", "pin", "verify", "alice")).isEqualTo(9);
    Path fresh = secretFile("fresh", "55555");
    assertThat(
            console.run(
                "card",
                "pin",
                "unblock",
                "alice",
                "--pin-file=" + pins(),
                "--new-pin-file=" + fresh))
        .as(console.err())
        .isZero();
    assertThat(console.run("card", "pin", "verify", "alice", "--pin-file=" + fresh)).isZero();
  }

  @Test
  void nobodyToAskIsNamed() throws Exception {
    init("alice");

    assertThat(console.run("card", "pin", "verify", "alice")).isEqualTo(9);
    assertThat(console.err())
        .isEqualTo(
            "wtls card pin: No PIN was given; type it at a terminal, or name a file with it:"
                + " --pin-file.\n");
    console.run("card", "pull", "alice");
    assertThat(console.run("card", "pin", "verify", "alice")).isEqualTo(8);
    assertThat(console.err())
        .contains("not in the reader; put it in with: wtls card insert alice.");
  }

  @Test
  void pinFilesOpenToOthersAreRefused() throws Exception {
    init("alice");
    Path open = pins();
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(console.run("card", "pin", "verify", "alice", "--pin-file=" + open)).isEqualTo(9);
    assertThat(console.err()).endsWith("can be read by other users; close it with chmod 600.\n");
  }

  @Test
  void signsAndVerifies() throws Exception {
    init("alice");
    Path text = Files.writeString(folder.resolve("contract.txt"), "Pay 10 € to\u202E Bob.\n");
    Path signature = folder.resolve("contract.txt.sig");

    type(SIGNATURE_PIN);
    assertThat(console.run("card", "sign", text.toString())).as(console.err()).isZero();
    assertThat(console.err())
        .isEqualTo(
            "to be signed with card alice:\n"
                + "| Pay 10 € to\\u{202e} Bob.\n"
                + "signed; the signature is in "
                + signature
                + "\n");
    assertThat(console.run("card", "verify", text.toString(), signature.toString()))
        .as(console.err())
        .isZero();
    assertThat(console.out()).matches("signed by \"WTLS Client; ; ; alice\" at 20.*Z\n");

    Files.writeString(text, "Pay 99 € to Bob.\n");
    assertThat(console.run("card", "verify", text.toString(), signature.toString())).isEqualTo(10);
    assertThat(console.err()).isEqualTo("wtls card verify: The signature is over another text.\n");
  }

  @Test
  void eachSignatureAsksForItsPin() throws Exception {
    init("alice");
    String text = Files.writeString(folder.resolve("a.txt"), "a").toString();

    type(PIN, SIGNATURE_PIN);
    assertThat(console.run("card", "sign", text, "--output=-")).as(console.err()).isZero();
    assertThat(console.out()).matches("[A-Za-z0-9+/=]+\n");
    assertThat(console.run("card", "sign", text)).isEqualTo(9);
    assertThat(console.err()).contains("No right PIN was given");
    assertThat(folder.resolve("a.txt.sig")).doesNotExist();
    assertThat(console.run("card", "sign", text, "--pin-file=" + pins())).isZero();
  }

  @Test
  void signsTextOnly() throws Exception {
    init("alice");
    Path data = Files.write(folder.resolve("data"), new byte[] {(byte) 0xff, 0});

    assertThat(console.run("card", "sign", data.toString())).isEqualTo(2);
    assertThat(console.err()).endsWith("is no text in UTF-8; sign only what people can read.\n");
    assertThat(console.run("card", "sign", folder.resolve("none").toString())).isEqualTo(7);
  }

  @Test
  void choosesTheOnlyCardThatIsIn() throws Exception {
    String text = Files.writeString(folder.resolve("a.txt"), "a").toString();
    assertThat(console.run("card", "sign", text)).isEqualTo(8);
    assertThat(console.err())
        .isEqualTo("wtls card sign: No card is there; make one with: wtls card init NAME.\n");
    init("alice");
    init("bob");

    assertThat(console.run("card", "sign", text)).isEqualTo(8);
    assertThat(console.err())
        .isEqualTo(
            "wtls card sign: Several cards are in the reader: alice, bob; choose with --card.\n");
    assertThat(console.run("card", "sign", text, "--card=bob", "--pin-file=" + pins())).isZero();
    console.run("card", "pull", "alice");
    console.run("card", "pull", "bob");
    assertThat(console.run("card", "sign", text)).isEqualTo(8);
    assertThat(console.err()).contains("put one in with: wtls card insert alice.");
  }
}
