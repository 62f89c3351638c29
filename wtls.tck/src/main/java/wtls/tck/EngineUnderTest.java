package wtls.tck;

import java.util.Optional;
import wtls.api.engine.SecurityEngine;

/** An engine in operation. */
public interface EngineUnderTest extends AutoCloseable {

  /** The engine. */
  SecurityEngine engine();

  /**
   * Another engine over the same card, of this kind or another that can continue its sessions; it
   * stops together with this one.
   *
   * @return empty where there is no card
   */
  default Optional<SecurityEngine> sibling() throws Exception {
    return Optional.empty();
  }

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
