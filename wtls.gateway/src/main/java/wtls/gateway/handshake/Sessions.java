package wtls.gateway.handshake;

import java.time.Instant;
import java.util.Optional;
import wtls.api.session.SessionId;

/**
 * The sessions that can be resumed, each within its pre-defined time and number of uses. Safe for
 * use from any thread.
 */
public interface Sessions {

  /**
   * A session that may be resumed at {@code now}. Does not count as a use.
   *
   * @return a session whose master secret the caller wipes
   */
  Optional<Secured> find(SessionId id, Instant now);

  /** Counts one use. False when the session is gone, or has been used as often as it may be. */
  boolean use(SessionId id, Instant now);

  /**
   * Keeps a new session.
   *
   * @param session its master secret is copied
   */
  void keep(Secured session, Instant now, Instant expires, int uses);

  /** Forgets a session; does nothing when it is not there. */
  void forget(SessionId id);

  /**
   * A session with its secret.
   *
   * @param masterSecret 20 octets; whoever holds this record wipes them
   */
  record Secured(Established.Session session, byte[] masterSecret) {
    @Override
    public String toString() {
      return session.toString();
    }
  }
}
