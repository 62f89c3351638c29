package wtls.protocol.engine;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineSession;
import wtls.api.engine.KeyEstablishment;

/**
 * The sessions and establishments of an engine that are open, so that all can be wiped when it
 * stops. Safe for use from any thread.
 */
public final class OpenSecrets {
  private final String engine;
  private final Set<EngineSession> sessions = Collections.synchronizedSet(new HashSet<>());
  private final Set<KeyEstablishment> establishments = Collections.synchronizedSet(new HashSet<>());
  private volatile boolean closed;

  /**
   * None are open yet.
   *
   * @param engine what to call the engine in messages, for example {@code phone}
   */
  public OpenSecrets(String engine) {
    this.engine = engine;
  }

  /**
   * Puts a session under guard: one call at a time, none once it is closed.
   *
   * @param session is the guard's; closed at once when the engine has stopped
   * @throws EngineException {@link EngineException.Reason#CLOSED} when the engine has stopped
   */
  public EngineSession guard(EngineSession session) throws EngineException {
    EngineSession guarded = new GuardedSession(session, this);
    sessions.add(guarded);
    if (closed) {
      guarded.close();
    }
    checkOpen();
    return guarded;
  }

  /**
   * Puts an establishment under guard: it derives once at most.
   *
   * @param establishment is the guard's; closed at once when the engine has stopped
   * @throws EngineException {@link EngineException.Reason#CLOSED} when the engine has stopped
   */
  public KeyEstablishment guard(KeyEstablishment establishment) throws EngineException {
    KeyEstablishment guarded = new GuardedEstablishment(establishment, this);
    establishments.add(guarded);
    if (closed) {
      guarded.close();
    }
    checkOpen();
    return guarded;
  }

  /**
   * Does nothing while the engine is in service.
   *
   * @throws EngineException {@link EngineException.Reason#CLOSED} when it has stopped
   */
  public void checkOpen() throws EngineException {
    if (closed) {
      throw new EngineException(
          EngineException.Reason.CLOSED,
          "The " + engine + " engine has stopped: use another engine.");
    }
  }

  /** Closes all, and everything that comes later. Idempotent; waits for calls under way. */
  public void close() {
    closed = true;
    List.copyOf(establishments).forEach(KeyEstablishment::close);
    List.copyOf(sessions).forEach(EngineSession::close);
  }

  void remove(EngineSession session) {
    sessions.remove(session);
  }

  void remove(KeyEstablishment establishment) {
    establishments.remove(establishment);
  }
}
