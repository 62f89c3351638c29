package wtls.launcher.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import wtls.api.client.ConnectRequest;
import wtls.api.client.Negotiated;
import wtls.api.client.SecureConnection;
import wtls.api.client.WtlsClient;
import wtls.api.client.WtlsException;
import wtls.api.engine.Embodiment;
import wtls.api.session.Peer;
import wtls.api.session.SecurityLevel;
import wtls.launcher.ladder.Ladder;
import wtls.launcher.ladder.Step;
import wtls.launcher.page.Page;
import wtls.launcher.page.PageFetch;
import wtls.launcher.service.GatewaySettings;
import wtls.launcher.service.PhoneSettings;
import wtls.launcher.service.RunningGateway;
import wtls.launcher.service.ServiceException;
import wtls.launcher.service.Services;
import wtls.launcher.service.Services.Side;
import wtls.launcher.service.Services.Watch;

/**
 * A phone that fetches two pages from an origin through a gateway: one over a new session, one over
 * the same session resumed; with the secrets in the phone, or on a card of any class. Both sides
 * authenticate. All of it in this process, every datagram over a real socket.
 */
public final class Demo implements AutoCloseable {
  private static final Duration ASK_AGAIN = Duration.ofSeconds(3);
  private static final int TRIES = 3;

  /** Class 3: the client proves who it is too. */
  private static final int MUTUAL = 3;

  /** How long the answer to the closing alert may take to be seen. */
  private static final Duration LAST_DATAGRAM = Duration.ofMillis(500);

  private final Services services;
  private final Path home;
  private final RunningGateway gateway;
  private final DemoOrigin origin;
  private volatile Ladder current;

  private Demo(Services services, Path home, RunningGateway gateway) throws IOException {
    this.services = services;
    this.home = home;
    this.gateway = gateway;
    this.origin = DemoOrigin.start(this::originSpoke);
  }

  /**
   * Starts gateway and origin, on ports that are free.
   *
   * @param home the folder with the gateway's keys, which are made if they are not there; sessions
   *     stay in memory
   * @throws IOException when the origin cannot listen
   */
  public static Demo start(Services services, Path home)
      throws IOException, ServiceException, InterruptedException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    RunningGateway gateway = services.gateway(GatewaySettings.on(any, home).withClass(MUTUAL));
    try {
      return new Demo(services, home, gateway);
    } catch (IOException e) {
      gateway.close();
      throw e;
    }
  }

  /** Where the gateway listens. */
  public InetSocketAddress gateway() {
    return gateway.service().address();
  }

  /** Where the origin listens. */
  public URI origin() {
    return origin.uri("/");
  }

  /**
   * Fetches both pages with the engine without a card; blocks until they are there.
   *
   * @param identities the files with the phone's keys
   */
  public List<Visit> withPhone(List<Path> identities)
      throws ServiceException, WtlsException, InterruptedException {
    List<Path> roots = gateway.service().rootFile().stream().toList();
    WtlsClient phone = services.client(new PhoneSettings(Optional.empty(), roots, identities));
    return visits(phone, "phone");
  }

  /** Fetches both pages with a card of that embodiment, which is made and inserted for it. */
  public List<Visit> withCard(Embodiment embodiment)
      throws DemoException, ServiceException, WtlsException, InterruptedException {
    try (DemoCard card = DemoCard.insert(embodiment, services, home)) {
      return visits(services.core(), card.engine());
    }
  }

  private List<Visit> visits(WtlsClient phone, String engine)
      throws WtlsException, InterruptedException {
    Visit first = visit(phone, engine, DemoOrigin.DECK);
    Visit second = visit(phone, engine, DemoOrigin.NOTE);
    return List.of(first, second);
  }

  /** Stops origin and gateway, and returns when they are gone. */
  @Override
  public void close() {
    origin.close();
    gateway.close();
  }

  @SuppressWarnings("try") // what is held open need not be spoken to
  private Visit visit(WtlsClient phone, String engine, String path)
      throws WtlsException, InterruptedException {
    InetSocketAddress address = gateway();
    Ladder ladder = new Ladder(address, System::nanoTime);
    current = ladder;
    try (Watch datagrams = services.watch(Side.GATEWAY, ladder);
        Watch commands = services.watch(ladder)) {
      Peer peer = new Peer(address.getAddress().getHostAddress(), address.getPort());
      long start = System.nanoTime();
      SecureConnection connection =
          phone.connect(ConnectRequest.to(peer, address).engine(engine).build());
      Duration opening = Duration.ofNanos(System.nanoTime() - start);
      Page page;
      Negotiated negotiated = connection.negotiated();
      SecurityLevel level = connection.securityLevel();
      try (connection) {
        PageFetch pages = new PageFetch(connection, System::nanoTime, ASK_AGAIN, TRIES);
        page = pages.get(origin.uri(path));
      }
      ladder.await(Demo::closed, LAST_DATAGRAM);
      return new Visit(negotiated, level, opening, path, page, ladder.steps());
    }
  }

  private void originSpoke(DemoOrigin.Message message) {
    if (message.request()) {
      current.asked(message.octets(), message.text());
    } else {
      current.answered(message.octets(), message.text());
    }
  }

  /** Whether the gateway has answered the phone's closing alert. */
  private static boolean closed(Step last) {
    return last instanceof Step.Datagram datagram
        && !datagram.up()
        && datagram.records().stream().anyMatch(name -> name.contains("Alert"));
  }
}
