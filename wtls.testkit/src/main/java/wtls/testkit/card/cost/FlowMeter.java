package wtls.testkit.card.cost;

import java.util.ArrayList;
import java.util.List;
import wtls.api.card.CardTransport;
import wtls.api.trace.CardTap;
import wtls.card.transport.MeteredTransport;
import wtls.card.transport.TappedTransport;
import wtls.card.transport.Traffic;

/** Counts what goes to the card that is in the reader, from one mark to the next. */
final class FlowMeter {
  private final List<CardTap.Exchange> exchanges = new ArrayList<>();
  private MeteredTransport meter;
  private Traffic marked = Traffic.NONE;

  /** Counts from now on what goes over {@code transport}. */
  CardTransport around(CardTransport transport) {
    List<CardTap> taps = List.of(exchanges::add);
    meter = new MeteredTransport(new TappedTransport(transport, "card", () -> taps, () -> 0));
    marked = Traffic.NONE;
    return meter;
  }

  /** What has come since the last mark. */
  FlowCost mark() {
    Traffic now = meter.traffic();
    FlowCost cost = new FlowCost(now.since(marked), exchanges);
    marked = now;
    exchanges.clear();
    return cost;
  }
}
