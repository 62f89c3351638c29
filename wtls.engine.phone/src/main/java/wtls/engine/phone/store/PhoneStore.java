package wtls.engine.phone.store;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import wtls.api.engine.Credentials;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.KeyId;
import wtls.api.session.SessionDescription;

/**
 * The keys, shared secrets, roots and sessions of the phone engine. Every change is complete and
 * lasting when its method returns, and has not happened when it throws.
 *
 * <p>Safe for use from any thread. With a file, methods wait for the disk, and up to 5 seconds for
 * other processes that use the same store. Secrets that methods return are copies, which the caller
 * wipes.
 */
public final class PhoneStore implements AutoCloseable {
  private final Vault vault;
  private final InstantSource clock;
  private int sessionLimit;
  private boolean closed;

  private PhoneStore(Vault vault, InstantSource clock, int sessionLimit) {
    this.vault = vault;
    this.clock = clock;
    limitSessions(sessionLimit);
  }

  /**
   * A store that lasts until it is closed.
   *
   * @param sessionLimit how many sessions it holds, at least 1
   */
  public static PhoneStore inMemory(InstantSource clock, int sessionLimit) {
    return new PhoneStore(new MemoryVault(), clock, sessionLimit);
  }

  /**
   * A store in a file, which is made with the first change.
   *
   * @param keyFile holds the key of 32 octets; made where neither file is there
   * @throws StoreException when the store is there but cannot be read; neither file is changed
   */
  public static PhoneStore inFile(
      Path file, Path keyFile, InstantSource clock, int sessionLimit, SecureRandom random)
      throws StoreException {
    return new PhoneStore(
        FileVault.open(file, keyFile, random, FileVault.PATIENCE), clock, sessionLimit);
  }

  /** Changes how many sessions it holds; surplus ones go with the next that is put. */
  public synchronized void limitSessions(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("A store holds at least 1 session, not " + limit + ".");
    }
    sessionLimit = limit;
  }

  /** What is public of the keys, secrets and roots. */
  public synchronized Credentials credentials() throws StoreException {
    try (Vault.Visit visit = visit()) {
      StoreContents contents = visit.contents();
      return new Credentials(
          contents.identities.stream().map(Identity::key).toList(),
          contents.sharedSecrets.stream().map(SharedSecret::name).toList(),
          contents.roots);
    }
  }

  /**
   * Replaces the identities, secrets and roots, each where the list is not empty. Copies secrets.
   */
  public synchronized void replace(
      List<Identity> identities, List<SharedSecret> secrets, List<EncodedCertificate> roots)
      throws StoreException {
    if (identities.isEmpty() && secrets.isEmpty() && roots.isEmpty()) {
      return;
    }
    try (Vault.Visit visit = visit()) {
      StoreContents contents = visit.contents();
      if (!identities.isEmpty()) {
        contents.replaceIdentities(identities);
      }
      if (!secrets.isEmpty()) {
        contents.replaceSharedSecrets(secrets);
      }
      if (!roots.isEmpty()) {
        contents.roots.clear();
        contents.roots.addAll(roots);
      }
      visit.commit();
    }
  }

  /** The client's key with this id. */
  public synchronized Optional<Identity> identity(KeyId id) throws StoreException {
    try (Vault.Visit visit = visit()) {
      return visit.contents().identities.stream()
          .filter(identity -> identity.key().id().equals(id))
          .findFirst()
          .map(Identity::copy);
    }
  }

  /** The shared secret of this name. */
  public synchronized Optional<SharedSecret> sharedSecret(String name) throws StoreException {
    try (Vault.Visit visit = visit()) {
      return visit.contents().sharedSecrets.stream()
          .filter(secret -> secret.name().equals(name))
          .findFirst()
          .map(SharedSecret::copy);
    }
  }

  /** The sessions that can be resumed now. Those past their time are wiped. */
  public synchronized List<SessionDescription> sessions() throws StoreException {
    Instant now = clock.instant();
    try (Vault.Visit visit = visit()) {
      if (removeExpired(visit.contents(), now)) {
        visit.commit();
      }
      return visit.contents().sessions.stream()
          .map(StoredSession::description)
          .filter(description -> description.resumableAt(now))
          .toList();
    }
  }

  /**
   * Stores a session over those with the same peer, or only wipes those when it cannot be resumed
   * anyway. The oldest ones give way to it.
   *
   * @param session copied
   */
  public synchronized void put(StoredSession session) throws StoreException {
    SessionDescription description = session.description();
    Instant now = clock.instant();
    try (Vault.Visit visit = visit()) {
      StoreContents contents = visit.contents();
      removeExpired(contents, now);
      removePeer(contents, description);
      if (description.resumableAt(now)) {
        contents.sessions.add(session.copy());
        removeSurplus(contents);
      }
      visit.commit();
    }
  }

  /**
   * Counts one use of a session, lastingly, and returns it as it is after that.
   *
   * @param session names it; its own number of uses does not count
   * @return empty when there is no such session; without a master secret when it is past its time
   *     or its uses
   */
  public synchronized Optional<StoredSession> use(SessionDescription session)
      throws StoreException {
    Instant now = clock.instant();
    try (Vault.Visit visit = visit()) {
      StoreContents contents = visit.contents();
      Optional<StoredSession> found = find(contents, session);
      if (found.isEmpty()) {
        return found;
      }
      StoredSession stored = found.get();
      if (!stored.description().resumableAt(now)) {
        if (removeExpired(contents, now)) {
          visit.commit();
        }
        return Optional.of(new StoredSession(stored.description(), new byte[0]));
      }
      SessionDescription used = stored.description().used();
      StoredSession result = new StoredSession(used, stored.masterSecret().clone());
      // After the last use only the description stays, to tell "used up" from "unknown".
      byte[] kept = used.usesLeft() == 0 ? new byte[0] : stored.masterSecret().clone();
      contents.replace(stored, new StoredSession(used, kept));
      try {
        visit.commit();
      } catch (StoreException e) {
        result.close();
        throw e;
      }
      return Optional.of(result);
    }
  }

  /** Wipes a session, if it is there. */
  public synchronized void remove(SessionDescription session) throws StoreException {
    try (Vault.Visit visit = visit()) {
      Optional<StoredSession> found = find(visit.contents(), session);
      if (found.isPresent()) {
        visit.contents().remove(found.get());
        visit.commit();
      }
    }
  }

  /** Wipes what is in memory. Idempotent; all methods fail after it. */
  @Override
  public synchronized void close() {
    closed = true;
    vault.close();
  }

  private Vault.Visit visit() throws StoreException {
    if (closed) {
      throw new StoreException(StoreException.Reason.CLOSED, "The store has been closed.");
    }
    return vault.visit();
  }

  private static Optional<StoredSession> find(StoreContents contents, SessionDescription session) {
    return contents.sessions.stream().filter(stored -> stored.is(session)).findFirst();
  }

  private static boolean removeExpired(StoreContents contents, Instant now) {
    List<StoredSession> expired =
        contents.sessions.stream()
            .filter(stored -> !now.isBefore(stored.description().expires()))
            .toList();
    expired.forEach(contents::remove);
    return !expired.isEmpty();
  }

  private static void removePeer(StoreContents contents, SessionDescription description) {
    List<StoredSession> older =
        contents.sessions.stream()
            .filter(stored -> stored.description().peer().equals(description.peer()))
            .toList();
    older.forEach(contents::remove);
  }

  private void removeSurplus(StoreContents contents) {
    List<StoredSession> oldestFirst =
        contents.sessions.stream()
            .sorted(Comparator.comparing(stored -> stored.description().created()))
            .toList();
    int surplus = oldestFirst.size() - sessionLimit;
    oldestFirst.subList(0, Math.max(0, surplus)).forEach(contents::remove);
  }
}
