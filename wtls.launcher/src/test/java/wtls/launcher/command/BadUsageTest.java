package wtls.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadUsageTest {
  @TempDir Path temporary;
  private FakeServices services;
  private Console console;

  @BeforeEach
  void prepare() {
    services = new FakeServices();
    console = new Console(services, temporary.resolve("home"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "get | Missing required parameter: 'URL'",
        "get example.org | 'example.org' is not a URL of the form http://HOST/PATH or"
            + " https://HOST/PATH.",
        "get ftp://example.org/ | 'ftp://example.org/' is not a URL of the form http://HOST/PATH"
            + " or https://HOST/PATH.",
        "get http:///x | 'http:///x' is not a URL of the form http://HOST/PATH or"
            + " https://HOST/PATH.",
        "get http://h/ http://i/ | Unmatched argument at index 2: 'http://i/'",
        "get --speed http://h/ | Unknown option: '--speed'",
        "get http://h/ --gateway | Missing required parameter for option '--gateway' (HOST:PORT)",
        "get --gateway=gw http://h/ | Invalid value for option '--gateway': 'gw' is not HOST:PORT,"
            + " for example localhost:9202 or [::1]:9202.",
        "get --gateway=gw:x http://h/ | Invalid value for option '--gateway': 'x' is not a port;"
            + " give 0 to 65535.",
        "get --gateway=gw:0 http://h/ | --gateway: 0 is not a port that a gateway listens on; give"
            + " 1 to 65535.",
        "get --count=0 http://h/ | --count: 0 is not a number of pages; give 1 or more.",
        "get --count=many http://h/ | Invalid value for option '--count': 'many' is not an int",
        "get --key-refresh=256 http://h/ | --key-refresh: 256 is not within 0 to 255.",
        "get --trust=nowhere.pem http://h/ | --trust: there is no nowhere.pem.",
        "get --identity=nowhere.pem http://h/ | --identity: nowhere.pem cannot be read.",
        "get --suite=RSA_anon http://h/ | RSA_anon is too weak for use today; if it must be, add"
            + " --allow-legacy RSA_anon.",
        "get --suite=RC5_CBC http://h/ | RC5_CBC is not a suite; write cipher and MAC with a slash"
            + " between, such as RC5_CBC/SHA.",
        "gateway now | Unmatched argument at index 1: 'now'",
        "gateway --class=0 | --class: 0 is not a class of WTLS; give 1, 2 or 3.",
        "gateway --class=4 | --class: 4 is not a class of WTLS; give 1, 2 or 3.",
        "gateway --listen=9202 | Invalid value for option '--listen': '9202' is not HOST:PORT, for"
            + " example localhost:9202 or [::1]:9202.",
        "gateway --relay=h:0 | --relay: 0 is not a port to send to; give 1 to 65535.",
        "gateway --identity=nowhere.pem | --identity: nowhere.pem cannot be read.",
        "gateway --trust-clients=nowhere.pem | --trust-clients: nowhere.pem cannot be read.",
        "gateway --listen=0.0.0.0:0 | --listen: 0.0.0.0 is every address; say with --name by which"
            + " of them clients know the gateway.",
        "gateway --origin --relay=h:1 | Error: --origin, --relay=HOST:PORT are mutually exclusive"
            + " (specify only one)",
        "run fast | Unmatched argument at index 1: 'fast'",
      })
  void isToldInOneSentence(String arguments, String sentence) {
    String[] words = arguments.split(" ");

    assertThat(console.run(words)).isEqualTo(2);
    assertThat(console.err())
        .isEqualTo(
            "wtls " + words[0] + ": " + sentence + "\nTry 'wtls " + words[0] + " --help'.\n");
    assertThat(console.out()).isEmpty();
  }

  @Test
  void unknownNamesAreAnsweredWithThoseThatThereAre() {
    assertThat(console.run("get", "--suite=AES", "http://h/")).isEqualTo(2);
    assertThat(console.err()).startsWith("wtls get: \"AES\" is no key exchange suite: use one of ");

    assertThat(console.run("gateway", "--allow-legacy=AES")).isEqualTo(2);
    assertThat(console.err()).startsWith("wtls gateway: No legacy algorithm is called AES: ");
  }

  @Test
  void withoutCommandTheUsageIsShown() {
    assertThat(console.run()).isEqualTo(2);
    assertThat(console.err()).startsWith("wtls: A command is missing.\nUsage: wtls [-h] COMMAND\n");
    assertThat(console.out()).isEmpty();
  }

  @Test
  void unknownCommandIsNamedAndTheUsageShown() {
    assertThat(console.run("fetch")).isEqualTo(2);
    assertThat(console.err())
        .startsWith("wtls: There is no command 'fetch'.\nUsage: wtls [-h] COMMAND\n");
  }

  @Test
  void helpOnUnknownCommandIsBadUsage() {
    assertThat(console.run("help", "fetch")).isEqualTo(2);
    assertThat(console.err()).contains("fetch");
  }

  @Test
  void changesNothing() {
    console.run("get", "--count=0", "http://h/");
    console.run("gateway", "--class=4");

    assertThat(services.phones).isEmpty();
    assertThat(services.gateways).isEmpty();
    assertThat(Files.exists(temporary.resolve("home"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "gateway", "get"})
  void helpShowsExamplesAndExitCodes(String command) {
    assertThat(console.run(command, "--help")).isZero();
    assertThat(console.out())
        .startsWith("Usage: wtls " + command)
        .contains("Exit codes:\n  0     all went well\n")
        .contains("Examples:\n  wtls " + command);
    assertThat(console.out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(console.err()).isEmpty();

    String help = console.out();
    assertThat(console.run("help", command)).isZero();
    assertThat(console.out()).isEqualTo(help);
  }

  @Test
  void helpListsTheCommands() {
    assertThat(console.run("help")).isZero();
    assertThat(console.out())
        .contains("  run ", "  gateway ", "  get ", "  help ", "test and bench");
    assertThat(console.run("--help")).isZero();
  }
}
