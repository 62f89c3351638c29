package wtls.testkit.card.cost;

import java.io.PrintStream;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.engine.EngineException;
import wtls.card.transport.Traffic;
import wtls.testkit.network.VirtualNetwork;

/** What all flows cost with all engines, as the README has it. */
public final class CostTable {
  private static final String HEADER =
      "engine        commands  flow                           number  octets    T=0   9,600 baud"
          + "  115,200 baud%n";
  private static final String ROW = "%-12s  %-8s  %-29s  %6d  %6d  %5d  %8.2f s  %10.3f s%n";

  private final PrintStream out;

  public CostTable(PrintStream out) {
    this.out = out;
  }

  /** Measures and prints; the numbers of commands and octets are the same each time. */
  public void print() throws EngineException {
    out.printf(Locale.ROOT, HEADER);
    Map<Flow, FlowCost> rsa = new EnumMap<>(Flow.class);
    for (CostSetting setting : CostSetting.all()) {
      Map<Flow, FlowCost> costs = setting.measure(new VirtualNetwork(1));
      if (setting.keyExchange() == KeyExchangeSuite.RSA) {
        rsa = costs;
        continue;
      }
      row(setting, "full handshake, RSA, signed", rsa.get(Flow.FULL));
      row(setting, "full handshake, ECDH", costs.get(Flow.FULL));
      for (Flow flow : Flow.values()) {
        if (flow != Flow.FULL) {
          row(setting, flow.title(), rsa.get(flow));
        }
      }
    }
  }

  private void row(CostSetting setting, String title, FlowCost cost) {
    Traffic traffic = cost.traffic();
    if (traffic.commands() > 0) {
      out.printf(
          Locale.ROOT,
          ROW,
          "card-" + setting.kind().name().toLowerCase(Locale.ROOT),
          setting.plain() ? "WIM's" : "own",
          title,
          traffic.commands(),
          traffic.octets(),
          traffic.t0Octets(),
          traffic.seconds(9_600),
          traffic.seconds(115_200));
    }
  }
}
