package wtls.testkit.engine;

import java.util.List;
import wtls.api.engine.EngineProfile;
import wtls.api.engine.KeyExchangeOffer;
import wtls.api.engine.SecurityEngine;

/** An engine that offers fewer key exchanges than it could. */
public final class NarrowedEngine extends DelegatingEngine {
  private final EngineProfile profile;

  public NarrowedEngine(SecurityEngine engine, List<KeyExchangeOffer> offers) {
    super(engine);
    EngineProfile all = engine.profile();
    this.profile =
        new EngineProfile(
            all.name(),
            all.embodiment(),
            all.cardSerial(),
            offers,
            all.bulkCiphers(),
            all.macs(),
            all.largestRsaKey(),
            all.largestRecord(),
            all.inProcess());
  }

  @Override
  public EngineProfile profile() {
    return profile;
  }
}
