package wtls.testkit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import wtls.api.client.ConnectRequest;
import wtls.api.engine.EngineException;
import wtls.api.engine.SecurityEngine;
import wtls.api.session.Peer;
import wtls.core.machine.Settings;
import wtls.core.machine.Timers;
import wtls.gateway.handshake.Sessions;
import wtls.testkit.engine.EngineUnderTest;
import wtls.testkit.engine.Handset;
import wtls.testkit.network.Address;
import wtls.testkit.network.VirtualNetwork;
import wtls.testkit.pki.ClientKey;
import wtls.testkit.pki.TestCredentials;
import wtls.testkit.pki.TestPki;

/**
 * A phone and a gateway on one network. What is to differ from the defaults is said first; the
 * gateway and the phone come into being when first asked for.
 */
public final class Scenario {
  /** More than any handshake takes with the timers of these scenarios. */
  public static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final int PORT = 9202;
  private static final Timers TIMERS =
      new Timers(Duration.ofSeconds(1), 30, 2, Duration.ofSeconds(4));

  private final VirtualNetwork network;
  private final EngineUnderTest kind;
  private final TestPki pki = TestPki.get();
  private Sessions sessions = new MemorySessions();
  private TestCredentials credentials = new TestCredentials(pki.serverKeys());
  private final PolicyBuilder policy = new PolicyBuilder();
  private List<ClientKey> clientKeys = List.of();
  private Set<String> legacy = Set.of();
  private UnaryOperator<ConnectRequest.Builder> request = UnaryOperator.identity();
  private UnaryOperator<Settings> settings = UnaryOperator.identity();
  private UnaryOperator<SecurityEngine> wrapping = UnaryOperator.identity();
  private SimulatedGateway gateway;
  private SimulatedPhone phone;
  private SecurityEngine firstEngine;
  private int engines;

  public Scenario(VirtualNetwork network, EngineUnderTest kind) {
    this.network = network;
    this.kind = kind;
  }

  public Scenario policy(UnaryOperator<PolicyBuilder> changes) {
    changes.apply(policy);
    return this;
  }

  /** Both ends allow these legacy algorithms. */
  public Scenario legacy(Set<String> names) {
    legacy = names;
    policy.legacy(names);
    return this;
  }

  /** Only the phone allows these legacy algorithms. */
  public Scenario phoneLegacy(Set<String> names) {
    legacy = names;
    return this;
  }

  public Scenario credentials(TestCredentials changed) {
    credentials = changed;
    return this;
  }

  /** The gateway keeps its sessions there. */
  public Scenario sessions(Sessions changed) {
    sessions = changed;
    return this;
  }

  /** The phone has these keys. */
  public Scenario clientKeys(List<ClientKey> keys) {
    clientKeys = keys;
    return this;
  }

  public Scenario request(UnaryOperator<ConnectRequest.Builder> changes) {
    request = changes;
    return this;
  }

  public Scenario settings(UnaryOperator<Settings> changes) {
    settings = changes;
    return this;
  }

  /** Puts something around each engine. */
  public Scenario engine(UnaryOperator<SecurityEngine> wrapper) {
    wrapping = wrapper;
    return this;
  }

  public VirtualNetwork network() {
    return network;
  }

  public SimulatedGateway gateway() {
    if (gateway == null) {
      gateway =
          new SimulatedGateway(
              network, new Address("gateway"), policy.build(), credentials, sessions);
    }
    return gateway;
  }

  public SimulatedPhone phone() throws EngineException {
    if (phone == null) {
      phone = new SimulatedPhone(network, "phone", gateway().address(), newEngine());
    }
    return phone;
  }

  /** Another engine of the same kind, in the same phone. */
  public SecurityEngine newEngine() throws EngineException {
    Handset handset = handset();
    SecurityEngine made =
        firstEngine == null ? kind.create(handset) : kind.createBeside(firstEngine, handset);
    if (firstEngine == null) {
      firstEngine = made;
    }
    return wrapping.apply(made);
  }

  /** An engine of the same kind in another phone. */
  public SecurityEngine elsewhere() throws EngineException {
    return wrapping.apply(kind.create(handset()));
  }

  private Handset handset() {
    return new Handset(
        pki.roots(),
        clientKeys,
        TestPki.SHARED_SECRET_NAME,
        pki.sharedSecret(),
        network.clock(),
        new SeededRandom(network.seed() + ++engines));
  }

  /** What the phone connects with. */
  public Settings currentSettings() {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT);
    ConnectRequest.Builder builder =
        ConnectRequest.to(new Peer(TestPki.HOST, PORT), address).allowLegacy(legacy);
    return settings.apply(
        Settings.of(request.apply(builder).build(), network.clock()).withTimers(TIMERS));
  }

  /** Begins to connect. */
  public PhoneEnd connect() throws EngineException {
    return phone().connect(currentSettings());
  }

  /** Connects, and waits until the connection is open or has failed. */
  public PhoneEnd connected() throws EngineException {
    PhoneEnd end = connect();
    network.runUntil(() -> end.opened().isPresent() || end.end().isPresent(), PATIENCE);
    return end;
  }

  /** Connects, and waits until both ends know of it: for the phone it may be open sooner. */
  public PhoneEnd connectedAtBothEnds() throws EngineException {
    PhoneEnd end = connect();
    if (!network.runUntil(() -> isOpenAtBothEnds(end), PATIENCE)) {
      throw new AssertionError("No connection came about; the phone's end: " + end.end());
    }
    return end;
  }

  /** Whether a connection has opened at both ends and ended at none. */
  public boolean isOpenAtBothEnds(PhoneEnd end) {
    return end.isLive() && gateway().knows(end.address()) && at(end).machine().isConnected();
  }

  /** The gateway's end of a connection. */
  public GatewayEnd at(PhoneEnd end) {
    return gateway().end(end.address());
  }

  /** Lets time pass until nothing more is on its way: longer than any delay of these tests. */
  public void settle() {
    network.run(Duration.ofSeconds(2));
  }
}
