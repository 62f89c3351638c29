package wtls.engine.card.crypto;

import wtls.api.engine.EngineException;
import wtls.api.engine.KeyId;
import wtls.api.session.SessionDescription;
import wtls.protocol.engine.LiveKeyWindow;
import wtls.protocol.engine.SoftwareSession;

/** The rest of another card's session: records of its current key windows, nothing else. */
final class WindowSession extends SoftwareSession {
  private final CryptoEngine engine;

  /** Takes over the windows. */
  WindowSession(CryptoEngine engine, LiveKeyWindow windows) {
    super(windows);
    this.engine = engine;
  }

  @Override
  public byte[] sign(KeyId key, byte[] digest) throws EngineException {
    return engine.sign(key, digest);
  }

  @Override
  public void save(SessionDescription session) throws EngineException {
    secret().masterSecret(); // There is none, and that is what to say.
  }

  @Override
  public void forget() {
    // This card does not keep it.
  }
}
