package wtls.gateway.store;

import java.util.Optional;
import wtls.api.session.SessionId;

/**
 * Keeps sessions for resumption. Thread-safe; methods block for as long as a small write to a file
 * takes, where there is a file.
 *
 * <p>Resuming takes two steps, because a session id is public: {@link #find} when somebody asks for
 * it, which changes nothing, and {@link #use} when the client's Finished has proved that it is the
 * one. A forged ClientHello so costs no use, and of two handshakes at once for the last use only
 * one succeeds.
 *
 * <p>All methods throw {@link StoreException} when the store's file fails.
 */
public interface SessionStore extends AutoCloseable {

  /**
   * Stores a session, in place of one with the same id. It is on file when this returns. When the
   * store is full, the session that would expire first makes room; this one, if it is that.
   *
   * @param session not kept: its owner closes it
   */
  void put(StoredSession session);

  /**
   * The session with this id if it may still be resumed: its time is not over and uses are left.
   * Changes nothing.
   *
   * @return the session, which now belongs to the caller, who closes it
   */
  Optional<StoredSession> find(SessionId id);

  /**
   * Counts one use of a session, atomically with checking that it may still be resumed. The count
   * is on file when this returns, so that no crash gives a use back; a session whose last use this
   * was is forgotten.
   *
   * @return whether it may be used; if not, nothing must be sent under it
   */
  boolean use(SessionId id);

  /** Forgets a session, if it is there: a fatal alert made it invalid. */
  void invalidate(SessionId id);

  /**
   * Forgets all sessions whose time is over, and tidies up the file. To be called now and then; may
   * take some tenths of a second, in which other calls wait, so not on a thread that carries
   * datagrams.
   *
   * @return how many were forgotten
   */
  int sweep();

  /** How many sessions are stored, expired ones that were not swept yet included. */
  int size();

  /** Closes the file, if any. Idempotent; nothing works any more after it. */
  @Override
  void close();
}
