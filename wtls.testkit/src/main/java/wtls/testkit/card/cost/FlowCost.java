package wtls.testkit.card.cost;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import wtls.api.trace.CardTap.Exchange;
import wtls.card.transport.Traffic;

/**
 * What one flow has cost.
 *
 * @param traffic in sum
 * @param exchanges the commands in order: headers and sizes, no content
 */
public record FlowCost(Traffic traffic, List<Exchange> exchanges) {
  public FlowCost {
    exchanges = List.copyOf(exchanges);
  }

  /** The commands, one in a line: name, header, octets of command and response, status word. */
  String trace() {
    return exchanges.stream()
        .map(
            e ->
                String.format(
                    Locale.ROOT,
                    "  %-14s %08X %4d %4d  %04X\n",
                    e.name(),
                    e.header(),
                    e.commandOctets(),
                    e.responseOctets(),
                    e.status()))
        .collect(Collectors.joining());
  }
}
