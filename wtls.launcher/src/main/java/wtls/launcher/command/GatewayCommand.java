package wtls.launcher.command;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import wtls.api.gateway.Gateway;
import wtls.launcher.home.Home;
import wtls.launcher.service.GatewaySettings;
import wtls.launcher.service.GatewaySettings.Keys;
import wtls.launcher.service.RunningGateway;
import wtls.launcher.service.ServiceException;
import wtls.launcher.service.Services.Side;

/** Runs a gateway until somebody stops it. */
@Command(
    name = "gateway",
    description = {
      "Run a WTLS gateway until it is stopped (Ctrl-C).",
      "",
      "Its keys, and a small CA for them, are made in the home when it first starts. Clients with the"
          + " same home trust it; give others the file that it names."
    },
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  wtls gateway",
      "  wtls gateway --listen 0.0.0.0:9202 --name gw.example.org --store sessions.db",
      "  wtls gateway --listen 127.0.0.1:9203 --relay wap.example.org:9201",
      "  wtls gateway --class 1 --allow-legacy RSA_anon --allow-legacy RC5_CBC_56"
    })
final class GatewayCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final Terminal terminal;

  @Spec private CommandSpec spec;
  @Mixin private SuiteOptions suites;

  @Option(
      names = "--listen",
      paramLabel = "ADDR:PORT",
      converter = HostPort.Converter.class,
      defaultValue = "127.0.0.1:9202",
      description =
          "Where to listen (default: ${DEFAULT-VALUE}). Port 0 is any that is free; 9202 is that of"
              + " connectionless WSP, 9203 that of WSP over WTP.")
  private HostPort listen;

  @ArgGroup private Behind behind = new Behind();

  /** What is behind the gateway: one or the other. */
  private static final class Behind {
    @Option(
        names = "--origin",
        description = "Answer WSP requests by fetching from HTTP origins (the default).")
    @SuppressWarnings("UnusedVariable") // the other choice of the two
    private boolean origin;

    @Option(
        names = "--relay",
        paramLabel = "HOST:PORT",
        converter = HostPort.Converter.class,
        description = "Forward the plain datagrams to a WAP gateway, and its answers back.")
    private HostPort relay;
  }

  @Option(
      names = "--class",
      paramLabel = "1|2|3",
      defaultValue = "2",
      description =
          "What a session must reach: 1 encryption, 2 the gateway's certificate, 3 the client's too"
              + " (default: ${DEFAULT-VALUE}).")
  private int wtlsClass;

  @Option(
      names = "--name",
      paramLabel = "HOST",
      description =
          "The host name or address by which clients know the gateway, for its certificates"
              + " (default: the address it listens on).")
  private String name;

  @Option(
      names = "--identity",
      paramLabel = "FILE",
      description =
          "A private key and, behind it, its certificates, instead of those that are made. Repeat"
              + " it for more, most preferred first.")
  private List<Path> identities = new ArrayList<>();

  @Option(
      names = "--trust-clients",
      paramLabel = "FILE",
      description =
          "The roots of the clients of a class 3 gateway (default: the small CA in the home).")
  private Path clientRoots;

  @Option(
      names = "--store",
      paramLabel = "FILE",
      description =
          "Keep sessions in this file, encrypted, so that clients can resume them after a restart"
              + " (default: in memory only).")
  private Path store;

  @Option(
      names = "--accept-bare-secret",
      description =
          "Accept an RSA ClientKeyExchange without its vector length, as some handsets send it.")
  private boolean bareSecret;

  @Option(
      names = "--pcap",
      paramLabel = "FILE",
      description =
          "Write the datagrams to a file for Wireshark. It knows WTLS by the ports 9202 and 9203;"
              + " for another PORT say: tshark -d udp.port==PORT,wtls -r FILE")
  private Path pcap;

  @Mixin private CommonOptions common;

  GatewayCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.terminal = surroundings.terminal();
  }

  @SuppressWarnings("try") // what is held open need not be spoken to
  @Override
  public Integer call() throws CommandFailure, ServiceException, InterruptedException {
    checkOptions();
    AlgorithmChoice algorithms = suites.choice();
    Home home = common.home(surroundings);
    GatewaySettings settings = settings(algorithms, home);
    try (Capture capture = Capture.of(pcap, Side.GATEWAY, surroundings);
        RunningGateway running = start(settings)) {
      describe(running.service(), home);
      untilStopped();
      summarise(running.service().statistics());
    }
    return ExitCode.OK.number();
  }

  private void checkOptions() throws CommandFailure {
    if (wtlsClass < 1 || wtlsClass > 3) {
      throw badUsage("--class: " + wtlsClass + " is not a class of WTLS; give 1, 2 or 3.");
    }
    if (behind.relay != null && behind.relay.port() == 0) {
      throw badUsage("--relay: 0 is not a port to send to; give 1 to 65535.");
    }
    if (name == null && identities.isEmpty() && listen.resolve().getAddress().isAnyLocalAddress()) {
      throw badUsage(
          "--listen: "
              + listen.host()
              + " is every address; say with --name by which of them clients know the gateway.");
    }
    requireReadable("--identity", identities);
    requireReadable("--trust-clients", clientRoots == null ? List.of() : List.of(clientRoots));
  }

  private void requireReadable(String option, List<Path> files) {
    for (Path file : files) {
      if (!Files.isReadable(file)) {
        throw badUsage(option + ": " + file + " cannot be read.");
      }
    }
  }

  private ParameterException badUsage(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  private GatewaySettings settings(AlgorithmChoice algorithms, Home home) throws CommandFailure {
    InetSocketAddress address = listen.resolve();
    ListenAddress.check(address);
    return new GatewaySettings(
        address,
        behind.relay == null ? Optional.empty() : Optional.of(behind.relay.resolve()),
        wtlsClass,
        algorithms.keyExchanges(),
        algorithms.cipherSuites(),
        algorithms.allowedLegacy(),
        bareSecret,
        keys(home),
        Optional.ofNullable(store));
  }

  private Keys keys(Home home) {
    return new Keys(
        home.folder(),
        Optional.ofNullable(name),
        identities,
        clientRoots == null ? List.of() : List.of(clientRoots));
  }

  @SuppressWarnings("try") // what is held open need not be spoken to
  private RunningGateway start(GatewaySettings settings)
      throws ServiceException, InterruptedException {
    try (Progress progress = Progress.of(terminal, "starting the gateway")) {
      return surroundings.services().gateway(settings);
    }
  }

  private void describe(Gateway gateway, Home home) {
    terminal.say(
        "listening on "
            + HostPort.of(gateway.address())
            + ", class "
            + wtlsClass
            + (behind.relay == null
                ? ", fetching from HTTP origins"
                : ", relaying to " + behind.relay));
    terminal.say("home: " + home.folder());
    terminal.say(
        wtlsClass == 3
            ? "trusts clients under " + (clientRoots == null ? "its own CA" : clientRoots)
            : "trusts any client: class " + wtlsClass + " asks for no certificate");
    gateway.rootFile().ifPresent(file -> terminal.say("clients trust it by the root in " + file));
    terminal.say("stop it with Ctrl-C");
  }

  private static void untilStopped() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      // the one way out
    }
  }

  private void summarise(Gateway.Statistics seen) {
    terminal.say(
        "stopped after "
            + (seen.fullHandshakes() + seen.abbreviatedHandshakes() + seen.optimisedHandshakes())
            + " handshakes ("
            + seen.abbreviatedHandshakes()
            + " abbreviated, "
            + seen.refusedHandshakes()
            + " refused) and "
            + seen.recordsOpened()
            + " records");
  }
}
