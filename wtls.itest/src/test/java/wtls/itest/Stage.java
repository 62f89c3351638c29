package wtls.itest;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.card.CardSlot;
import wtls.api.client.ConnectRequest;
import wtls.api.client.EngineUnavailableException;
import wtls.api.client.SecureConnection;
import wtls.api.client.WtlsClient;
import wtls.api.client.WtlsException;
import wtls.api.engine.EngineException;
import wtls.api.engine.SecurityEngine;
import wtls.api.gateway.Gateway;
import wtls.api.session.Peer;

/** An HTTP origin, a gateway before it and a phone that trusts it, by services alone. */
final class Stage implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long POLL_NANOS = 2_000_000;
  private static final String LOOPBACK = "127.0.0.1";

  private final BundleContext context;
  private final Path folder;
  private final HttpServer origin;
  private final Map<String, ServiceTracker<?, ?>> trackers = new HashMap<>();
  private int port;
  private Configuration gatewayConfiguration;
  private Configuration engineConfiguration;
  private Configuration readerConfiguration;

  Stage(BundleContext context) throws IOException {
    this.context = context;
    this.folder = Files.createTempDirectory("wtls-itest");
    this.origin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    origin.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestURI().toString().getBytes(StandardCharsets.US_ASCII);
          exchange.getResponseHeaders().set("Content-Type", "text/plain");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    origin.start();
  }

  /** Configures a gateway that keeps its sessions in a file, and waits until it listens. */
  Gateway startGateway() throws Exception {
    return startGateway(folder.resolve("gateway"), 2);
  }

  /**
   * The same with a CA that is there already.
   *
   * @param wtlsClass that sessions must reach
   */
  Gateway startGateway(Path home, int wtlsClass) throws Exception {
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getByName(LOOPBACK))) {
      port = free.getLocalPort();
    }
    gatewayConfiguration = admin().createFactoryConfiguration("wtls.gateway", "?");
    gatewayConfiguration.update(
        properties(
            Map.of(
                "listen.address",
                LOOPBACK,
                "listen.port",
                port,
                "home",
                home.toString(),
                "wtls.class",
                wtlsClass,
                "store.file",
                folder.resolve("sessions").toString())));
    return gateway();
  }

  /** Puts the cards of a folder into a reader, whose name is {@code simulator}. */
  void configureReader(Path cards) throws Exception {
    readerConfiguration = admin().getConfiguration("wtls.card.simulator", "?");
    readerConfiguration.update(properties(Map.of("cards", cards.toString(), "sync", false)));
  }

  /** Has the phone engine trust the gateway and keep its sessions in a file. */
  void configureEngine(Gateway gateway) throws Exception {
    engineConfiguration = admin().getConfiguration("wtls.engine.phone", "?");
    engineConfiguration.update(
        properties(
            Map.of(
                "roots",
                new String[] {gateway.rootFile().orElseThrow().toString()},
                "store.file",
                folder.resolve("phone").toString(),
                "key.file",
                folder.resolve("phone.key").toString())));
    awaitTrust();
  }

  /** Waits until the engine that is there now has roots: a new configuration is a new engine. */
  void awaitTrust() {
    await("the engine trusts the gateway", this::engineHasRoots);
  }

  /** Asks the engine that is there now, and waits for none: it may have gone for good. */
  private boolean engineHasRoots() {
    String any = filterFor(SecurityEngine.class, "(objectClass=*)");
    Object engine = trackers.computeIfAbsent(any, this::openTracker).getService();
    try {
      return engine != null && !((SecurityEngine) engine).credentials().roots().isEmpty();
    } catch (EngineException e) {
      return false; // It went out of service just now.
    }
  }

  private static Dictionary<String, Object> properties(Map<String, Object> values) {
    return new Hashtable<>(values);
  }

  /** The gateway of this stage, also after a restart. */
  Gateway gateway() throws InterruptedException {
    return service(Gateway.class, "(listen.port=" + port + ")");
  }

  SecurityEngine engine() throws InterruptedException {
    return service(SecurityEngine.class, "(objectClass=*)");
  }

  WtlsClient client() throws InterruptedException {
    return service(WtlsClient.class, "(objectClass=*)");
  }

  ConfigurationAdmin admin() throws InterruptedException {
    return service(ConfigurationAdmin.class, "(objectClass=*)");
  }

  /** A service, as soon as there is one. */
  private <S> S service(Class<S> type, String filter) throws InterruptedException {
    ServiceTracker<?, ?> tracker =
        trackers.computeIfAbsent(filterFor(type, filter), this::openTracker);
    Object service = tracker.waitForService(PATIENCE.toMillis());
    if (service == null) {
      throw late("a service of type " + type.getName());
    }
    return type.cast(service);
  }

  private static String filterFor(Class<?> type, String filter) {
    return "(&(" + Constants.OBJECTCLASS + "=" + type.getName() + ")" + filter + ")";
  }

  private ServiceTracker<?, ?> openTracker(String filter) {
    try {
      ServiceTracker<?, ?> tracker =
          new ServiceTracker<>(context, context.createFilter(filter), null);
      tracker.open();
      return tracker;
    } catch (InvalidSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** How many services of a type there are. */
  int count(Class<?> type) {
    return count(filterFor(type, "(objectClass=*)"));
  }

  /** How many of them there are that a filter matches. */
  int count(Class<?> type, String filter) {
    return count(filterFor(type, filter));
  }

  private int count(String filter) {
    try {
      ServiceReference<?>[] references = context.getAllServiceReferences(null, filter);
      return references == null ? 0 : references.length;
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  SecureConnection connect(Gateway gateway) throws Exception {
    return client().connect(request(gateway.address()).build());
  }

  /** Connects over an engine of this name, as soon as the core has one. */
  SecureConnection connect(Gateway gateway, String engine, KeyExchangeSuite suite)
      throws Exception {
    ConnectRequest request =
        request(gateway.address())
            .engine(engine)
            .keyExchanges(List.of(suite))
            .clientAuthentication(true)
            .build();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return client().connect(request);
      } catch (EngineUnavailableException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        LockSupport.parkNanos(POLL_NANOS);
      }
    }
  }

  private static ConnectRequest.Builder request(InetSocketAddress address) {
    return ConnectRequest.to(new Peer(LOOPBACK, address.getPort()), address);
  }

  /** Fetches a page from the origin, and checks that it is the right one. */
  void fetch(SecureConnection connection, String path) throws WtlsException, InterruptedException {
    String url = "http://" + LOOPBACK + ":" + origin.getAddress().getPort() + path;
    connection.send(ConnectionlessGet.of(1, url));
    Optional<byte[]> answer = connection.receive(PATIENCE);
    String body = ConnectionlessGet.body(answer.orElseThrow(() -> new AssertionError("No answer")));
    if (!body.equals(path)) {
      throw new AssertionError("Asked for " + path + ", got " + body);
    }
  }

  /** Says what did not happen in time, and what the framework's threads were doing instead. */
  private static AssertionError late(String what) {
    StringBuilder stacks = new StringBuilder();
    Thread.getAllStackTraces()
        .forEach(
            (thread, stack) -> {
              if (thread.getName().matches("(CM|SCR|Felix|wtls).*")) {
                stacks.append(thread.getName()).append('\n');
                Arrays.stream(stack).forEach(line -> stacks.append("  ").append(line).append('\n'));
              }
            });
    return new AssertionError("Not in time: " + what + "\n" + stacks);
  }

  /** Something to become true. */
  interface Condition {
    boolean holds() throws Exception;
  }

  static void await(String what, Condition condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!condition.holds()) {
        if (System.nanoTime() > end) {
          throw late(what);
        }
        LockSupport.parkNanos(POLL_NANOS);
      }
    } catch (Exception e) {
      throw new AssertionError("Cannot tell: " + what, e);
    }
  }

  /** Takes everything down, and waits until it has gone: the next stage begins on clean ground. */
  @Override
  public void close() throws IOException {
    origin.stop(0);
    if (gatewayConfiguration != null) {
      gatewayConfiguration.delete();
      String mine = filterFor(Gateway.class, "(listen.port=" + port + ")");
      await("the gateway has gone", () -> count(mine) == 0);
    }
    if (readerConfiguration != null) {
      readerConfiguration.delete();
      await("the cards have gone", () -> count(CardSlot.class) == 0);
    }
    if (engineConfiguration != null) {
      engineConfiguration.delete();
      await(
          "the engine has forgotten the roots",
          () -> count(SecurityEngine.class) == 0 || !engineHasRoots());
    }
    trackers.values().forEach(ServiceTracker::close);
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
