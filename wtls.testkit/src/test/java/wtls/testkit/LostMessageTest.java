package wtls.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.engine.EngineException;
import wtls.testkit.engine.EngineUnderTest;
import wtls.testkit.engine.Engines;
import wtls.testkit.network.Address;
import wtls.testkit.network.Link;
import wtls.testkit.network.Tamper;

/** Each datagram, and each end of a datagram, lost once: the client asks again (WAP-261 10.4). */
class LostMessageTest {
  @RegisterExtension final TraceOnFailure traces = new TraceOnFailure();

  static List<Arguments> flows() {
    return Engines.all().stream()
        .flatMap(kind -> FlowCase.of(kind).stream().map(flow -> arguments(kind, flow)))
        .toList();
  }

  /** The datagrams of a handshake without losses. */
  private record Handshake(List<byte[]> fromPhone, List<byte[]> fromGateway) {}

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("flows")
  void survivesTheLossOfEachDatagram(EngineUnderTest kind, FlowCase flow) throws EngineException {
    Handshake clean = undisturbed(kind, flow);
    for (int i = 0; i < clean.fromPhone().size(); i++) {
      check(kind, flow, clean, true, Tamper.dropping(i));
    }
    for (int i = 0; i < clean.fromGateway().size(); i++) {
      check(kind, flow, clean, false, Tamper.dropping(i));
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("flows")
  void survivesADatagramThatEndsAfterEachMessage(EngineUnderTest kind, FlowCase flow)
      throws EngineException {
    Handshake clean = undisturbed(kind, flow);
    for (Tamper tamper : cuts(clean.fromPhone())) {
      check(kind, flow, clean, true, tamper);
    }
    for (Tamper tamper : cuts(clean.fromGateway())) {
      check(kind, flow, clean, false, tamper);
    }
  }

  /** Each datagram cut after each of its messages but the last. */
  private static List<Tamper> cuts(List<byte[]> datagrams) {
    List<Tamper> tampers = new ArrayList<>();
    for (int d = 0; d < datagrams.size(); d++) {
      int datagram = d;
      int records = Records.split(datagrams.get(d)).size();
      for (int r = 1; r < records; r++) {
        int kept = r;
        tampers.add(
            (number, octets) -> {
              List<byte[]> whole = Records.split(octets);
              return List.of(number == datagram ? Records.join(whole.subList(0, kept)) : octets);
            });
      }
    }
    return tampers;
  }

  private Handshake undisturbed(EngineUnderTest kind, FlowCase flow) throws EngineException {
    Scenario scenario = flow.prepare(traces.network(1), kind);
    PhoneEnd phone = scenario.connect();
    assertOpensBothWays(scenario, phone);
    Address gateway = scenario.gateway().address();
    return new Handshake(
        List.copyOf(scenario.network().link(phone.address(), gateway).sent()),
        List.copyOf(scenario.network().link(gateway, phone.address()).sent()));
  }

  private void check(
      EngineUnderTest kind, FlowCase flow, Handshake clean, boolean fromPhone, Tamper tamper)
      throws EngineException {
    traces.forget();
    Scenario scenario = flow.prepare(traces.network(1), kind);
    PhoneEnd phone = scenario.phone().prepare(scenario.currentSettings());
    Address gateway = scenario.gateway().address();
    Link up = scenario.network().link(phone.address(), gateway);
    Link down = scenario.network().link(gateway, phone.address());
    (fromPhone ? up : down).setTamper(tamper);

    phone.start();
    assertOpensBothWays(scenario, phone);

    assertThat(up.sent()).as("the phone asks once more").hasSize(clean.fromPhone().size() + 1);
    assertThat(scenario.at(phone).established()).hasSize(1);
    assertThat(scenario.at(phone).established().get(0).flow()).isEqualTo(flow.flow());
    new Transfer(scenario, phone).exchange(5, Duration.ofMillis(10)).assertInOrder();
  }

  private static void assertOpensBothWays(Scenario scenario, PhoneEnd phone) {
    boolean open =
        scenario.network().runUntil(() -> scenario.isOpenAtBothEnds(phone), Scenario.PATIENCE);
    assertThat(open).as("open at both ends; the phone's end: %s", phone.end()).isTrue();
  }
}
