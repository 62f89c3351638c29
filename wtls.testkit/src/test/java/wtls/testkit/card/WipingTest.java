package wtls.testkit.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.card.CardException;
import wtls.api.card.CardTransport;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.Derivation;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineSession;
import wtls.api.engine.KeyEstablishment;
import wtls.api.engine.KeyExchange;
import wtls.api.engine.RecordProtection;
import wtls.api.engine.SecurityEngine;
import wtls.protocol.crypto.Direction;
import wtls.protocol.crypto.MasterSecretSource;
import wtls.testkit.MemorySessions;
import wtls.testkit.PhoneEnd;
import wtls.testkit.Scenario;
import wtls.testkit.TraceOnFailure;
import wtls.testkit.engine.DelegatingEngine;
import wtls.testkit.engine.DelegatingEstablishment;
import wtls.testkit.engine.DelegatingSession;
import wtls.testkit.pki.TestPki;

/** What engines over cards keep in the phone, and for how long. */
class WipingTest {
  private static final CipherSuite SUITE =
      new CipherSuite(BulkCipher.TRIPLE_DES_CBC_EDE, MacAlgorithm.SHA);

  @RegisterExtension final TraceOnFailure traces = new TraceOnFailure();

  private final MemorySessions gatewaySessions = new MemorySessions();
  private final List<ConnectionParameters> connections = new ArrayList<>();
  private Scenario scenario;
  private PhoneEnd phone;

  @Test
  void storageHasASecretAsLongAsItsConnection() throws Exception {
    try (OneCard card = new OneCard(OneCard.Kind.STORAGE, UnaryOperator.identity())) {
      connect(card);
      assertThat(inPhone(masterSecret())).as("the search finds what is there").isTrue();
      assertThat(inPhone(keyBlock())).isTrue();

      phone.close();

      assertThat(inPhone(masterSecret())).isFalse();
      assertThat(inPhone(keyBlock())).isFalse();
    }
  }

  @Test
  void cryptoHasKeyBlocksAsLongAsItsConnectionAndNeverAMasterSecret() throws Exception {
    try (OneCard card = new OneCard(OneCard.Kind.CRYPTO, UnaryOperator.identity())) {
      connect(card);
      assertThat(inPhone(keyBlock())).as("the search finds what is there").isTrue();
      assertThat(inPhone(masterSecret())).isFalse();

      phone.close();

      assertThat(inPhone(keyBlock())).isFalse();
    }
  }

  @EnabledIf("wtls.testkit.card.TestCard#protectsRecords")
  @Test
  void fullHasNoKeyAtAll() throws Exception {
    try (OneCard card = new OneCard(OneCard.Kind.FULL, UnaryOperator.identity())) {
      connect(card);

      assertThat(inPhone(keyBlock())).isFalse();
      assertThat(inPhone(masterSecret())).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.card.OneCard$Kind#present")
  void leavesNothingWhenTheBundleStops(OneCard.Kind kind) throws Exception {
    try (OneCard card = new OneCard(kind, UnaryOperator.identity())) {
      connect(card);

      card.leave();

      assertThat(inPhone(masterSecret())).isFalse();
      assertThat(inPhone(keyBlock())).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("wtls.testkit.card.OneCard$Kind#present")
  void leavesNothingWhenTheCardIsGone(OneCard.Kind kind) throws Exception {
    boolean[] gone = {false};
    UnaryOperator<CardTransport> pullable =
        transport ->
            command -> {
              if (gone[0]) {
                throw new CardException(CardException.Reason.REMOVED, "The card was pulled.");
              }
              return transport.transmit(command);
            };
    try (OneCard card = new OneCard(kind, pullable)) {
      connect(card);
      gone[0] = true;

      card.leave();

      assertThat(inPhone(masterSecret())).isFalse();
      assertThat(inPhone(keyBlock())).isFalse();
    }
  }

  private void connect(OneCard card) throws EngineException {
    scenario =
        new Scenario(traces.network(1), card)
            .sessions(gatewaySessions)
            .clientKeys(TestPki.get().clientKeys())
            .engine(Recording::new)
            .request(
                r ->
                    r.keyExchanges(List.of(KeyExchangeSuite.RSA))
                        .cipherSuites(List.of(SUITE))
                        .keyRefresh(8));
    phone = scenario.connectedAtBothEnds();
    phone.send(new byte[10]);
    scenario.settle();
  }

  private byte[] masterSecret() {
    return gatewaySessions
        .find(phone.opened().orElseThrow().sessionId(), scenario.network().clock().instant())
        .orElseThrow()
        .masterSecret();
  }

  /** MAC secret and encryption key of what the phone sends. */
  private byte[] keyBlock() throws EngineException {
    byte[] block = new byte[SUITE.keyBlockSize()];
    try (MasterSecretSource source = new MasterSecretSource(masterSecret(), connections.get(0))) {
      source.keyBlock(Direction.WRITE, 0, block);
    }
    return Arrays.copyOfRange(
        block, SUITE.mac().keySize(), SUITE.mac().keySize() + SUITE.bulk().keyMaterial());
  }

  private boolean inPhone(byte[] octets) throws EngineException {
    return Reachable.holds(scenario.phone().engine(), octets)
        || Reachable.holds(phone.machine(), octets);
  }

  /** Notes the connections. */
  private final class Recording extends DelegatingEngine {
    Recording(SecurityEngine engine) {
      super(engine);
    }

    @Override
    public KeyEstablishment establish(KeyExchange exchange) throws EngineException {
      return new DelegatingEstablishment(super.establish(exchange)) {
        @Override
        public EngineSession derive(Derivation derivation) throws EngineException {
          return new DelegatingSession(super.derive(derivation)) {
            @Override
            public RecordProtection protection(ConnectionParameters parameters)
                throws EngineException {
              connections.add(parameters);
              return super.protection(parameters);
            }
          };
        }
      };
    }
  }
}
