package wtls.testkit.card;

import org.junit.jupiter.api.Nested;
import wtls.tck.EngineLifeContract;
import wtls.tck.EstablishmentContract;
import wtls.tck.RecordContract;
import wtls.tck.StoredSessionContract;

/** The crypto engine keeps the contract with the commands of WAP-260 alone. */
class MaskedCryptoContractTest {

  @Nested
  class Establishments extends EstablishmentContract {
    Establishments() {
      super(CardUnderTest::maskedCrypto);
    }
  }

  @Nested
  class Records extends RecordContract {
    Records() {
      super(CardUnderTest::maskedCrypto);
    }
  }

  @Nested
  class StoredSessions extends StoredSessionContract {
    StoredSessions() {
      super(CardUnderTest::maskedCrypto);
    }
  }

  @Nested
  class EngineLifes extends EngineLifeContract {
    EngineLifes() {
      super(CardUnderTest::maskedCrypto);
    }
  }
}
