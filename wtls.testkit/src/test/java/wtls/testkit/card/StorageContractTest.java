package wtls.testkit.card;

import org.junit.jupiter.api.Nested;
import wtls.tck.EngineLifeContract;
import wtls.tck.EstablishmentContract;
import wtls.tck.HandoverContract;
import wtls.tck.RecordContract;
import wtls.tck.StoredSessionContract;

/** The storage engine keeps the contract of all engines, on a card of ours. */
class StorageContractTest {

  @Nested
  class Establishments extends EstablishmentContract {
    Establishments() {
      super(CardUnderTest::storage);
    }
  }

  @Nested
  class Records extends RecordContract {
    Records() {
      super(CardUnderTest::storage);
    }
  }

  @Nested
  class Handovers extends HandoverContract {
    Handovers() {
      super(CardUnderTest::storage);
    }
  }

  @Nested
  class StoredSessions extends StoredSessionContract {
    StoredSessions() {
      super(CardUnderTest::storage);
    }
  }

  @Nested
  class EngineLifes extends EngineLifeContract {
    EngineLifes() {
      super(CardUnderTest::storage);
    }
  }
}
