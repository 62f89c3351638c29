package wtls.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.engine.EngineException;
import wtls.api.session.SessionId;
import wtls.core.machine.Settings;
import wtls.gateway.handshake.Established;
import wtls.gateway.handshake.ServerOutput.Closure;
import wtls.testkit.engine.EngineUnderTest;
import wtls.testkit.network.Faults;
import wtls.testkit.network.Tamper;

/** Handshakes on a live connection, under its keys: data goes on before, during and after. */
class RenewalTest {
  private static final Duration INTERVAL = Duration.ofMillis(5);

  @RegisterExtension final TraceOnFailure traces = new TraceOnFailure();

  private Scenario scenario(EngineUnderTest kind, long seed) {
    Scenario scenario = new Scenario(traces.network(seed), kind);
    scenario.gateway().setTaskTime(30);
    return scenario;
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void answersHelloRequestWhileDataFlows(EngineUnderTest kind) throws EngineException {
    Scenario scenario = scenario(kind, 1);
    PhoneEnd phone = scenario.connectedAtBothEnds();
    SessionId before = phone.opened().orElseThrow().sessionId();
    scenario.network().after(100, scenario.at(phone)::requestHandshake);

    new Transfer(scenario, phone).exchange(100, INTERVAL).assertInOrder();

    assertThat(phone.renewals()).hasSize(1);
    assertThat(phone.renewals().get(0).sessionId()).isNotEqualTo(before);
    assertThat(scenario.at(phone).established())
        .extracting(Established::inPlace)
        .containsExactly(false, true);
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void renewsAtThePhonesWishWhileDataFlows(EngineUnderTest kind) throws EngineException {
    Scenario scenario = scenario(kind, 2);
    PhoneEnd phone = scenario.connectedAtBothEnds();
    scenario.network().after(100, phone::renew);
    scenario.network().after(300, phone::renew);

    new Transfer(scenario, phone).exchange(120, INTERVAL).assertInOrder();

    assertThat(phone.renewals()).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void losesNothingWhenRecordsOvertakeTheHandshake(EngineUnderTest kind) throws EngineException {
    for (long seed = 0; seed < 40; seed++) {
      traces.forget();
      Scenario scenario = scenario(kind, seed);
      PhoneEnd phone = scenario.connectedAtBothEnds();
      scenario.network().setFaults(Faults.NONE.withDelay(0.5, Duration.ofMillis(40)));
      scenario.network().after(100, scenario.at(phone)::requestHandshake);

      // Slow enough that what has waited for the keys does not overtake by a whole window.
      new Transfer(scenario, phone).exchange(60, Duration.ofMillis(20)).assertComplete();

      assertThat(phone.renewals()).as("seed %s", seed).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void staysSoundWhenTheHandshakeIsLostAndRepeated(EngineUnderTest kind) throws EngineException {
    for (long seed = 0; seed < 40; seed++) {
      traces.forget();
      Scenario scenario = scenario(kind, seed);
      PhoneEnd phone = scenario.connectedAtBothEnds();
      scenario
          .network()
          .setFaults(
              Faults.NONE
                  .withLoss(0.3)
                  .withDuplication(0.2)
                  .withReplay(0.2)
                  .withDelay(0.3, Duration.ofMillis(60)));
      scenario.network().after(100, phone::renew);

      new Transfer(scenario, phone).exchange(150, Duration.ofMillis(20)).assertSound();
      scenario.network().run(Duration.ofMinutes(1));

      assertThat(phone.isLive()).as("seed %s", seed).isTrue();
      assertThat(phone.renewals()).as("seed %s", seed).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void renewsByEveryFlow(EngineUnderTest kind) throws EngineException {
    for (FlowCase flow : FlowCase.of(kind)) {
      traces.forget();
      Scenario scenario = flow.prepare(traces.network(3), kind);
      PhoneEnd phone = scenario.connectedAtBothEnds();
      scenario.network().after(50, phone::renew);

      new Transfer(scenario, phone).exchange(60, INTERVAL).assertInOrder();

      assertThat(phone.renewals()).as(flow.name()).hasSize(1);
      assertThat(scenario.at(phone).established()).as(flow.name()).hasSize(2);
    }
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void goesOnUnderTheOldKeysWhenTheGatewayDoesNotAnswer(EngineUnderTest kind)
      throws EngineException {
    Scenario scenario = scenario(kind, 4);
    PhoneEnd phone = scenario.connectedAtBothEnds();
    SessionId before = phone.machine().negotiated().orElseThrow().sessionId();
    scenario.gateway().setAdmits(false);

    phone.renew();
    new Transfer(scenario, phone).exchange(20, INTERVAL).assertInOrder();
    scenario.network().run(Duration.ofMinutes(5));
    new Transfer(scenario, phone).exchange(20, INTERVAL).assertInOrder();

    assertThat(phone.machine().negotiated().orElseThrow().sessionId()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void renewsBeforeThePhonesNumbersRunOut(EngineUnderTest kind) throws EngineException {
    Scenario scenario = scenario(kind, 5).settings(s -> renewingAt(s, 50));
    PhoneEnd phone = scenario.connectedAtBothEnds();

    new Transfer(scenario, phone).exchange(300, INTERVAL).assertInOrder();

    assertThat(phone.renewals().size()).isBetween(4, 8);
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void renewsAtTheLimitOfTheSequenceNumbers(EngineUnderTest kind) throws EngineException {
    Scenario scenario = quick(kind, 6);
    PhoneEnd phone = scenario.connectedAtBothEnds();
    scenario.network().link(phone.address(), scenario.gateway().address()).keepOnly(1);
    scenario.network().link(scenario.gateway().address(), phone.address()).keepOnly(1);
    int total = 66_000;
    int[] counts = new int[2];
    phone.onPayload(payload -> counts[0]++);
    scenario.at(phone).onPayload(payload -> counts[1]++);

    for (int i = 0; i < total; i++) {
      phone.send(new byte[] {(byte) i});
      scenario.at(phone).send(new byte[] {(byte) i});
      scenario.network().run(Duration.ofMillis(3));
    }
    scenario.settle();

    assertThat(phone.renewals()).hasSize(1);
    assertThat(counts).containsExactly(total, total);
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void closesAConnectionWhosePhoneNeverRenews(EngineUnderTest kind) throws EngineException {
    Scenario scenario = quick(kind, 7).settings(s -> renewingAt(s, 0xFFFF + 1));
    PhoneEnd phone = scenario.connectedAtBothEnds();
    scenario.network().link(phone.address(), scenario.gateway().address()).keepOnly(1);
    GatewayEnd gateway = scenario.at(phone);
    // What the gateway says of renewal does not arrive.
    scenario.network().link(scenario.gateway().address(), phone.address()).setTamper(Tamper.DROP);

    for (int i = 0; i < 65_100 && gateway.closure().isEmpty(); i++) {
      phone.send(new byte[] {1});
      scenario.network().run(Duration.ofMillis(1));
    }

    assertThat(gateway.closure()).contains(Closure.EXHAUSTED);
  }

  private Scenario quick(EngineUnderTest kind, long seed) {
    return scenario(kind, seed)
        .request(r -> r.keyExchanges(List.of(cheapest(kind))).resume(false).keyRefresh(10));
  }

  private static KeyExchangeSuite cheapest(EngineUnderTest kind) {
    return Profiles.offers(kind, KeyExchangeSuite.SHARED_SECRET)
        ? KeyExchangeSuite.SHARED_SECRET
        : KeyExchangeSuite.RSA;
  }

  private static Settings renewingAt(Settings settings, int sequence) {
    return new Settings(
        settings.request(),
        settings.policy(),
        settings.timers(),
        settings.sessionLifetime(),
        settings.sessionUses(),
        sequence,
        settings.wallClock(),
        settings.verified());
  }
}
