package wtls.launcher.command;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import wtls.api.client.ConnectRequest;
import wtls.api.client.WtlsClient;
import wtls.api.client.WtlsException;
import wtls.api.engine.Embodiment;
import wtls.api.session.Peer;
import wtls.card.simulator.CardFolder;
import wtls.launcher.card.HomeCards;
import wtls.launcher.home.Home;
import wtls.launcher.service.PhoneSettings;
import wtls.launcher.service.ServiceException;
import wtls.launcher.service.Services.Side;

/** Fetches a page through a gateway. */
@Command(
    name = "get",
    description = {
      "Fetch a page through a WTLS gateway, by connectionless WSP.",
      "",
      "The body goes to standard output, everything else to standard error."
    },
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  wtls get http://localhost:8080/index.wml",
      "  wtls get --gateway gw.example.org:9202 --trust roots.pem http://example.org/",
      "  wtls get --client alice http://localhost:8080/",
      "  wtls get --engine card-crypto --resume http://localhost:8080/",
      "  wtls get --resume --count 10 http://localhost:8080/ > pages",
      "  wtls get --suite ECDH_ECDSA --suite RC5_CBC/SHA --pcap get.pcap http://localhost:8080/"
    })
final class GetCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final Terminal terminal;

  @Spec private CommandSpec spec;
  @Mixin private SuiteOptions suites;

  @Parameters(paramLabel = "URL", description = "What to fetch: http://... or https://...")
  private String url;

  @Option(
      names = "--gateway",
      paramLabel = "HOST:PORT",
      converter = HostPort.Converter.class,
      defaultValue = "127.0.0.1:9202",
      description = "The gateway (default: ${DEFAULT-VALUE}).")
  private HostPort gateway;

  @Option(
      names = "--server-name",
      paramLabel = "NAME",
      description =
          "The name that the gateway's certificate must bear, when it is not the host of --gateway"
              + " as it is written there: --gateway localhost:9202 does not fit a certificate for"
              + " 127.0.0.1.")
  private String serverName;

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = "Trust the roots in this file instead of those in the home.")
  private Path trust;

  @Option(
      names = "--identity",
      paramLabel = "FILE",
      description =
          "For class 3, be the client of this file: a private key and, behind it, its"
              + " certificates.")
  private Path identity;

  @Option(
      names = "--client",
      paramLabel = "NAME",
      description =
          "For class 3, be the client of this name, with keys and certificates that the small CA in"
              + " the home makes.")
  private String client;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description =
          "The engine to use: phone, card-storage, card-crypto or card-full (default: phone, or"
              + " what suits the card of --card).")
  private String engine;

  @Mixin private CardChoice card;
  @Mixin private PinOptions pins;

  @Option(
      names = "--resume",
      description = "Resume the session that an earlier get has left in the home, if there is one.")
  private boolean resume;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "1",
      description = "Fetch the page so often, over one connection.")
  private int count;

  @Option(
      names = "--key-refresh",
      paramLabel = "K",
      defaultValue = "3",
      description = "Offer new keys every 2^K records (default: ${DEFAULT-VALUE}).")
  private int keyRefresh;

  @Option(
      names = "--omit-length",
      description = "Leave out the record length field where the peer can do without.")
  private boolean omitLength;

  @Option(
      names = "--pcap",
      paramLabel = "FILE",
      description = {
        "Write the datagrams to a file for Wireshark. It knows WTLS by the ports 9202 and 9203;"
            + " for another PORT say: tshark -d udp.port==PORT,wtls -r FILE"
      })
  private Path pcap;

  @Mixin private CommonOptions common;

  GetCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.terminal = surroundings.terminal();
  }

  @SuppressWarnings("try") // what is held open need not be spoken to
  @Override
  public Integer call() throws CommandFailure, ServiceException, InterruptedException {
    URI target = target();
    checkNumbers();
    checkIdentity();
    AlgorithmChoice algorithms = suites.choice();
    Home home = common.home(surroundings);
    ConnectRequest.Builder request = request(algorithms);
    try (Capture capture = Capture.of(pcap, Side.CLIENT, surroundings)) {
      ExitCode code =
          usesCard() ? withCard(home, request, target) : withPhone(home, request, target);
      return code.number();
    } catch (WtlsException e) {
      throw CommandFailure.of(e);
    }
  }

  private boolean usesCard() {
    return card.isNamed() || engine != null && CardEngineChoice.of(engine).isPresent();
  }

  private ExitCode withPhone(Home home, ConnectRequest.Builder request, URI target)
      throws CommandFailure, ServiceException, WtlsException, InterruptedException {
    PhoneSettings settings = settings(home);
    request.engine(engine == null ? CardEngineChoice.PHONE : engine);
    WtlsClient core = surroundings.services().client(settings);
    return download(request, target, core);
  }

  private ExitCode withCard(Home home, ConnectRequest.Builder request, URI target)
      throws CommandFailure, ServiceException, WtlsException, InterruptedException {
    HomeCards cards = new HomeCards(home.folder());
    CardFolder folder = card.inserted(cards);
    Embodiment embodiment =
        engine == null
            ? CardEngineChoice.best(folder.cardClass())
            : CardEngineChoice.of(engine)
                .orElseThrow(() -> badUsage("--engine: " + engine + " uses no card."));
    CardEngineChoice.check(embodiment, folder);
    try (CardInUse use =
        CardInUse.open(surroundings, cards, folder, embodiment, pins.file(surroundings))) {
      terminal.say(use.toString());
      request.engine(use.engine());
      return download(request, target, surroundings.services().core());
    }
  }

  private ExitCode download(ConnectRequest.Builder request, URI target, WtlsClient core)
      throws WtlsException, InterruptedException {
    return new Download(terminal, request.build(), gateway, target, count).run(core);
  }

  private void checkIdentity() {
    if (usesCard() && (identity != null || client != null || trust != null)) {
      throw badUsage(
          "--identity, --client and --trust are for the engine phone; a card has its own keys and"
              + " roots.");
    }
    if (identity != null && !Files.isReadable(identity)) {
      throw badUsage("--identity: " + identity + " cannot be read.");
    }
  }

  private URI target() {
    try {
      URI target = new URI(url);
      boolean http = "http".equalsIgnoreCase(target.getScheme());
      boolean https = "https".equalsIgnoreCase(target.getScheme());
      if ((http || https) && target.getHost() != null) {
        return target;
      }
    } catch (URISyntaxException e) {
      // said below
    }
    throw badUsage("'" + url + "' is not a URL of the form http://HOST/PATH or https://HOST/PATH.");
  }

  private void checkNumbers() {
    if (gateway.port() == 0) {
      throw badUsage("--gateway: 0 is not a port that a gateway listens on; give 1 to 65535.");
    }
    if (count < 1) {
      throw badUsage("--count: " + count + " is not a number of pages; give 1 or more.");
    }
    if (keyRefresh < 0 || keyRefresh > 255) {
      throw badUsage("--key-refresh: " + keyRefresh + " is not within 0 to 255.");
    }
  }

  private ParameterException badUsage(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  private PhoneSettings settings(Home home) throws CommandFailure {
    List<Path> identities = identities(home);
    List<Path> roots =
        trust == null ? rootsOf(home) : List.of(requireRoots(trust, ExitCode.BAD_USAGE));
    return new PhoneSettings(HomeFiles.phoneStore(home), roots, identities);
  }

  @SuppressWarnings("try") // what is held open need not be spoken to
  private List<Path> identities(Home home) throws CommandFailure {
    List<Path> identities = new ArrayList<>();
    if (identity != null) {
      identities.add(identity);
    }
    if (client != null) {
      try (Progress progress = Progress.of(terminal, "making keys for " + client)) {
        identities.addAll(ClientIdentities.of(client, home));
      }
    }
    return identities;
  }

  private List<Path> rootsOf(Home home) throws CommandFailure {
    Path file = home.resolve(HomeFiles.ROOTS);
    if (Files.exists(file)) {
      return List.of(requireRoots(file, ExitCode.ENVIRONMENT));
    }
    terminal.say("trusting nobody: there is no " + file + "; start a gateway, or give --trust");
    return List.of();
  }

  private Path requireRoots(Path file, ExitCode otherwise) throws CommandFailure {
    try {
      TrustedRoots roots = TrustedRoots.in(file);
      terminal.say("trusting " + roots);
      return file;
    } catch (NoSuchFileException e) {
      throw badUsage("--trust: there is no " + file + ".");
    } catch (IOException e) {
      if (otherwise == ExitCode.BAD_USAGE) {
        throw badUsage("--trust: " + e.getMessage());
      }
      throw new CommandFailure(otherwise, e.getMessage(), e);
    }
  }

  private ConnectRequest.Builder request(AlgorithmChoice algorithms) throws CommandFailure {
    String name = serverName == null ? gateway.host() : serverName;
    return ConnectRequest.to(new Peer(name, gateway.port()), gateway.resolve())
        .keyExchanges(algorithms.keyExchanges())
        .cipherSuites(algorithms.cipherSuites())
        .allowLegacy(algorithms.allowedLegacy())
        .resume(resume)
        .keyRefresh(keyRefresh)
        .lengthField(!omitLength);
  }
}
