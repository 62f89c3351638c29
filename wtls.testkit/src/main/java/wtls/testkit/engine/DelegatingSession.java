package wtls.testkit.engine;

import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.Derivation;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineProfile;
import wtls.api.engine.EngineSession;
import wtls.api.engine.KeyId;
import wtls.api.engine.Outlook;
import wtls.api.engine.RecordProtection;
import wtls.api.engine.Ticket;
import wtls.api.session.Custody;
import wtls.api.session.SessionDescription;

/** A session that is another one, but for what a subclass changes. */
public class DelegatingSession implements EngineSession {
  private final EngineSession session;

  public DelegatingSession(EngineSession session) {
    this.session = session;
  }

  @Override
  public Custody custody() {
    return session.custody();
  }

  @Override
  public boolean exposed() {
    return session.exposed();
  }

  @Override
  public byte[] sign(KeyId key, byte[] digest) throws EngineException {
    return session.sign(key, digest);
  }

  @Override
  public void foresee(Outlook outlook) throws EngineException {
    session.foresee(outlook);
  }

  @Override
  public byte[] finished(Derivation derivation) throws EngineException {
    return session.finished(derivation);
  }

  @Override
  public boolean verifyFinished(Derivation derivation, byte[] received) throws EngineException {
    return session.verifyFinished(derivation, received);
  }

  @Override
  public RecordProtection protection(ConnectionParameters parameters) throws EngineException {
    return session.protection(parameters);
  }

  @Override
  public void save(SessionDescription description) throws EngineException {
    session.save(description);
  }

  @Override
  public void forget() throws EngineException {
    session.forget();
  }

  @Override
  public Ticket release(
      SessionDescription description,
      ConnectionParameters connection,
      int writeSequence,
      int readSequence,
      EngineProfile target)
      throws EngineException {
    return session.release(description, connection, writeSequence, readSequence, target);
  }

  @Override
  public void close() {
    session.close();
  }
}
