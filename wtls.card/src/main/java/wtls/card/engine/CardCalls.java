package wtls.card.engine;

import wtls.api.engine.EngineException;
import wtls.card.wim.WimException;
import wtls.card.wim.WimWork;

/** Calls on a card whose failures are an engine's. */
public final class CardCalls {
  private CardCalls() {}

  /** Does {@code work}; what the card refuses comes with the same reason and words. */
  public static <T> T call(WimWork<T> work) throws EngineException {
    try {
      return work.run();
    } catch (WimException e) {
      throw e.toEngineException();
    }
  }
}
