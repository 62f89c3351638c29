package wtls.tck;

import wtls.api.engine.SecurityEngine;

/** An engine in operation. */
public interface EngineUnderTest extends AutoCloseable {

  /** The engine. */
  SecurityEngine engine();

  /** Stops it as its bundle would when it stops. Idempotent. */
  @Override
  void close();

  /** How to have one. */
  @FunctionalInterface
  interface Starter {

    /** Starts a new engine, apart from all others. */
    EngineUnderTest start(EngineSetup setup) throws Exception;
  }
}
