package wtls.engine.phone;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineSession;
import wtls.api.engine.KeyEstablishment;

/**
 * The sessions and establishments that are open, so that all can be wiped when the engine stops.
 */
final class OpenSecrets {
  private final Set<EngineSession> sessions = ConcurrentHashMap.newKeySet();
  private final Set<KeyEstablishment> establishments = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Closes the session at once, and throws, when the engine has stopped. */
  EngineSession add(EngineSession session) throws EngineException {
    sessions.add(session);
    if (closed) {
      session.close();
    }
    checkOpen();
    return session;
  }

  /** Closes the establishment at once, and throws, when the engine has stopped. */
  KeyEstablishment add(KeyEstablishment establishment) throws EngineException {
    establishments.add(establishment);
    if (closed) {
      establishment.close();
    }
    checkOpen();
    return establishment;
  }

  void remove(EngineSession session) {
    sessions.remove(session);
  }

  void remove(KeyEstablishment establishment) {
    establishments.remove(establishment);
  }

  void checkOpen() throws EngineException {
    if (closed) {
      throw new EngineException(
          EngineException.Reason.CLOSED, "The phone engine has stopped: use another engine.");
    }
  }

  /** Closes all. Idempotent; waits for calls under way. */
  void close() {
    closed = true;
    List.copyOf(establishments).forEach(KeyEstablishment::close);
    List.copyOf(sessions).forEach(EngineSession::close);
  }
}
