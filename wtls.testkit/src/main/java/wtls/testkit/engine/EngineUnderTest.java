package wtls.testkit.engine;

import wtls.api.engine.EngineException;
import wtls.api.engine.SecurityEngine;

/** A kind of engine that scenarios are run with. */
public interface EngineUnderTest {

  /** The name for reports. */
  String name();

  /** Whether all its randomness is that of its handset. */
  default boolean isSeeded() {
    return true;
  }

  /** A new engine of this kind. It lives as long as the test. */
  SecurityEngine create(Handset handset) throws EngineException;

  /** Another engine in the same phone: over the same card, where there is one. */
  default SecurityEngine createBeside(SecurityEngine first, Handset handset)
      throws EngineException {
    return create(handset);
  }
}
