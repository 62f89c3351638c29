package wtls.testkit.card;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;
import wtls.tck.EngineLifeContract;
import wtls.tck.EstablishmentContract;
import wtls.tck.RecordContract;
import wtls.tck.SealedHandoverContract;
import wtls.tck.StoredSessionContract;

/** The crypto engine keeps the contract of all engines, with the commands of our cards. */
class CryptoContractTest {

  @Nested
  class Establishments extends EstablishmentContract {
    Establishments() {
      super(CardUnderTest::crypto);
    }
  }

  @Nested
  class Records extends RecordContract {
    Records() {
      super(CardUnderTest::crypto);
    }
  }

  @Nested
  class SealedHandovers extends SealedHandoverContract {
    SealedHandovers() {
      super(CardUnderTest::crypto);
    }
  }

  @Nested
  class StoredSessions extends StoredSessionContract {
    StoredSessions() {
      super(CardUnderTest::crypto);
    }
  }

  @Nested
  class EngineLifes extends EngineLifeContract {
    EngineLifes() {
      super(CardUnderTest::crypto);
    }
  }

  @EnabledIf("wtls.testkit.card.TestCard#protectsRecords")
  @Nested
  class HandoverBesideFull extends SealedHandoverContract {
    HandoverBesideFull() {
      super(CardUnderTest::cryptoBesideFull);
    }
  }
}
