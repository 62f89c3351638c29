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
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.client.Negotiated;
import wtls.api.engine.EngineException;
import wtls.core.machine.Timers;
import wtls.testkit.engine.EngineUnderTest;
import wtls.testkit.engine.Engines;
import wtls.testkit.network.Faults;

/**
 * Networks that lose, repeat, reorder and damage: handshakes come to their end as long as nothing
 * is damaged, and whatever is delivered was sent, once, unchanged.
 */
class LossyNetworkTest {
  private static final int SEEDS = 25;
  private static final int PAYLOADS = 60;
  private static final Duration INTERVAL = Duration.ofMillis(15);

  /** With many tries: at 30 % loss each way only every second one gets an answer. */
  private static final Timers PERSISTENT =
      new Timers(Duration.ofMillis(400), 60, 2, Duration.ofMillis(800));

  private static final Faults LOSS = Faults.NONE.withLoss(0.3);
  private static final Faults DUPLICATION = Faults.NONE.withDuplication(0.4);
  private static final Faults REORDERING = Faults.NONE.withDelay(0.5, Duration.ofMillis(150));
  private static final Faults REPLAYS = Faults.NONE.withReplay(0.5);
  private static final Faults WORST_UNDAMAGED =
      LOSS.withDuplication(0.2).withDelay(0.3, Duration.ofMillis(150)).withReplay(0.3);
  private static final Faults CORRUPTION = Faults.NONE.withCorruption(0.3);
  private static final Faults TRUNCATION = Faults.NONE.withTruncation(0.3);
  private static final Faults EVERYTHING =
      new Faults(0.2, 0.2, 0.3, Duration.ofMillis(150), 0.1, 0.1, 0.2);

  @RegisterExtension final TraceOnFailure traces = new TraceOnFailure();

  private record Network(String name, Faults faults) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Arguments> undamaged() {
    return combined(
        List.of(
            new Network("loss", LOSS),
            new Network("duplication", DUPLICATION),
            new Network("reordering", REORDERING),
            new Network("replays", REPLAYS),
            new Network("all of them", WORST_UNDAMAGED)));
  }

  static List<Arguments> damaged() {
    return combined(
        List.of(
            new Network("corruption", CORRUPTION),
            new Network("truncation", TRUNCATION),
            new Network("everything", EVERYTHING)));
  }

  private static List<Arguments> combined(List<Network> networks) {
    List<Arguments> all = new ArrayList<>();
    for (EngineUnderTest kind : Engines.all()) {
      for (KeyExchangeSuite suite : List.of(KeyExchangeSuite.RSA, KeyExchangeSuite.ECDH_ECDSA)) {
        networks.forEach(network -> all.add(arguments(kind, suite, network)));
      }
    }
    return all;
  }

  @ParameterizedTest(name = "{0}, {1}: {2}")
  @MethodSource("undamaged")
  void connectsAndResumes(EngineUnderTest kind, KeyExchangeSuite suite, Network network)
      throws EngineException {
    for (long seed = 0; seed < SEEDS; seed++) {
      Scenario scenario = scenario(kind, suite, network, seed);
      PhoneEnd first = connected(scenario);
      assertThat(first.opened()).as("seed %s", seed).isPresent();
      transfer(scenario, first, network);

      PhoneEnd second = connected(scenario);
      assertThat(second.opened().map(Negotiated::handshake))
          .as("seed %s", seed)
          .contains(Negotiated.Handshake.ABBREVIATED);
      transfer(scenario, second, network);
      assertThat(first.end()).as("seed %s", seed).isEmpty();
      assertThat(second.end()).as("seed %s", seed).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0}, {1}: {2}")
  @MethodSource("damaged")
  void deliversNothingThatWasNotSent(EngineUnderTest kind, KeyExchangeSuite suite, Network network)
      throws EngineException {
    for (long seed = 0; seed < SEEDS; seed++) {
      Scenario scenario = scenario(kind, suite, network, seed);
      PhoneEnd phone = connected(scenario);
      // Before there are keys, damage may end a handshake; an application tries again.
      for (int tries = 1; phone.opened().isEmpty() && tries < 20; tries++) {
        phone = connected(scenario);
      }
      assertThat(phone.opened()).as("seed %s", seed).isPresent();
      transfer(scenario, phone, network);
      assertThat(phone.end()).as("seed %s", seed).isEmpty();
    }
  }

  private Scenario scenario(
      EngineUnderTest kind, KeyExchangeSuite suite, Network network, long seed) {
    traces.forget();
    Scenario scenario =
        new Scenario(traces.network(seed), kind)
            .request(r -> r.keyExchanges(List.of(suite)))
            .settings(s -> s.withTimers(PERSISTENT));
    scenario.network().setFaults(network.faults());
    return scenario;
  }

  private static PhoneEnd connected(Scenario scenario) throws EngineException {
    scenario.gateway().setTaskTime(30);
    return scenario.connected();
  }

  private static void transfer(Scenario scenario, PhoneEnd phone, Network network) {
    // After an abbreviated handshake the phone is ready before the gateway is.
    scenario
        .network()
        .runUntil(() -> scenario.at(phone).machine().isConnected(), Scenario.PATIENCE);
    Transfer transfer = new Transfer(scenario, phone);
    transfer.exchange(PAYLOADS, INTERVAL);
    transfer.assertSound();
    if (network.faults().loss() == 0 && isUndamaged(network.faults())) {
      transfer.assertComplete();
    }
    int least = PAYLOADS / 4;
    assertThat(transfer.atGateway()).as("arrived at the gateway").hasSizeGreaterThan(least);
    assertThat(transfer.atPhone()).as("arrived at the phone").hasSizeGreaterThan(least);
  }

  private static boolean isUndamaged(Faults faults) {
    return faults.corruption() == 0 && faults.truncation() == 0;
  }
}
