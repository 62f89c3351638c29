package wtls.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.engine.EngineException;
import wtls.testkit.engine.EngineUnderTest;
import wtls.testkit.engine.Engines;
import wtls.testkit.network.Faults;

/** Keys that change every 2^k records, on a network that mixes the windows up (WAP-261 9.1). */
class KeyRefreshTest {
  @RegisterExtension final TraceOnFailure traces = new TraceOnFailure();

  static List<Arguments> exponents() {
    return Engines.all().stream()
        .flatMap(
            kind ->
                IntStream.of(0, 1, 2, 3, 4, 5, 16, 255)
                    .mapToObj(exponent -> arguments(kind, exponent)))
        .toList();
  }

  @ParameterizedTest(name = "{0}: k = {1}")
  @MethodSource("exponents")
  void opensRecordsFromBothSidesOfAWindowsEdge(EngineUnderTest kind, int exponent)
      throws EngineException {
    for (long seed = 0; seed < 5; seed++) {
      traces.forget();
      Scenario scenario =
          new Scenario(traces.network(seed), kind)
              .policy(policy -> policy.keyRefreshCeiling(255))
              .request(r -> r.keyRefresh(exponent).lengthField(false));
      PhoneEnd phone = scenario.connectedAtBothEnds();
      // Late by up to 24 records, less than the replay window is wide.
      scenario.network().setFaults(Faults.NONE.withDelay(0.6, Duration.ofMillis(120)));

      new Transfer(scenario, phone).exchange(150, Duration.ofMillis(5)).assertComplete();

      assertThat(phone.opened().orElseThrow().keyRefresh()).isEqualTo(exponent);
      assertThat(scenario.at(phone).established().get(0).keyRefresh()).isEqualTo(exponent);
    }
  }

  @ParameterizedTest(name = "{0}: k = {1}")
  @MethodSource("exponents")
  void refreshesExportableKeysToo(EngineUnderTest kind, int exponent) throws EngineException {
    CipherSuite idea = new CipherSuite(BulkCipher.IDEA_CBC_40, MacAlgorithm.SHA);
    CipherSuite exportable =
        Profiles.protects(kind, idea)
            ? idea
            : new CipherSuite(BulkCipher.DES_CBC_40, MacAlgorithm.SHA);
    Scenario scenario =
        new Scenario(traces.network(1), kind)
            .legacy(Set.of("IDEA_CBC_40", "DES_CBC_40"))
            .policy(policy -> policy.keyRefreshCeiling(255))
            .request(r -> r.keyRefresh(exponent).cipherSuites(List.of(exportable)));
    PhoneEnd phone = scenario.connectedAtBothEnds();

    new Transfer(scenario, phone).exchange(70, Duration.ofMillis(5)).assertInOrder();
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.engine.Engines#all")
  void lowersTheRefreshToWhatTheGatewayAgreesTo(EngineUnderTest kind) throws EngineException {
    Scenario scenario =
        new Scenario(traces.network(2), kind)
            .policy(policy -> policy.keyRefreshCeiling(1))
            .request(r -> r.keyRefresh(200));
    PhoneEnd phone = scenario.connectedAtBothEnds();

    assertThat(phone.opened().orElseThrow().keyRefresh()).isEqualTo(1);
    new Transfer(scenario, phone).exchange(20, Duration.ofMillis(5)).assertInOrder();
  }
}
