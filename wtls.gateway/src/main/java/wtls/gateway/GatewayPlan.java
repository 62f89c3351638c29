package wtls.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import wtls.gateway.handshake.ServerPolicy;
import wtls.gateway.identity.IdentitySettings;
import wtls.gateway.net.Limits;
import wtls.protocol.policy.AlgorithmNames;
import wtls.protocol.policy.AlgorithmPolicy;

/**
 * A configuration that has been checked.
 *
 * @param relay where plain datagrams go; empty for HTTP origins
 * @param store where sessions are kept; empty for memory
 */
record GatewayPlan(
    InetSocketAddress listen,
    Optional<InetSocketAddress> relay,
    ServerPolicy policy,
    Limits limits,
    IdentitySettings identity,
    Optional<Store> store,
    int sessionLimit,
    int eventLoops,
    int keyThreads) {
  private static final int MOST_LOOPS_BY_DEFAULT = 4;

  /** The files of a session store. */
  record Store(Path file, Path keyFile) {}

  /**
   * @throws BadConfigurationException for the first value that cannot be used
   */
  static GatewayPlan of(GatewayConfiguration configuration) throws BadConfigurationException {
    int processors = Runtime.getRuntime().availableProcessors();
    InetAddress address = address("listen.address", configuration.listen_address());
    return new GatewayPlan(
        new InetSocketAddress(address, port("listen.port", configuration.listen_port(), 0)),
        relay(configuration),
        policy(configuration),
        limits(configuration),
        identity(configuration, address),
        store(configuration),
        atLeast("session.limit", configuration.session_limit(), 1),
        orElse(
            "event.loops",
            configuration.event_loops(),
            Math.min(processors, MOST_LOOPS_BY_DEFAULT)),
        orElse("key.threads", configuration.key_threads(), processors));
  }

  private static Optional<InetSocketAddress> relay(GatewayConfiguration configuration)
      throws BadConfigurationException {
    if (configuration.relay_address().isBlank()) {
      return Optional.empty();
    }
    InetAddress address = address("relay.address", configuration.relay_address());
    int port = port("relay.port", configuration.relay_port(), 1);
    return Optional.of(new InetSocketAddress(address, port));
  }

  private static ServerPolicy policy(GatewayConfiguration configuration)
      throws BadConfigurationException {
    AlgorithmPolicy algorithms =
        checked("allow.legacy", () -> AlgorithmPolicy.of(Set.of(configuration.allow_legacy())));
    int wtlsClass = configuration.wtls_class();
    if (wtlsClass < 1 || wtlsClass > 3) {
      throw new BadConfigurationException("wtls.class", wtlsClass + " is not 1, 2 or 3.");
    }
    int ceiling = configuration.key_refresh_ceiling();
    if (ceiling < 0 || ceiling > 255) {
      throw new BadConfigurationException(
          "key.refresh.ceiling", ceiling + " is not within 0 to 255.");
    }
    return new ServerPolicy(
        algorithms,
        wtlsClass,
        named("key.exchanges", configuration.key_exchanges(), AlgorithmNames::keyExchange),
        named("cipher.suites", configuration.cipher_suites(), AlgorithmNames::cipherSuite),
        ceiling,
        configuration.bare_encrypted_secret(),
        seconds("session.lifetime", configuration.session_lifetime()),
        atLeast("session.uses", configuration.session_uses(), 0),
        seconds("handshake.timeout", configuration.handshake_timeout()),
        seconds("idle.timeout", configuration.idle_timeout()));
  }

  private static Limits limits(GatewayConfiguration configuration)
      throws BadConfigurationException {
    if (!(configuration.handshakes_per_second() > 0)) {
      throw new BadConfigurationException(
          "handshakes.per.second", configuration.handshakes_per_second() + " is not more than 0.");
    }
    return new Limits(
        atLeast("connection.limit", configuration.connection_limit(), 1),
        atLeast("half.open.limit", configuration.half_open_limit(), 1),
        configuration.handshakes_per_second(),
        atLeast("handshake.burst", configuration.handshake_burst(), 1),
        Limits.DEFAULT.addresses());
  }

  private static IdentitySettings identity(GatewayConfiguration configuration, InetAddress listen)
      throws BadConfigurationException {
    if (configuration.home().isBlank() && configuration.identities().length == 0) {
      throw new BadConfigurationException(
          "home", "Name a folder for keys, or give identities from files.");
    }
    List<Path> roots = new ArrayList<>();
    for (String root : configuration.client_roots()) {
      roots.add(path("client.roots", root));
    }
    return new IdentitySettings(
        path("home", configuration.home().strip()),
        certificateName(configuration, listen),
        List.of(configuration.identities()),
        roots,
        List.of(configuration.shared_secrets()));
  }

  /** Clients compare it with what they were asked to connect to. */
  private static String certificateName(GatewayConfiguration configuration, InetAddress listen) {
    String name = configuration.certificate_name().strip();
    if (!name.isEmpty()) {
      return name;
    }
    if (!listen.isAnyLocalAddress()) {
      return listen.getHostAddress();
    }
    try {
      return InetAddress.getLocalHost().getCanonicalHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private static Optional<Store> store(GatewayConfiguration configuration)
      throws BadConfigurationException {
    String file = configuration.store_file().strip();
    if (file.isEmpty()) {
      return Optional.empty();
    }
    String key = configuration.key_file().strip();
    Path keyFile = path("key.file", key.isEmpty() ? file + ".key" : key);
    return Optional.of(new Store(path("store.file", file), keyFile));
  }

  private static InetAddress address(String property, String host)
      throws BadConfigurationException {
    if (host.isBlank()) {
      throw new BadConfigurationException(property, "Give a host name or an address.");
    }
    try {
      return InetAddress.getByName(host.strip());
    } catch (UnknownHostException e) {
      throw new BadConfigurationException(
          property, "The host " + host + " is not known: give its address.", e);
    }
  }

  private static int port(String property, int port, int least) throws BadConfigurationException {
    if (port < least || port > 65535) {
      throw new BadConfigurationException(
          property, port + " is not within " + least + " to 65535.");
    }
    return port;
  }

  private static Path path(String property, String name) throws BadConfigurationException {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new BadConfigurationException(property, "\"" + name + "\" does not name a file.", e);
    }
  }

  private static <T> Set<T> named(String property, String[] names, Function<String, T> parser)
      throws BadConfigurationException {
    return checked(
        property,
        () ->
            Arrays.stream(names)
                .map(String::strip)
                .map(parser)
                .collect(Collectors.toUnmodifiableSet()));
  }

  private static <T> T checked(String property, Supplier<T> value)
      throws BadConfigurationException {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new BadConfigurationException(property, e.getMessage(), e);
    }
  }

  private static Duration seconds(String property, long seconds) throws BadConfigurationException {
    if (seconds < 1 || seconds > Integer.MAX_VALUE) {
      throw new BadConfigurationException(
          property, seconds + " is not within 1 to " + Integer.MAX_VALUE + " seconds.");
    }
    return Duration.ofSeconds(seconds);
  }

  private static int atLeast(String property, int value, int least)
      throws BadConfigurationException {
    if (value < least) {
      throw new BadConfigurationException(property, value + " is less than " + least + ".");
    }
    return value;
  }

  /** Zero leaves the choice to the gateway. */
  private static int orElse(String property, int value, int otherwise)
      throws BadConfigurationException {
    return atLeast(property, value, 0) == 0 ? otherwise : value;
  }
}
