package wtls.gateway.store;

import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wtls.api.session.SessionId;
import wtls.gateway.handshake.Established;
import wtls.gateway.handshake.Sessions;

/**
 * What the handshake sees of a store. A store that fails makes sessions unresumable and is logged:
 * clients then do full handshakes, which is better than none.
 */
public final class StoredSessions implements Sessions {
  private static final Logger LOG = LoggerFactory.getLogger(StoredSessions.class);

  private final SessionStore store;

  /**
   * @param store with the same clock as the handshake; stays its owner's to close
   */
  public StoredSessions(SessionStore store) {
    this.store = store;
  }

  @Override
  public Optional<Secured> find(SessionId id, Instant now) {
    try {
      return store.find(id).map(StoredSessions::secured);
    } catch (StoreException e) {
      LOG.error("No session can be resumed.", e);
      return Optional.empty();
    }
  }

  @Override
  public boolean use(SessionId id, Instant now) {
    try {
      return store.use(id);
    } catch (StoreException e) {
      LOG.error("Session {} cannot be resumed.", id, e);
      return false;
    }
  }

  @Override
  public void keep(Secured session, Instant now, Instant expires, int uses) {
    Established.Session known = session.session();
    try (StoredSession stored =
        new StoredSession(
            known.id(),
            session.masterSecret().clone(),
            known.keyExchange(),
            known.cipherSuite(),
            known.wtlsClass(),
            known.client(),
            now,
            expires,
            Math.min(uses, StoredSession.MAX_USES))) {
      store.put(stored);
    } catch (StoreException e) {
      LOG.error("Session {} cannot be resumed later.", known.id(), e);
    }
  }

  @Override
  public void forget(SessionId id) {
    try {
      store.invalidate(id);
    } catch (StoreException e) {
      LOG.error("Session {} cannot be made invalid.", id, e);
    }
  }

  /** The secret changes hands, and is not wiped here. */
  private static Secured secured(StoredSession stored) {
    Established.Session session =
        new Established.Session(
            stored.id(),
            stored.keyExchange(),
            stored.cipherSuite(),
            stored.wtlsClass(),
            stored.client());
    return new Secured(session, stored.masterSecret());
  }
}
