package wtls.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.engine.EngineException;
import wtls.testkit.engine.EngineUnderTest;
import wtls.testkit.network.Faults;
import wtls.testkit.network.VirtualNetwork;

/** The same seed gives the same trace, down to the octets of every datagram. */
class SameSeedTest {
  private static final Faults ALL =
      new Faults(0.2, 0.2, 0.3, Duration.ofMillis(100), 0.05, 0.05, 0.2);

  private static String run(EngineUnderTest kind, long seed) throws EngineException {
    VirtualNetwork network = new VirtualNetwork(seed);
    network.setFaults(ALL);
    Scenario scenario = new Scenario(network, kind);
    scenario.gateway().setTaskTime(25);
    PhoneEnd phone = scenario.connected();
    if (phone.isLive()) {
      new Transfer(scenario, phone).exchange(20, Duration.ofMillis(10)).assertSound();
      phone.renew();
      scenario.network().run(Duration.ofMinutes(1));
    }
    return network.trace().fingerprint();
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void givesTheSameTraceForTheSameSeed(EngineUnderTest kind) throws EngineException {
    assumeTrue(kind.isSeeded(), "cards have randomness of their own");
    for (long seed = 0; seed < 2; seed++) {
      assertThat(run(kind, seed)).as("seed %s", seed).isEqualTo(run(kind, seed));
      assertThat(run(kind, seed)).as("seed %s", seed).isNotEqualTo(run(kind, seed + 100));
    }
  }
}
