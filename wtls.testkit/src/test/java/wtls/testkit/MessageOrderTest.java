package wtls.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.engine.EngineException;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.handshake.Handshakes;
import wtls.protocol.handshake.HelloRequest;
import wtls.protocol.record.ContentType;
import wtls.testkit.engine.EngineUnderTest;
import wtls.testkit.engine.Engines;
import wtls.testkit.engine.InsiderEngine;
import wtls.testkit.network.Address;
import wtls.testkit.network.Tamper;

/**
 * Messages where they do not belong (WAP-261 10.3): a flight that goes wrong ends the handshake,
 * one that only ends too soon is asked for again, and none but the right order opens a connection.
 */
class MessageOrderTest {
  @RegisterExtension final TraceOnFailure traces = new TraceOnFailure();

  static List<Arguments> flows() {
    return Engines.all().stream()
        .flatMap(kind -> FlowCase.of(kind).stream().map(flow -> arguments(kind, flow)))
        .toList();
  }

  /** A change to the records of one datagram. */
  private record Change(String name, List<byte[]> records) {}

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("flows")
  void acceptsNoOtherOrderFromTheGateway(EngineUnderTest kind, FlowCase flow)
      throws EngineException {
    checkAll(kind, flow, false);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("flows")
  void acceptsNoOtherOrderFromThePhone(EngineUnderTest kind, FlowCase flow) throws EngineException {
    checkAll(kind, flow, true);
  }

  private void checkAll(EngineUnderTest kind, FlowCase flow, boolean fromPhone)
      throws EngineException {
    List<byte[]> datagrams = undisturbed(kind, flow, fromPhone);
    for (int number = 0; number < datagrams.size(); number++) {
      List<byte[]> right = Records.split(datagrams.get(number));
      for (Change change : changes(right)) {
        check(kind, flow, fromPhone, number, right, change);
      }
    }
  }

  private void check(
      EngineUnderTest kind,
      FlowCase flow,
      boolean fromPhone,
      int which,
      List<byte[]> right,
      Change change)
      throws EngineException {
    traces.forget();
    Scenario scenario = flow.prepare(traces.network(2), kind);
    PhoneEnd phone = scenario.phone().prepare(scenario.currentSettings());
    Address gateway = scenario.gateway().address();
    int first = Records.isClear(right.get(0)) ? Records.view(right.get(0)).sequence() : 0;
    byte[] changed = Records.renumbered(change.records(), first);
    Tamper once = (number, datagram) -> List.of(number == which ? changed : datagram);
    Address from = fromPhone ? phone.address() : gateway;
    Address to = fromPhone ? gateway : phone.address();
    scenario.network().link(from, to).setTamper(once);

    phone.start();
    boolean open =
        scenario.network().runUntil(() -> scenario.isOpenAtBothEnds(phone), Duration.ofMinutes(2));

    String what =
        (fromPhone ? "phone's" : "gateway's") + " datagram " + which + ", " + change.name();
    if (isPrefix(change.records(), right)) {
      assertThat(open).as("%s: asked for again", what).isTrue();
    }
    if (open) {
      new Transfer(scenario, phone).exchange(3, Duration.ofMillis(10)).assertInOrder();
    } else {
      assertThat(phone.opened().isPresent() && phone.isLive()).as("%s: opened", what).isFalse();
    }
  }

  /** Whether a flight only ends too soon. */
  private static boolean isPrefix(List<byte[]> records, List<byte[]> right) {
    if (records.size() >= right.size()) {
      return false;
    }
    for (int i = 0; i < records.size(); i++) {
      if (!Arrays.equals(records.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Every record left out, repeated, or before the one before it; strangers at every place. */
  private static List<Change> changes(List<byte[]> right) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < right.size(); i++) {
      if (right.size() > 1) {
        List<byte[]> without = new ArrayList<>(right);
        without.remove(i);
        changes.add(new Change("without " + i, without));
      }
      List<byte[]> twice = new ArrayList<>(right);
      twice.add(i, right.get(i));
      changes.add(new Change("twice " + i, twice));
      if (i > 0) {
        List<byte[]> swapped = new ArrayList<>(right);
        swapped.set(i - 1, right.get(i));
        swapped.set(i, right.get(i - 1));
        changes.add(new Change("swapped " + i, swapped));
      }
      for (byte[] stranger : strangers()) {
        List<byte[]> with = new ArrayList<>(right);
        with.add(i, stranger);
        changes.add(new Change("with another before " + i, with));
      }
    }
    return changes;
  }

  private static List<byte[]> strangers() {
    List<byte[]> strangers = new ArrayList<>();
    strangers.add(Records.clear(ContentType.CHANGE_CIPHER_SPEC, 0, new byte[] {1}));
    strangers.add(Records.clear(ContentType.APPLICATION_DATA, 0, new byte[] {1, 2, 3}));
    for (byte type : new byte[] {1, 2, 11, 12, 13, 14, 15, 16, 20}) {
      strangers.add(Records.clear(ContentType.HANDSHAKE, 0, new byte[] {type, 0, 0}));
    }
    return strangers;
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("flows")
  void ignoresHelloRequestDuringAHandshake(EngineUnderTest kind, FlowCase flow)
      throws EngineException {
    Scenario scenario = flow.prepare(traces.network(3), kind);
    PhoneEnd phone = scenario.phone().prepare(scenario.currentSettings());
    Address gateway = scenario.gateway().address();
    byte[] request =
        Records.clear(ContentType.HANDSHAKE, 0, Handshakes.encode(new HelloRequest(), null));
    scenario
        .network()
        .link(gateway, phone.address())
        .setTamper(
            (number, datagram) -> {
              List<byte[]> records = Records.split(datagram);
              int first = Records.view(records.get(0)).sequence();
              if (number == 0) {
                records.add(0, request);
                return List.of(Records.renumbered(records, 0));
              }
              return List.of(Records.renumbered(records, first + 1));
            });

    phone.start();
    scenario.settle();

    assertThat(phone.isLive()).isTrue();
    new Transfer(scenario, phone).exchange(3, Duration.ofMillis(10)).assertInOrder();
    assertThat(scenario.at(phone).established()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void keepsALiveConnectionWhateverMessageTheGatewaySendsUnderItsKeys(EngineUnderTest kind)
      throws EngineException {
    for (int type : new int[] {1, 2, 11, 12, 13, 14, 15, 16, 20, 99}) {
      traces.forget();
      Live live = live(kind, type);
      byte[] message = {(byte) type, 0, 0};

      live.phone.receive(
          live.scenario.gateway().address(),
          live.insider.asGateway(20, ContentType.HANDSHAKE, message));
      live.phone.receive(
          live.scenario.gateway().address(),
          live.insider.asGateway(21, ContentType.CHANGE_CIPHER_SPEC, new byte[] {1}));

      assertThat(live.phone.isLive()).as("message %s", type).isTrue();
      live.transfer().assertInOrder();
    }
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void refusesMessagesOfNoHandshakeUnderTheConnectionsKeys(EngineUnderTest kind)
      throws EngineException {
    for (int type : new int[] {0, 2, 11, 12, 13, 14, 15, 16, 20}) {
      traces.forget();
      Live live = live(kind, type);
      byte[] message = {(byte) type, 0, 0};

      live.scenario
          .gateway()
          .receive(live.phone.address(), live.insider.asPhone(20, ContentType.HANDSHAKE, message));

      assertThat(live.scenario.at(live.phone).refusals())
          .as("message %s", type)
          .containsExactly(AlertDescription.UNEXPECTED_MESSAGE);
    }
  }

  private record Live(Scenario scenario, PhoneEnd phone, InsiderEngine insider) {
    Transfer transfer() {
      return new Transfer(scenario, phone).exchange(3, Duration.ofMillis(10));
    }
  }

  private Live live(EngineUnderTest kind, long seed) throws EngineException {
    Scenario scenario = new Scenario(traces.network(seed), kind).engine(InsiderEngine::new);
    PhoneEnd phone = scenario.connected();
    Live live = new Live(scenario, phone, (InsiderEngine) scenario.phone().engine());
    live.transfer().assertInOrder();
    return live;
  }

  private List<byte[]> undisturbed(EngineUnderTest kind, FlowCase flow, boolean fromPhone)
      throws EngineException {
    Scenario scenario = flow.prepare(traces.network(2), kind);
    PhoneEnd phone = scenario.connected();
    assertThat(Optional.of(phone).filter(PhoneEnd::isLive)).isPresent();
    scenario
        .network()
        .runUntil(() -> scenario.at(phone).machine().isConnected(), Duration.ofSeconds(1));
    Address gateway = scenario.gateway().address();
    return fromPhone
        ? List.copyOf(scenario.network().link(phone.address(), gateway).sent())
        : List.copyOf(scenario.network().link(gateway, phone.address()).sent());
  }
}
