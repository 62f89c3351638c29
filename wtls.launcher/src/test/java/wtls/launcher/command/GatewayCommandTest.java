package wtls.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wtls.launcher.service.GatewaySettings;
import wtls.launcher.service.GatewaySettings.Keys;
import wtls.launcher.service.ServiceException;

class GatewayCommandTest {
  private static final Path FILE = Path.of("pom.xml");

  @TempDir Path temporary;
  private Path home;
  private FakeServices services;
  private Console console;

  @BeforeEach
  void prepare() {
    home = temporary.resolve("home");
    services = new FakeServices();
    console = new Console(services, home);
  }

  @Test
  void saysWhereItListensAndWhatClientsTrust() {
    assertThat(runAndStop("gateway", "--listen=127.0.0.1:0")).isZero();

    assertThat(console.err())
        .isEqualTo(
            "listening on 127.0.0.1:40000, class 2, fetching from HTTP origins\n"
                + ("home: " + home + "\n")
                + "trusts any client: class 2 asks for no certificate\n"
                + ("clients trust it by the root in " + home.resolve("ca.wtls") + "\n")
                + "stop it with Ctrl-C\n"
                + "stopped after 5 handshakes (2 abbreviated, 1 refused) and 40 records\n");
    assertThat(console.out()).isEmpty();
    assertThat(services.gatewayClosed).isTrue();
  }

  @Test
  void isConfiguredAsTheOptionsSay() {
    runAndStop(
        "gateway",
        "--listen=127.0.0.1:0",
        "--relay=127.0.0.2:9201",
        "--class=3",
        "--suite=ECDH_ECDSA",
        "--allow-legacy=des_cbc",
        "--accept-bare-secret",
        "--name=gw",
        "--identity=" + FILE,
        "--trust-clients=" + FILE,
        "--store=sessions.db");

    GatewaySettings settings = services.gateways.get(0);
    assertThat(settings.listen()).isEqualTo(new InetSocketAddress("127.0.0.1", 0));
    assertThat(settings.relay()).contains(new InetSocketAddress("127.0.0.2", 9201));
    assertThat(settings.wtlsClass()).isEqualTo(3);
    assertThat(settings.keyExchanges()).hasToString("[ECDH_ECDSA]");
    assertThat(settings.allowedLegacy()).containsExactly("DES_CBC");
    assertThat(settings.bareSecret()).isTrue();
    assertThat(settings.store()).isEqualTo(Optional.of(Path.of("sessions.db")));
    assertThat(settings.keys())
        .isEqualTo(new Keys(home, Optional.of("gw"), List.of(FILE), List.of(FILE)));
    assertThat(console.err()).contains("trusts clients under " + FILE + "\n");
    assertThat(console.err()).contains(", class 3, relaying to 127.0.0.2:9201\n");
  }

  @Test
  void portInUseIsNamed() throws Exception {
    try (DatagramSocket other = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      String address = "127.0.0.1:" + other.getLocalPort();

      assertThat(console.run("gateway", "--listen=" + address)).isEqualTo(7);
      assertThat(console.err())
          .isEqualTo(
              "wtls gateway: "
                  + address
                  + " is in use by another program; stop that, or choose another with --listen.\n");
    }
  }

  @Test
  void addressOfAnotherMachineIsNamed() {
    assertThat(console.run("gateway", "--listen=192.0.2.1:9202")).isEqualTo(7);
    assertThat(console.err())
        .isEqualTo(
            "wtls gateway: 192.0.2.1 is not an address of this machine; choose another with"
                + " --listen.\n");
  }

  @Test
  void failureToStartIsPassedOn() {
    services.gatewayFailure =
        Optional.of(new ServiceException("The gateway did not start: no key."));

    assertThat(console.run("gateway", "--listen=127.0.0.1:0")).isEqualTo(7);
    assertThat(console.err()).isEqualTo("wtls gateway: The gateway did not start: no key.\n");
  }

  /** Stopped before it begins, a gateway still starts, says what it is, and ends. */
  private int runAndStop(String... arguments) {
    Thread.currentThread().interrupt();
    int code = console.run(arguments);
    assertThat(Thread.interrupted()).as("the interrupt has been used up").isFalse();
    return code;
  }
}
