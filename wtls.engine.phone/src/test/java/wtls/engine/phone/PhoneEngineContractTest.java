package wtls.engine.phone;

import org.junit.jupiter.api.Nested;
import wtls.tck.EngineLifeContract;
import wtls.tck.EstablishmentContract;
import wtls.tck.HandoverContract;
import wtls.tck.RecordContract;
import wtls.tck.StoredSessionContract;

/** The phone engine keeps the contract of all engines. */
class PhoneEngineContractTest {

  @Nested
  class Establishment extends EstablishmentContract {
    Establishment() {
      super(PhoneUnderTest::inMemory);
    }
  }

  @Nested
  class Records extends RecordContract {
    Records() {
      super(PhoneUnderTest::inMemory);
    }
  }

  @Nested
  class Handover extends HandoverContract {
    Handover() {
      super(PhoneUnderTest::inMemory);
    }
  }

  @Nested
  class StoredSessions extends StoredSessionContract {
    StoredSessions() {
      super(PhoneUnderTest::inMemory);
    }
  }

  @Nested
  class StoredSessionsInAFile extends StoredSessionContract {
    StoredSessionsInAFile() {
      super(PhoneUnderTest::inFile);
    }
  }

  @Nested
  class Life extends EngineLifeContract {
    Life() {
      super(PhoneUnderTest::inMemory);
    }
  }

  @Nested
  class LifeWithAFile extends EngineLifeContract {
    LifeWithAFile() {
      super(PhoneUnderTest::inFile);
    }
  }
}
