package wtls.testkit.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.card.CardTransport;
import wtls.api.engine.EngineException;
import wtls.card.engine.CardCalls;
import wtls.card.engine.CardEngine;
import wtls.card.transport.MaskedTransport;
import wtls.card.transport.MeteredTransport;
import wtls.card.transport.Traffic;
import wtls.testkit.PhoneEnd;
import wtls.testkit.Scenario;
import wtls.testkit.TraceOnFailure;
import wtls.testkit.pki.TestPki;

/** How many commands and octets the flows cost, between engine and card. */
class CommandBudgetTest {
  private static final CipherSuite SUITE = new CipherSuite(BulkCipher.RC5_CBC, MacAlgorithm.SHA);
  private static final int KEY_REFRESH = 3;
  private static final CipherSuite IN_CARD =
      new CipherSuite(BulkCipher.TRIPLE_DES_CBC_EDE, MacAlgorithm.SHA);

  @RegisterExtension final TraceOnFailure traces = new TraceOnFailure();

  /** What the flows of one kind of engine cost. */
  record Costs(Traffic full, Traffic abbreviated, Traffic record, Traffic window) {}

  @Test
  void storageResumesWithOneCommand() throws EngineException {
    Costs rsa = costs(OneCard.Kind.STORAGE, KeyExchangeSuite.RSA, SUITE, UnaryOperator.identity());

    assertThat(rsa.abbreviated().commands()).isEqualTo(1);
    assertThat(rsa.abbreviated().octets()).isLessThanOrEqualTo(70);
    assertThat(rsa.record().commands()).isZero();
    costs(OneCard.Kind.STORAGE, KeyExchangeSuite.ECDH_ECDSA, SUITE, UnaryOperator.identity());
    costs(OneCard.Kind.STORAGE, KeyExchangeSuite.RSA, SUITE, MaskedTransport::plain);
  }

  @Test
  void cryptoKeepsItsBudgets() throws EngineException {
    Costs rsa = costs(OneCard.Kind.CRYPTO, KeyExchangeSuite.RSA, SUITE, UnaryOperator.identity());

    assertThat(rsa.full().commands()).isLessThanOrEqualTo(4);
    assertThat(rsa.full().octets()).isLessThanOrEqualTo(700);
    assertThat(rsa.abbreviated().commands()).isEqualTo(1);
    assertThat(rsa.abbreviated().octets()).isLessThanOrEqualTo(220);
    assertThat(rsa.record().commands()).isZero();
    assertThat(rsa.window().commands()).isBetween(1, 3);
    costs(OneCard.Kind.CRYPTO, KeyExchangeSuite.ECDH_ECDSA, SUITE, UnaryOperator.identity());
  }

  @Test
  void wimsOwnCommandsTakeMore() throws EngineException {
    Costs rsa = costs(OneCard.Kind.CRYPTO, KeyExchangeSuite.RSA, SUITE, MaskedTransport::plain);

    assertThat(rsa.full().commands()).isBetween(10, 24);
    assertThat(rsa.abbreviated().commands()).isBetween(6, 12);
    costs(OneCard.Kind.CRYPTO, KeyExchangeSuite.ECDH_ECDSA, SUITE, MaskedTransport::plain);
  }

  @EnabledIf("wtls.testkit.card.TestCard#protectsRecords")
  @Test
  void fullKeepsItsBudgets() throws EngineException {
    Costs rsa = costs(OneCard.Kind.FULL, KeyExchangeSuite.RSA, IN_CARD, UnaryOperator.identity());

    // The server's Finished opened and checked, the client's sealed.
    assertThat(rsa.abbreviated().commands()).isEqualTo(4);
    assertThat(rsa.record().commands()).isEqualTo(1);
    assertThat(rsa.record().octets()).isLessThanOrEqualTo(2 * 100 + 45);
    assertThat(rsa.window().commands()).isEqualTo(8);
    costs(OneCard.Kind.FULL, KeyExchangeSuite.ECDH_ECDSA, IN_CARD, UnaryOperator.identity());
  }

  private Costs costs(
      OneCard.Kind kind,
      KeyExchangeSuite suite,
      CipherSuite cipherSuite,
      UnaryOperator<CardTransport> mask)
      throws EngineException {
    traces.forget();
    List<MeteredTransport> meters = new ArrayList<>();
    UnaryOperator<CardTransport> decorator =
        transport -> {
          meters.add(new MeteredTransport(mask.apply(transport)));
          return meters.get(meters.size() - 1);
        };
    try (OneCard card = new OneCard(kind, decorator)) {
      Scenario scenario =
          new Scenario(traces.network(1), card)
              .policy(policy -> policy.leastClass(3))
              .clientKeys(TestPki.get().clientKeys())
              .request(
                  r ->
                      r.keyExchanges(List.of(suite))
                          .cipherSuites(List.of(cipherSuite))
                          .keyRefresh(KEY_REFRESH));
      scenario.phone();
      MeteredTransport meter = meters.get(0);
      warmUp(scenario);
      Traffic before = meter.traffic();
      PhoneEnd phone = scenario.connectedAtBothEnds();
      Traffic full = meter.traffic().since(before);
      phone.send(new byte[100]);
      scenario.settle();
      before = meter.traffic();
      phone.send(new byte[100]);
      Traffic record = meter.traffic().since(before);
      before = meter.traffic();
      for (int i = 0; i < 1 << KEY_REFRESH; i++) {
        phone.send(new byte[100]);
      }
      Traffic window = meter.traffic().since(before);
      phone.close();
      scenario.settle();
      before = meter.traffic();
      PhoneEnd again = scenario.connectedAtBothEnds();
      Traffic abbreviated = meter.traffic().since(before);
      again.close();
      System.out.printf(
          "%s %s full: %s%n    abbreviated: %s%n    record of 100 octets: %s%n    8 records, 1"
              + " window: %s%n",
          kind, suite, full, abbreviated, record, window);
      return new Costs(full, abbreviated, record, window);
    }
  }

  /** Directories are read, the PIN is given, and random octets are there, as in daily use. */
  private static void warmUp(Scenario scenario) throws EngineException {
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
}
