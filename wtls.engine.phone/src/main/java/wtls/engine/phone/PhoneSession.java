package wtls.engine.phone;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.Derivation;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineProfile;
import wtls.api.engine.EngineSession;
import wtls.api.engine.KeyId;
import wtls.api.engine.RecordProtection;
import wtls.api.engine.Ticket;
import wtls.api.session.Custody;
import wtls.api.session.SecurityLevel;
import wtls.api.session.SessionDescription;
import wtls.engine.phone.store.StoredSession;
import wtls.protocol.crypto.ConstantTime;
import wtls.protocol.crypto.SoftwareRecordProtection;

/** A live session. Its monitor is held during every call, so that closing waits for them. */
final class PhoneSession implements EngineSession {
  private final PhoneEngine engine;
  private final LiveSecret secret;
  private final List<RecordProtection> protections = new ArrayList<>(2);
  private Optional<SessionDescription> stored;
  private boolean closed;

  /**
   * Takes over the secret.
   *
   * @param stored the session in the engine's store that this one continues
   */
  PhoneSession(PhoneEngine engine, LiveSecret secret, Optional<SessionDescription> stored) {
    this.engine = engine;
    this.secret = secret;
    this.stored = stored;
  }

  @Override
  public Custody custody() {
    return secret.custody();
  }

  @Override
  public boolean exposed() {
    return secret.exposed();
  }

  @Override
  public synchronized byte[] sign(KeyId key, byte[] digest) throws EngineException {
    checkOpen();
    return engine.sign(key, digest);
  }

  @Override
  public synchronized byte[] finished(Derivation derivation) throws EngineException {
    checkOpen();
    return secret.derive(derivation);
  }

  @Override
  public synchronized boolean verifyFinished(Derivation derivation, byte[] received)
      throws EngineException {
    checkOpen();
    byte[] expected = secret.derive(derivation);
    try {
      return ConstantTime.equals(expected, received);
    } finally {
      Arrays.fill(expected, (byte) 0);
    }
  }

  @Override
  public synchronized RecordProtection protection(ConnectionParameters parameters)
      throws EngineException {
    checkOpen();
    RecordProtection protection =
        new GuardedProtection(
            this, new SoftwareRecordProtection(parameters, secret.keyBlocks(parameters)));
    protections.add(protection);
    return protection;
  }

  @Override
  public synchronized void save(SessionDescription session) throws EngineException {
    checkOpen();
    SecurityLevel level = new SecurityLevel(session.level().authentication(), custody(), exposed());
    try (StoredSession saved = new StoredSession(session.withLevel(level), secret.masterSecret())) {
      engine.store(saved);
      stored = Optional.of(saved.description());
    }
  }

  @Override
  public synchronized void forget() throws EngineException {
    checkOpen();
    if (stored.isPresent()) {
      engine.forget(stored.get());
      stored = Optional.empty();
    }
  }

  @Override
  public synchronized Ticket release(
      SessionDescription session,
      ConnectionParameters connection,
      int writeSequence,
      int readSequence,
      EngineProfile target)
      throws EngineException {
    checkOpen();
    return new Ticket(session, secret.content());
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      List.copyOf(protections).forEach(RecordProtection::close);
      secret.close();
      engine.leave(this);
    }
  }

  /** Called by a protection that was closed. */
  void forgetProtection(RecordProtection protection) {
    protections.remove(protection);
  }

  private void checkOpen() throws EngineException {
    if (closed) {
      throw new EngineException(
          EngineException.Reason.CLOSED,
          "The session has been closed: resume it or begin a new one.");
    }
  }
}
