package wtls.testkit.card.cost;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.card.CardTransport;
import wtls.api.engine.EngineException;
import wtls.card.engine.CardCalls;
import wtls.card.engine.CardEngine;
import wtls.card.transport.MaskedTransport;
import wtls.testkit.PhoneEnd;
import wtls.testkit.Scenario;
import wtls.testkit.card.OneCard;
import wtls.testkit.network.VirtualNetwork;
import wtls.testkit.pki.TestPki;

/**
 * What is measured: an engine, what its card announces, and how keys are exchanged. Both sides are
 * authenticated, with the client's signature where the key exchange is RSA, and RSA keys have 1024
 * bits.
 *
 * @param kind the engine, and the class of its card
 * @param plain whether the card announces nothing, so that WAP-260's own commands must do
 */
public record CostSetting(OneCard.Kind kind, boolean plain, KeyExchangeSuite keyExchange) {
  /** Octets of content in each record. */
  public static final int CONTENT = 100;

  private static final int KEY_REFRESH = 3;
  private static final CipherSuite IN_PHONE = new CipherSuite(BulkCipher.RC5_CBC, MacAlgorithm.SHA);
  private static final CipherSuite ON_CARD =
      new CipherSuite(BulkCipher.TRIPLE_DES_CBC_EDE, MacAlgorithm.SHA);

  /** All; the full engine needs what only our own cards can. */
  public static List<CostSetting> all() {
    List<CostSetting> all = new ArrayList<>();
    for (OneCard.Kind kind : OneCard.Kind.values()) {
      for (boolean plain : new boolean[] {false, true}) {
        if (plain && kind == OneCard.Kind.FULL) {
          continue;
        }
        all.add(new CostSetting(kind, plain, KeyExchangeSuite.RSA));
        all.add(new CostSetting(kind, plain, KeyExchangeSuite.ECDH_ECDSA));
      }
    }
    return all;
  }

  /** A name for files: {@code crypto-wim-rsa}. */
  public String fileName() {
    String exchange = keyExchange == KeyExchangeSuite.RSA ? "rsa" : "ecdh";
    return kind.name().toLowerCase(Locale.ROOT) + (plain ? "-wim-" : "-own-") + exchange;
  }

  @Override
  public String toString() {
    return fileName();
  }

  /** Has both ends go through all flows on {@code network}. */
  public Map<Flow, FlowCost> measure(VirtualNetwork network) throws EngineException {
    FlowMeter meter = new FlowMeter();
    try (OneCard card = new OneCard(kind, transport -> meter.around(masked(transport)))) {
      Scenario scenario = scenario(network, card);
      prepare(scenario);
      meter.mark();
      Map<Flow, FlowCost> costs = new EnumMap<>(Flow.class);
      PhoneEnd phone = scenario.connectedAtBothEnds();
      costs.put(Flow.FULL, meter.mark());

      phone.send(new byte[CONTENT]);
      scenario.at(phone).send(new byte[CONTENT]);
      scenario.settle();
      meter.mark();
      phone.send(new byte[CONTENT]);
      costs.put(Flow.SEALED, meter.mark());
      scenario.at(phone).send(new byte[CONTENT]);
      scenario.settle();
      costs.put(Flow.OPENED, meter.mark());
      costs.put(Flow.WINDOW, window(phone, meter));

      phone.close();
      scenario.settle();
      costs.put(Flow.CLOSE, meter.mark());
      PhoneEnd again = scenario.connectedAtBothEnds();
      costs.put(Flow.ABBREVIATED, meter.mark());
      again.close();
      return costs;
    }
  }

  /** What sealing records of these lengths costs, each within a key window. */
  public List<FlowCost> sealing(VirtualNetwork network, List<Integer> lengths)
      throws EngineException {
    FlowMeter meter = new FlowMeter();
    try (OneCard card = new OneCard(kind, transport -> meter.around(masked(transport)))) {
      Scenario scenario = scenario(network, card);
      PhoneEnd phone = scenario.connectedAtBothEnds();
      List<FlowCost> costs = new ArrayList<>();
      for (int length : lengths) {
        meter.mark();
        phone.send(new byte[length]);
        costs.add(meter.mark());
      }
      phone.close();
      return costs;
    }
  }

  private Scenario scenario(VirtualNetwork network, OneCard card) {
    return new Scenario(network, card)
        .policy(policy -> policy.leastClass(3))
        .clientKeys(TestPki.get().clientKeys())
        .request(
            r ->
                r.keyExchanges(List.of(keyExchange))
                    .cipherSuites(List.of(kind == OneCard.Kind.FULL ? ON_CARD : IN_PHONE))
                    .keyRefresh(KEY_REFRESH));
  }

  private CardTransport masked(CardTransport transport) {
    return plain ? MaskedTransport.plain(transport) : transport;
  }

  /** Directories are read, the PIN is given, and random octets are there, as in daily use. */
  private static void prepare(Scenario scenario) throws EngineException {
    CardEngine engine = (CardEngine) scenario.phone().engine();
    engine.credentials();
    engine.random(12);
    engine.sessions();
    CardCalls.call(
        () -> {
          engine.card().pins().unlock();
          return null;
        });
  }

  /** Of as many records as a window has, one is the first of a window: it costs most. */
  private static FlowCost window(PhoneEnd phone, FlowMeter meter) {
    FlowCost dearest = null;
    for (int i = 0; i < 1 << KEY_REFRESH; i++) {
      phone.send(new byte[CONTENT]);
      FlowCost cost = meter.mark();
      if (dearest == null || cost.traffic().octets() > dearest.traffic().octets()) {
        dearest = cost;
      }
    }
    return dearest;
  }
}
