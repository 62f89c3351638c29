package wtls.testkit.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineSession;
import wtls.api.engine.SecurityEngine;
import wtls.api.engine.Ticket;
import wtls.api.session.Custody;
import wtls.api.session.SecurityLevel;
import wtls.card.engine.CardEngine;
import wtls.card.simulator.CardClass;
import wtls.card.wim.WimCard;
import wtls.card.wim.WimException;
import wtls.engine.card.crypto.CryptoEngine;
import wtls.engine.card.storage.StorageEngine;
import wtls.testkit.PhoneEnd;
import wtls.testkit.Scenario;
import wtls.testkit.SeededRandom;
import wtls.testkit.TraceOnFailure;
import wtls.testkit.Transfer;
import wtls.testkit.engine.EngineUnderTest;
import wtls.testkit.engine.Handset;

/** A live session goes from the engine that reads its secret to the one that never sees it. */
class HandoverOnOneCardTest {
  @RegisterExtension final TraceOnFailure traces = new TraceOnFailure();

  private CardEngine crypto;

  /** A phone with a storage engine, and a crypto engine over the same card beside it. */
  private final class Both implements EngineUnderTest {

    @Override
    public String name() {
      return "storage and crypto";
    }

    @Override
    public SecurityEngine create(Handset handset) throws EngineException {
      TestCard card =
          CardDrawer.keep(TestCard.make(CardClass.CRYPTO, List.of(), handset.roots(), 4));
      WimCard inserted = card.insert();
      try {
        crypto = CryptoEngine.over(inserted, CryptoEngine.NAME, handset.clock()).orElseThrow();
      } catch (WimException e) {
        throw e.toEngineException();
      }
      return StorageEngine.over(inserted, StorageEngine.NAME, handset.clock(), new SeededRandom(1))
          .orElseThrow();
    }
  }

  @Test
  void hasTheCardSealItsOwnRecordAndNoOctetCrosses() throws EngineException {
    Scenario scenario = scenario();
    PhoneEnd phone = scenario.connectedAtBothEnds();
    SecurityEngine storage = scenario.phone().engine();
    assertThat(storage.sessions()).hasSize(1);
    assertThat(crypto.sessions()).isEmpty();

    try (Ticket ticket = phone.machine().release(crypto.profile())) {
      assertThat(ticket.content()).isInstanceOf(Ticket.CardReference.class);
      phone.machine().handOver(crypto, crypto.adopt(ticket));
    }

    new Transfer(scenario, phone).exchange(20, Duration.ofMillis(5)).assertInOrder();
    SecurityLevel level = phone.machine().session().orElseThrow().level();
    assertThat(level.custody()).isEqualTo(Custody.SEALED);
    assertThat(level.exposed()).as("the phone has seen it").isTrue();
    assertThat(storage.sessions()).isEmpty();
    assertThat(crypto.sessions()).hasSize(1);
    assertThat(crypto.sessions().get(0).level()).isEqualTo(level);
  }

  @Test
  void leavesTheSessionWholeWhenItIsReleasedOnly() throws EngineException {
    Scenario scenario = scenario();
    PhoneEnd phone = scenario.connectedAtBothEnds();

    phone.machine().release(crypto.profile()).close();

    new Transfer(scenario, phone).exchange(5, Duration.ofMillis(5)).assertInOrder();
    assertThat(scenario.phone().engine().sessions()).hasSize(1);
  }

  @Test
  void goesOnWithTheStorageHandleWhenTheSealedOneIsDropped() throws EngineException {
    Scenario scenario = scenario();
    PhoneEnd phone = scenario.connectedAtBothEnds();

    try (Ticket ticket = phone.machine().release(crypto.profile());
        EngineSession adopted = crypto.adopt(ticket)) {
      assertThat(adopted.exposed()).isTrue();
    }

    new Transfer(scenario, phone).exchange(5, Duration.ofMillis(5)).assertInOrder();
  }

  private Scenario scenario() {
    return new Scenario(traces.network(1), new Both())
        .request(r -> r.keyExchanges(List.of(KeyExchangeSuite.RSA)));
  }
}
