package wtls.testkit.card;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;
import wtls.tck.EngineLifeContract;
import wtls.tck.EstablishmentContract;
import wtls.tck.RecordContract;
import wtls.tck.SealedHandoverContract;
import wtls.tck.StoredSessionContract;

/** The full engine keeps the contract of all engines. */
@EnabledIf("wtls.testkit.card.TestCard#protectsRecords")
class FullContractTest {

  @Nested
  class Establishments extends EstablishmentContract {
    Establishments() {
      super(CardUnderTest::full);
    }
  }

  @Nested
  class Records extends RecordContract {
    Records() {
      super(CardUnderTest::full);
    }
  }

  @Nested
  class SealedHandovers extends SealedHandoverContract {
    SealedHandovers() {
      super(CardUnderTest::full);
    }
  }

  @Nested
  class StoredSessions extends StoredSessionContract {
    StoredSessions() {
      super(CardUnderTest::full);
    }
  }

  @Nested
  class EngineLifes extends EngineLifeContract {
    EngineLifes() {
      super(CardUnderTest::full);
    }
  }
}
