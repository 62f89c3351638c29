package wtls.launcher.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import wtls.api.client.ConnectRequest;
import wtls.api.client.Negotiated;
import wtls.api.client.SecureConnection;
import wtls.api.client.WtlsClient;
import wtls.api.client.WtlsException;
import wtls.api.gateway.Gateway;
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
 * the same session resumed. All of it in this process, every datagram over a real socket.
 */
public final class Demo {
  private static final Duration ASK_AGAIN = Duration.ofSeconds(3);
  private static final int TRIES = 3;

  /** How long the answer to the closing alert may take to be seen. */
  private static final Duration LAST_DATAGRAM = Duration.ofMillis(500);

  private final Services services;
  private final Path home;
  private volatile Ladder current;

  /**
   * A demonstration.
   *
   * @param home the folder with the gateway's keys, which are made if they are not there; sessions
   *     stay in memory
   */
  public Demo(Services services, Path home) {
    this.services = services;
    this.home = home;
  }

  /** Runs it; blocks until both pages are there. */
  public List<Visit> run()
      throws IOException, ServiceException, WtlsException, InterruptedException {
    try (RunningGateway gateway = services.gateway(gatewaySettings());
        DemoOrigin origin = DemoOrigin.start(this::originSpoke)) {
      WtlsClient phone = services.client(phoneSettings(gateway.service()));
      InetSocketAddress address = gateway.service().address();
      Visit first = visit(phone, address, origin, DemoOrigin.DECK);
      Visit second = visit(phone, address, origin, DemoOrigin.NOTE);
      return List.of(first, second);
    }
  }

  private GatewaySettings gatewaySettings() {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return GatewaySettings.on(any, home);
  }

  private static PhoneSettings phoneSettings(Gateway gateway) {
    return new PhoneSettings(Optional.empty(), gateway.rootFile().stream().toList(), List.of());
  }

  @SuppressWarnings("try") // what is held open need not be spoken to
  private Visit visit(WtlsClient phone, InetSocketAddress gateway, DemoOrigin origin, String path)
      throws WtlsException, InterruptedException {
    Ladder ladder = new Ladder(gateway, System::nanoTime);
    current = ladder;
    try (Watch watch = services.watch(Side.GATEWAY, ladder)) {
      Peer peer = new Peer(gateway.getAddress().getHostAddress(), gateway.getPort());
      long start = System.nanoTime();
      SecureConnection connection = phone.connect(ConnectRequest.to(peer, gateway).build());
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
