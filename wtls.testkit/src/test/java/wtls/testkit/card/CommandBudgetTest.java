package wtls.testkit.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.engine.EngineException;
import wtls.card.transport.Traffic;
import wtls.testkit.TraceOnFailure;
import wtls.testkit.card.cost.CostSetting;
import wtls.testkit.card.cost.Flow;
import wtls.testkit.card.cost.FlowCost;
import wtls.testkit.card.cost.GoldenTrace;

/** How many commands and octets the flows cost between engine and card, and which these are. */
@TestInstance(Lifecycle.PER_CLASS)
class CommandBudgetTest {
  /** With {@code -Dwtls.golden.rewrite=true} the golden traces become what is measured. */
  private static final boolean REWRITE = Boolean.getBoolean("wtls.golden.rewrite");

  private static final Path SOURCES = Path.of("src", "test", "resources");

  @RegisterExtension final TraceOnFailure traces = new TraceOnFailure();

  private final Map<CostSetting, Map<Flow, FlowCost>> measured = new HashMap<>();

  @ParameterizedTest
  @MethodSource("wtls.testkit.card.cost.CostSetting#all")
  void sendsTheCommandsOfTheGoldenTrace(CostSetting setting) throws EngineException, IOException {
    String text = GoldenTrace.text(costs(setting));
    String name = "wtls/testkit/card/" + setting.fileName() + ".trace";
    if (REWRITE) {
      Files.createDirectories(SOURCES.resolve(name).getParent());
      Files.writeString(SOURCES.resolve(name), text);
      return;
    }
    assertThat(text)
        .as("if the change is meant, run this test with -Dwtls.golden.rewrite=true")
        .isEqualTo(resource(name));
  }

  @Test
  void storageResumesWithOneCommand() throws EngineException {
    Map<Flow, FlowCost> costs = own(OneCard.Kind.STORAGE, KeyExchangeSuite.RSA);

    assertWithin(costs.get(Flow.ABBREVIATED), 1, 70);
    assertWithin(costs.get(Flow.SEALED), 0, 0);
    assertWithin(costs.get(Flow.OPENED), 0, 0);
    assertWithin(costs.get(Flow.WINDOW), 0, 0);
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void cryptoKeepsItsBudgets(KeyExchangeSuite exchange) throws EngineException {
    Map<Flow, FlowCost> costs = own(OneCard.Kind.CRYPTO, exchange);

    assertWithin(costs.get(Flow.FULL), 4, 700);
    assertWithin(costs.get(Flow.ABBREVIATED), 1, 220);
    assertWithin(costs.get(Flow.SEALED), 0, 0);
    assertWithin(costs.get(Flow.OPENED), 0, 0);
    assertWithin(costs.get(Flow.WINDOW), 3, 130);
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void fullNeedsOneCommandForARecord(KeyExchangeSuite exchange) throws EngineException {
    Map<Flow, FlowCost> costs = own(OneCard.Kind.FULL, exchange);

    int most = 2 * CostSetting.CONTENT + 45;
    assertWithin(costs.get(Flow.SEALED), 1, most);
    assertWithin(costs.get(Flow.OPENED), 1, most);
    assertWithin(costs.get(Flow.WINDOW), 1, most);
    // The server's Finished opened and checked, the client's sealed.
    assertThat(costs.get(Flow.ABBREVIATED).traffic().commands()).isEqualTo(4);
  }

  @Test
  void fullKeepsItsBudgetForRecordsOfEveryLength() throws EngineException {
    CostSetting setting = new CostSetting(OneCard.Kind.FULL, false, KeyExchangeSuite.RSA);
    List<Integer> lengths = List.of(1, 3, 4, 99, 220, 252, 253, 254, 256, 511, 512);

    List<FlowCost> costs = setting.sealing(traces.network(2), lengths);

    for (int i = 0; i < lengths.size(); i++) {
      assertWithin(costs.get(i), 1, 2 * lengths.get(i) + 45);
    }
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void wimsOwnCommandsTakeMore(KeyExchangeSuite exchange) throws EngineException {
    for (OneCard.Kind kind : List.of(OneCard.Kind.STORAGE, OneCard.Kind.CRYPTO)) {
      Map<Flow, FlowCost> own = own(kind, exchange);
      Map<Flow, FlowCost> wims = costs(new CostSetting(kind, true, exchange));
      for (Flow flow : List.of(Flow.FULL, Flow.ABBREVIATED)) {
        assertThat(wims.get(flow).traffic().commands())
            .as("%s, %s", kind, flow)
            .isGreaterThan(own.get(flow).traffic().commands());
      }
    }
  }

  static List<KeyExchangeSuite> exchanges() {
    return List.of(KeyExchangeSuite.RSA, KeyExchangeSuite.ECDH_ECDSA);
  }

  private Map<Flow, FlowCost> own(OneCard.Kind kind, KeyExchangeSuite exchange)
      throws EngineException {
    return costs(new CostSetting(kind, false, exchange));
  }

  private Map<Flow, FlowCost> costs(CostSetting setting) throws EngineException {
    Map<Flow, FlowCost> costs = measured.get(setting);
    if (costs == null) {
      costs = setting.measure(traces.network(1));
      measured.put(setting, costs);
    }
    return costs;
  }

  private static void assertWithin(FlowCost cost, int commands, int octets) {
    Traffic traffic = cost.traffic();
    assertThat(traffic.commands()).as("commands").isLessThanOrEqualTo(commands);
    assertThat(traffic.octets()).as("octets of %s", cost.exchanges()).isLessThanOrEqualTo(octets);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = CommandBudgetTest.class.getResourceAsStream("/" + name)) {
      assertThat(in).as("%s: make it with -Dwtls.golden.rewrite=true", name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
