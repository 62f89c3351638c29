package wtls.testkit.engine;

import wtls.api.engine.EngineException;
import wtls.api.engine.SecurityEngine;

/** A kind of engine that scenarios are run with. */
public interface EngineUnderTest {

  /** The name for reports. */
  String name();

  /** A new engine of this kind. It lives as long as the test. */
  SecurityEngine create(Handset handset) throws EngineException;
}
