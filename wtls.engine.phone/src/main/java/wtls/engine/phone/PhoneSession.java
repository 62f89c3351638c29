package wtls.engine.phone;

import java.util.Optional;
import wtls.api.engine.EngineException;
import wtls.api.engine.KeyId;
import wtls.api.session.SecurityLevel;
import wtls.api.session.SessionDescription;
import wtls.engine.phone.store.StoredSession;
import wtls.protocol.engine.LiveSecret;
import wtls.protocol.engine.SoftwareSession;

/** A live session, with its place in the engine's store. */
final class PhoneSession extends SoftwareSession {
  private final PhoneEngine engine;
  private Optional<SessionDescription> stored;

  /**
   * Takes over the secret.
   *
   * @param stored the session in the engine's store that this one continues
   */
  PhoneSession(PhoneEngine engine, LiveSecret secret, Optional<SessionDescription> stored) {
    super(secret);
    this.engine = engine;
    this.stored = stored;
  }

  @Override
  public byte[] sign(KeyId key, byte[] digest) throws EngineException {
    return engine.sign(key, digest);
  }

  @Override
  public void save(SessionDescription session) throws EngineException {
    SecurityLevel level = new SecurityLevel(session.level().authentication(), custody(), exposed());
    try (StoredSession saved =
        new StoredSession(session.withLevel(level), secret().masterSecret())) {
      engine.store(saved);
      stored = Optional.of(saved.description());
    }
  }

  @Override
  public void forget() throws EngineException {
    if (stored.isPresent()) {
      engine.forget(stored.get());
      stored = Optional.empty();
    }
  }
}
