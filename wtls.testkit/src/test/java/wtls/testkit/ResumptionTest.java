package wtls.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.client.Negotiated;
import wtls.api.engine.EngineException;
import wtls.api.engine.Outlook;
import wtls.api.session.SessionDescription;
import wtls.core.machine.Settings;
import wtls.gateway.handshake.Flow;
import wtls.gateway.store.MvSessionStore;
import wtls.gateway.store.StoredSessions;
import wtls.protocol.crypto.WtlsKeys;
import wtls.protocol.handshake.ClientHello;
import wtls.protocol.handshake.Handshakes;
import wtls.testkit.engine.EngineUnderTest;
import wtls.testkit.network.Address;
import wtls.testkit.network.Tamper;
import wtls.testkit.network.VirtualNetwork;

/**
 * No session is used past its pre-defined time, nor more often than allowed, on either side:
 * promise 4 of the design, claim 2 of WO 00/02358. The gateway has its real store.
 */
class ResumptionTest {
  private static final Duration LONG = Duration.ofDays(300);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int OFTEN = 1_000;

  @RegisterExtension final TraceOnFailure traces = new TraceOnFailure();

  private MvSessionStore store;

  @AfterEach
  void closeStore() {
    store.close();
  }

  /** A scenario in which each side has its own idea of how long and how often. */
  private Scenario scenario(
      EngineUnderTest kind,
      Duration phoneTime,
      int phoneUses,
      Duration gatewayTime,
      int gatewayUses) {
    VirtualNetwork network = traces.network(1);
    store = MvSessionStore.inMemory(network.clock(), 100, new SeededRandom(1));
    return new Scenario(network, kind)
        .sessions(new StoredSessions(store))
        .policy(policy -> policy.sessions(gatewayTime, gatewayUses))
        .settings(settings -> keeping(settings, phoneTime, phoneUses));
  }

  private static Settings keeping(Settings settings, Duration lifetime, int uses) {
    return new Settings(
        settings.request(),
        settings.policy(),
        settings.timers(),
        lifetime,
        uses,
        settings.renewAt(),
        settings.wallClock(),
        settings.verified());
  }

  private static Flow connect(Scenario scenario) throws EngineException {
    PhoneEnd phone = scenario.connectedAtBothEnds();
    new Transfer(scenario, phone).exchange(2, Duration.ofMillis(5)).assertInOrder();
    Flow flow = scenario.at(phone).established().get(0).flow();
    boolean abbreviated =
        phone.opened().orElseThrow().handshake() == Negotiated.Handshake.ABBREVIATED;
    assertThat(abbreviated).isEqualTo(flow == Flow.ABBREVIATED);
    phone.close();
    scenario.settle();
    return flow;
  }

  /** Whether the last ClientHello asked for a session. */
  private static boolean asked(Scenario scenario, int connection) throws Exception {
    byte[] datagram =
        scenario
            .network()
            .link(new Address("phone:" + connection), scenario.gateway().address())
            .sent()
            .get(0);
    byte[] record = Records.split(datagram).get(0);
    ClientHello hello = (ClientHello) Handshakes.decode(record, 5, record.length - 5, null);
    return !hello.sessionId().isEmpty();
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void resumesUntilTheLastSecondOfItsTime(EngineUnderTest kind) throws Exception {
    Scenario scenario = scenario(kind, HOUR, OFTEN, HOUR, OFTEN);

    assertThat(connect(scenario)).isEqualTo(Flow.FULL);
    scenario.network().run(HOUR.minusSeconds(10));
    assertThat(connect(scenario)).isEqualTo(Flow.ABBREVIATED);
    scenario.network().run(Duration.ofSeconds(10));
    assertThat(connect(scenario)).isEqualTo(Flow.FULL);
    assertThat(asked(scenario, 3)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void endsAtTheGatewaysTimeThoughThePhoneKeepsItLonger(EngineUnderTest kind) throws Exception {
    Scenario scenario = scenario(kind, LONG, OFTEN, HOUR, OFTEN);

    assertThat(connect(scenario)).isEqualTo(Flow.FULL);
    scenario.network().run(HOUR);
    assertThat(connect(scenario)).isEqualTo(Flow.FULL);
    assertThat(asked(scenario, 2)).as("the phone asked for the session").isTrue();
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void endsAtThePhonesTimeThoughTheGatewayKeepsItLonger(EngineUnderTest kind) throws Exception {
    Scenario scenario = scenario(kind, HOUR, OFTEN, LONG, OFTEN);

    assertThat(connect(scenario)).isEqualTo(Flow.FULL);
    scenario.network().run(HOUR);
    assertThat(connect(scenario)).isEqualTo(Flow.FULL);
    assertThat(asked(scenario, 2)).as("the phone asked for the session").isFalse();
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void isUsedAsOftenAsTheGatewayAllows(EngineUnderTest kind) throws Exception {
    Scenario scenario = scenario(kind, LONG, OFTEN, LONG, 3);

    assertThat(connect(scenario)).isEqualTo(Flow.FULL);
    for (int use = 1; use <= 3; use++) {
      assertThat(connect(scenario)).as("use %s", use).isEqualTo(Flow.ABBREVIATED);
    }
    assertThat(connect(scenario)).isEqualTo(Flow.FULL);
    assertThat(asked(scenario, 5)).as("the phone asked for the session").isTrue();
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void isUsedAsOftenAsThePhoneAllows(EngineUnderTest kind) throws Exception {
    Scenario scenario = scenario(kind, LONG, 3, LONG, OFTEN);

    assertThat(connect(scenario)).isEqualTo(Flow.FULL);
    for (int use = 1; use <= 3; use++) {
      assertThat(connect(scenario)).as("use %s", use).isEqualTo(Flow.ABBREVIATED);
    }
    assertThat(connect(scenario)).isEqualTo(Flow.FULL);
    assertThat(asked(scenario, 5)).as("the phone asked for the session").isFalse();
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void countsAUseAtThePhoneThoughTheHandshakeFails(EngineUnderTest kind) throws Exception {
    Scenario scenario = scenario(kind, LONG, 2, LONG, OFTEN);
    assertThat(connect(scenario)).isEqualTo(Flow.FULL);

    PhoneEnd cut = scenario.phone().prepare(scenario.currentSettings());
    // What comes after ServerHello never arrives.
    scenario
        .network()
        .link(scenario.gateway().address(), cut.address())
        .setTamper((number, datagram) -> List.of(Records.split(datagram).get(0)));
    cut.start();
    scenario.network().run(Duration.ofMinutes(10));
    assertThat(cut.opened()).isEmpty();

    assertThat(connect(scenario)).isEqualTo(Flow.ABBREVIATED);
    assertThat(connect(scenario)).isEqualTo(Flow.FULL);
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void costsTheGatewayNoUseToBeAskedByAStranger(EngineUnderTest kind) throws Exception {
    Scenario scenario = scenario(kind, LONG, OFTEN, LONG, 1);
    assertThat(connect(scenario)).isEqualTo(Flow.FULL);

    PhoneEnd overheard = scenario.phone().prepare(scenario.currentSettings());
    scenario
        .network()
        .link(overheard.address(), scenario.gateway().address())
        .setTamper(Tamper.DROP);
    overheard.start();
    byte[] hello =
        scenario.network().link(overheard.address(), scenario.gateway().address()).sent().get(0);
    for (int i = 0; i < 20; i++) {
      Address stranger = new Address("stranger " + i);
      scenario.network().forge(stranger, scenario.gateway().address(), hello);
    }
    scenario.settle();

    assertThat(connect(scenario)).isEqualTo(Flow.ABBREVIATED);
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void letsOneOfTwoAtOnceHaveTheLastUse(EngineUnderTest kind) throws Exception {
    Scenario scenario = scenario(kind, LONG, OFTEN, LONG, 1);
    scenario.gateway().setTaskTime(50);
    assertThat(connect(scenario)).isEqualTo(Flow.FULL);

    PhoneEnd first = scenario.connect();
    PhoneEnd second = scenario.connect();
    first.send(new byte[] {1});
    second.send(new byte[] {2});
    scenario.settle();

    boolean one = scenario.gateway().end(first.address()).machine().isConnected();
    boolean other = scenario.gateway().end(second.address()).machine().isConnected();
    assertThat(one ^ other).as("one connected: %s, %s", one, other).isTrue();
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void refusesToResumeInTheEngineWhatTheCoreShouldNotAskFor(EngineUnderTest kind) throws Exception {
    Scenario scenario = scenario(kind, HOUR, OFTEN, LONG, OFTEN);
    assertThat(connect(scenario)).isEqualTo(Flow.FULL);
    SessionDescription stored = scenario.phone().engine().sessions().get(0);
    scenario.network().run(HOUR);

    EngineException refusal =
        catchThrowableOfType(
            EngineException.class, () -> scenario.phone().engine().resume(stored, outlook(stored)));

    assertThat(refusal.reason())
        .isIn(EngineException.Reason.EXPIRED, EngineException.Reason.UNKNOWN);
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void makesANewSessionWhenTheEngineCannotResumeTheOldOneAnyMore(EngineUnderTest kind)
      throws Exception {
    Scenario scenario = scenario(kind, LONG, OFTEN, LONG, OFTEN);
    assertThat(connect(scenario)).isEqualTo(Flow.FULL);
    SessionDescription stored = scenario.phone().engine().sessions().get(0);
    scenario.phone().engine().resume(stored, outlook(stored)).forget();

    assertThat(connect(scenario)).isEqualTo(Flow.FULL);
  }

  private static Outlook outlook(SessionDescription session) {
    return new Outlook(
        new byte[100],
        new byte[] {20, 0, 12},
        true,
        session.cipherSuite().mac().hash(),
        WtlsKeys.clientSide(session.cipherSuite(), 0, new byte[16], new byte[16]));
  }
}
