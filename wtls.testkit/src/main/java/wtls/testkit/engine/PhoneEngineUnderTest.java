package wtls.testkit.engine;

import java.util.List;
import wtls.api.engine.EngineException;
import wtls.api.engine.SecurityEngine;
import wtls.engine.phone.PhoneEngine;
import wtls.engine.phone.store.Identity;
import wtls.engine.phone.store.PhoneStore;
import wtls.engine.phone.store.SharedSecret;
import wtls.engine.phone.store.StoreException;

/** The phone engine, with its store in memory. */
record PhoneEngineUnderTest() implements EngineUnderTest {
  private static final int SESSIONS = 100;

  @Override
  public String name() {
    return "phone";
  }

  @Override
  public SecurityEngine create(Handset handset) throws EngineException {
    PhoneStore store = PhoneStore.inMemory(handset.clock(), SESSIONS);
    try {
      store.replace(
          handset.keys().stream()
              .map(key -> new Identity(key.key(), key.secret().clone()))
              .toList(),
          List.of(new SharedSecret(handset.sharedSecretName(), handset.sharedSecret())),
          handset.roots());
    } catch (StoreException e) {
      throw new EngineException(EngineException.Reason.FAILED, e.getMessage(), e);
    }
    return new PhoneEngine(store, handset.random());
  }

  @Override
  public String toString() {
    return name();
  }
}
