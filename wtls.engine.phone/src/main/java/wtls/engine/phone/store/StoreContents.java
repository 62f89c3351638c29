package wtls.engine.phone.store;

import java.util.ArrayList;
import java.util.List;
import wtls.api.engine.EncodedCertificate;

/**
 * All that a store holds, in memory. Owns the secrets in its lists; removing an element from a list
 * does not wipe it, {@link #replace} and {@link #close} do. For use by one thread.
 */
final class StoreContents implements AutoCloseable {
  final List<Identity> identities = new ArrayList<>();
  final List<SharedSecret> sharedSecrets = new ArrayList<>();
  final List<EncodedCertificate> roots = new ArrayList<>();
  final List<StoredSession> sessions = new ArrayList<>();

  /** Wipes what the list holds and fills it with copies. */
  void replaceIdentities(List<Identity> newer) {
    identities.forEach(Identity::close);
    identities.clear();
    newer.forEach(identity -> identities.add(identity.copy()));
  }

  /** Wipes what the list holds and fills it with copies. */
  void replaceSharedSecrets(List<SharedSecret> newer) {
    sharedSecrets.forEach(SharedSecret::close);
    sharedSecrets.clear();
    newer.forEach(secret -> sharedSecrets.add(secret.copy()));
  }

  /** Puts {@code newer}, which it takes over, in the place of {@code older}, which it wipes. */
  void replace(StoredSession older, StoredSession newer) {
    sessions.set(sessions.indexOf(older), newer);
    older.close();
  }

  /** Wipes and removes a session. */
  void remove(StoredSession session) {
    sessions.remove(session);
    session.close();
  }

  /** Wipes all secrets and empties all lists. */
  @Override
  public void close() {
    identities.forEach(Identity::close);
    sharedSecrets.forEach(SharedSecret::close);
    sessions.forEach(StoredSession::close);
    identities.clear();
    sharedSecrets.clear();
    roots.clear();
    sessions.clear();
  }
}
