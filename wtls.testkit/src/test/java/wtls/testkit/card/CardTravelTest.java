package wtls.testkit.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.card.CardTransport;
import wtls.api.client.EngineUnavailableException;
import wtls.api.client.Negotiated;
import wtls.api.engine.EngineException;
import wtls.testkit.PhoneEnd;
import wtls.testkit.Scenario;
import wtls.testkit.SimulatedPhone;
import wtls.testkit.TraceOnFailure;
import wtls.testkit.Transfer;
import wtls.testkit.pki.TestPki;

/** A card is pulled, in its own time or in the middle of something, and put into another phone. */
class CardTravelTest {
  @RegisterExtension final TraceOnFailure traces = new TraceOnFailure();

  @ParameterizedTest
  @MethodSource("wtls.testkit.card.OneCard$Kind#present")
  void resumesInAnotherPhoneWhatItKept(OneCard.Kind kind) throws EngineException {
    try (OneCard card = new OneCard(kind, UnaryOperator.identity())) {
      Scenario scenario = scenario(card, 1);
      PhoneEnd first = scenario.connectedAtBothEnds();
      new Transfer(scenario, first).exchange(3, Duration.ofMillis(5)).assertInOrder();
      first.close();
      scenario.settle();

      SimulatedPhone other = phone(scenario, "other phone");
      PhoneEnd second = connected(scenario, other);

      assertThat(second.opened().orElseThrow().handshake())
          .isEqualTo(Negotiated.Handshake.ABBREVIATED);
      assertThat(second.opened().orElseThrow().sessionId())
          .isEqualTo(first.opened().orElseThrow().sessionId());
      assertThat(second.machine().session().orElseThrow().level())
          .isEqualTo(first.machine().session().orElseThrow().level());
      new Transfer(scenario, second).exchange(3, Duration.ofMillis(5)).assertInOrder();
    }
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.card.OneCard$Kind#present")
  void connectsAgainWhereverInAHandshakeItWasPulled(OneCard.Kind kind) throws EngineException {
    List<PulledTransport> transports = new ArrayList<>();
    UnaryOperator<CardTransport> decorator =
        transport -> {
          transports.add(new PulledTransport(transport));
          return transports.get(transports.size() - 1);
        };
    try (OneCard card = new OneCard(kind, decorator)) {
      Scenario scenario = scenario(card, 2).request(r -> r.keyExchanges(rsa()).resume(false));
      scenario.phone();
      int commands = Integer.MAX_VALUE;
      for (int pulled = 1; pulled <= commands; pulled++) {
        SimulatedPhone phone = phone(scenario, "phone " + pulled);
        PulledTransport transport = transports.get(transports.size() - 1);
        transport.pullAt(pulled);
        PhoneEnd end = connected(scenario, phone);
        if (transport.seen() < pulled) {
          commands = transport.seen(); // It was pulled after the end: all is tried.
          assertThat(end.isLive()).isTrue();
        } else if (end.opened().isEmpty()) {
          assertThat(end.end().orElseThrow())
              .as("pulled at command %s", pulled)
              .isInstanceOf(EngineUnavailableException.class)
              .rootCause()
              .hasMessageContaining("pulled");
        }
      }
      assertThat(commands).isBetween(2, 100);

      PhoneEnd last = connected(scenario, phone(scenario, "last phone"));

      new Transfer(scenario, last).exchange(3, Duration.ofMillis(5)).assertInOrder();
      assertThat(last.warnings()).isEmpty();
    }
  }

  private Scenario scenario(OneCard card, long seed) {
    return new Scenario(traces.network(seed), card)
        .policy(policy -> policy.leastClass(3))
        .clientKeys(TestPki.get().clientKeys())
        .request(r -> r.keyExchanges(rsa()));
  }

  private static List<KeyExchangeSuite> rsa() {
    return List.of(KeyExchangeSuite.RSA);
  }

  private static SimulatedPhone phone(Scenario scenario, String name) throws EngineException {
    return new SimulatedPhone(
        scenario.network(), name, scenario.gateway().address(), scenario.elsewhere());
  }

  private static PhoneEnd connected(Scenario scenario, SimulatedPhone phone) {
    PhoneEnd end = phone.connect(scenario.currentSettings());
    scenario
        .network()
        .runUntil(() -> end.opened().isPresent() || end.end().isPresent(), Scenario.PATIENCE);
    return end;
  }
}
