package wtls.testkit.card;

import org.junit.jupiter.api.Nested;
import wtls.tck.EngineLifeContract;
import wtls.tck.EstablishmentContract;
import wtls.tck.HandoverContract;
import wtls.tck.RecordContract;
import wtls.tck.StoredSessionContract;

/** The storage engine keeps the contract with WAP-260's own commands and files. */
class MaskedStorageContractTest {

  @Nested
  class Establishments extends EstablishmentContract {
    Establishments() {
      super(CardUnderTest::maskedStorage);
    }
  }

  @Nested
  class Records extends RecordContract {
    Records() {
      super(CardUnderTest::maskedStorage);
    }
  }

  @Nested
  class Handovers extends HandoverContract {
    Handovers() {
      super(CardUnderTest::maskedStorage);
    }
  }

  @Nested
  class StoredSessions extends StoredSessionContract {
    StoredSessions() {
      super(CardUnderTest::maskedStorage);
    }
  }

  @Nested
  class EngineLifes extends EngineLifeContract {
    EngineLifes() {
      super(CardUnderTest::maskedStorage);
    }
  }
}
