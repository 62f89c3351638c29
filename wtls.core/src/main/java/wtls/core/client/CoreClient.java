package wtls.core.client;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import wtls.api.client.ConnectRequest;
import wtls.api.client.EngineUnavailableException;
import wtls.api.client.SecureConnection;
import wtls.api.client.UnreachableException;
import wtls.api.client.WtlsClient;
import wtls.api.client.WtlsException;
import wtls.api.engine.SecurityEngine;
import wtls.api.trace.DatagramTap;
import wtls.core.machine.Settings;
import wtls.core.machine.Timers;
import wtls.core.net.TapSwitch;
import wtls.core.net.UdpNetwork;
import wtls.protocol.certificate.VerifiedSignatures;
import wtls.protocol.policy.AlgorithmPolicy;

/** The core as a component: engines come and go, connections are made over those that are there. */
@Component(service = WtlsClient.class, configurationPid = "wtls.core")
@Designate(ocd = CoreConfiguration.class)
public final class CoreClient implements WtlsClient {
  private static final long IDLE_SECONDS = 10;
  private static final long STOP_SECONDS = 5;

  private final EngineRegistry engines = new EngineRegistry();
  private final TapSwitch taps = new TapSwitch();
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final VerifiedSignatures verified = new VerifiedSignatures(VerifiedSignatures.TYPICAL);
  private final UdpNetwork network;
  private final ExecutorService pool;
  private final ScheduledThreadPoolExecutor timer;

  private volatile CoreConfiguration configuration;

  /** Starts the core's threads; called by Declarative Services. */
  @Activate
  public CoreClient(CoreConfiguration configuration) {
    this.configuration = configuration;
    timersOf(configuration);
    network = new UdpNetwork(taps);
    pool =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            daemons("wtls-core-worker-"));
    timer = new ScheduledThreadPoolExecutor(1, daemons("wtls-core-timer-"));
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Takes new values for connections to come. */
  @Modified
  void modified(CoreConfiguration changed) {
    timersOf(changed);
    configuration = changed;
  }

  /** Ends all connections and the core's threads. */
  @Deactivate
  void deactivate() throws InterruptedException {
    for (Connection connection : List.copyOf(connections)) {
      connection.close();
    }
    network.close();
    timer.shutdownNow();
    pool.shutdownNow();
    timer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    pool.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindEngine(SecurityEngine engine, Map<String, ?> properties) {
    engines.add(engine, properties);
  }

  void unbindEngine(SecurityEngine engine) {
    engines.remove(engine);
    for (Connection connection : connections) {
      if (connection.engine() == engine) {
        connection.abort(
            new EngineUnavailableException(
                "Engine " + engine.profile().name() + " was taken out of service: connect again."));
      }
    }
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      target = "(!(wtls.tap.side=gateway))")
  void bindTap(DatagramTap tap) {
    taps.add(tap);
  }

  void unbindTap(DatagramTap tap) {
    taps.remove(tap);
  }

  @Override
  public SecureConnection connect(ConnectRequest request)
      throws WtlsException, InterruptedException {
    if (request.address().isUnresolved()) {
      throw new UnreachableException(
          "The name " + request.address().getHostString() + " has no address: check it.");
    }
    SecurityEngine engine = engines.choose(request.engine());
    Connection connection =
        new Connection(engine, settings(request), pool, timer, connections::remove);
    connections.add(connection);
    try {
      connection.open(network.open(request.address(), connection));
    } catch (IOException e) {
      connections.remove(connection);
      throw new UnreachableException(
          "There is no way to " + request.address() + ": " + e.getMessage(), e);
    }
    return connection;
  }

  private Settings settings(ConnectRequest request) {
    CoreConfiguration now = configuration;
    return new Settings(
        request,
        AlgorithmPolicy.of(request.allowedLegacy()),
        timersOf(now),
        Duration.ofSeconds(now.session_lifetime()),
        now.session_uses(),
        Settings.RENEW_AT,
        InstantSource.system(),
        verified);
  }

  private static Timers timersOf(CoreConfiguration values) {
    return new Timers(
        Duration.ofMillis(values.retransmission_first()),
        values.retransmission_tries(),
        values.retransmission_factor(),
        Duration.ofMillis(values.retransmission_longest()));
  }

  private static ThreadFactory daemons(String prefix) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
