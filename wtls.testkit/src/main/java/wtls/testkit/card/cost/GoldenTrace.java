package wtls.testkit.card.cost;

import java.util.Locale;
import java.util.Map;
import wtls.card.transport.Traffic;

/**
 * What flows cost, as text that is the same each time: for each flow a line of sums, then a line
 * for each command, with name, header, octets of command and of response, and status word.
 */
public final class GoldenTrace {
  private GoldenTrace() {}

  /** The text; has sizes and headers only, and nothing random or secret. */
  public static String text(Map<Flow, FlowCost> costs) {
    StringBuilder text = new StringBuilder();
    for (Flow flow : Flow.values()) {
      FlowCost cost = costs.get(flow);
      Traffic traffic = cost.traffic();
      text.append(
          String.format(
              Locale.ROOT,
              "%s: %d commands, %d + %d octets; T=0: %d commands, %d octets; %.2f s at 9600 baud,"
                  + " %.3f s at 115200\n",
              flow.title(),
              traffic.commands(),
              traffic.sent(),
              traffic.received(),
              traffic.t0Commands(),
              traffic.t0Octets(),
              traffic.seconds(9_600),
              traffic.seconds(115_200)));
      text.append(cost.trace());
    }
    return text.toString();
  }
}
