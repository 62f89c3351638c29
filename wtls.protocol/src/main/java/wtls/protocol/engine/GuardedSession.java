package wtls.protocol.engine;

import java.util.ArrayList;
import java.util.List;
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

/**
 * A session that its engine can close from another thread. Its monitor is held during every call,
 * also those on its record protections, so that closing waits for them.
 */
final class GuardedSession implements EngineSession {
  private final EngineSession session;
  private final OpenSecrets open;
  private final List<RecordProtection> protections = new ArrayList<>(2);
  private boolean closed;

  GuardedSession(EngineSession session, OpenSecrets open) {
    this.session = session;
    this.open = open;
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
  public synchronized byte[] sign(KeyId key, byte[] digest) throws EngineException {
    checkOpen();
    return session.sign(key, digest);
  }

  @Override
  public synchronized void foresee(Outlook outlook) throws EngineException {
    checkOpen();
    session.foresee(outlook);
  }

  @Override
  public synchronized byte[] finished(Derivation derivation) throws EngineException {
    checkOpen();
    return session.finished(derivation);
  }

  @Override
  public synchronized boolean verifyFinished(Derivation derivation, byte[] received)
      throws EngineException {
    checkOpen();
    return session.verifyFinished(derivation, received);
  }

  @Override
  public synchronized RecordProtection protection(ConnectionParameters parameters)
      throws EngineException {
    checkOpen();
    RecordProtection protection = new GuardedProtection(this, session.protection(parameters));
    protections.add(protection);
    return protection;
  }

  @Override
  public synchronized void save(SessionDescription description) throws EngineException {
    checkOpen();
    session.save(description);
  }

  @Override
  public synchronized void forget() throws EngineException {
    checkOpen();
    session.forget();
  }

  @Override
  public synchronized Ticket release(
      SessionDescription description,
      ConnectionParameters connection,
      int writeSequence,
      int readSequence,
      EngineProfile target)
      throws EngineException {
    checkOpen();
    return session.release(description, connection, writeSequence, readSequence, target);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      List.copyOf(protections).forEach(RecordProtection::close);
      session.close();
      open.remove(this);
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
