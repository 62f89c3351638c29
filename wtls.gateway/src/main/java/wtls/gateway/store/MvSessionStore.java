package wtls.gateway.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import wtls.api.session.SessionId;
import wtls.gateway.files.OwnerOnly;

/**
 * The store on H2's MVStore: in memory, or in a file with a journal beside it. Each session is
 * encrypted and authenticated by itself, in memory too.
 *
 * <p>Commit policy: every change goes to the journal before the method that makes it returns, as
 * one small write to the operating system. Now and then, and on closing, the store itself is
 * written and forced to disk, and the journal begins anew. Killing the process therefore loses
 * nothing; a loss of power may lose what the system had not yet written of the journal, commonly
 * some seconds. Who can write the files can bring back an older state of them, but not a session
 * past its time.
 *
 * <p>Two maps change together under one lock: sessions by id, and their ids by time of expiry, so
 * that sweeping and making room look only at what goes.
 */
public final class MvSessionStore implements SessionStore {
  private static final byte[] NOTHING = {};

  /** Octets of the journal above which the next change waits for the store to be written. */
  private static final int MAX_JOURNAL = 4096 * 1024;

  private static final int CACHE_MEBIBYTES = 4;

  /**
   * How long the space of replaced parts of the file is not used again. They are older than the
   * last checkpoint, which is on disk, but a disk may be slow to order its writes.
   */
  private static final int RETENTION_MILLIS = 1_000;

  /** A file above this size, and above this for each session, is written anew on opening. */
  private static final int SPARSE_FILE = 1024 * 1024;

  private static final int SPARSE_SESSION = 256;

  private final MVStore store;
  private final Optional<Path> file;
  private final Optional<Journal> journal;
  private final SessionEncoding encoding;
  private final InstantSource clock;
  private final int capacity;
  private final MVMap<Long, byte[]> sessions;

  /** Keys are the second of expiry, 4 octets unsigned, and the session id. */
  private final MVMap<byte[], byte[]> byExpiry;

  private MvSessionStore(
      MVStore store,
      Optional<Path> file,
      Optional<Journal> journal,
      SessionCipher cipher,
      InstantSource clock,
      int capacity) {
    this.store = store;
    this.file = file;
    this.journal = journal;
    this.encoding = new SessionEncoding(cipher);
    this.clock = clock;
    this.capacity = capacity;
    this.sessions = openSessions(store);
    this.byExpiry = openIndex(store);
    store.setVersionsToKeep(0);
    store.setRetentionTime(RETENTION_MILLIS);
  }

  /**
   * A store that forgets everything when it is closed.
   *
   * @param capacity sessions that it holds at most, 1 or more
   */
  public static MvSessionStore inMemory(InstantSource clock, int capacity, SecureRandom random) {
    requireRoom(capacity);
    byte[] key = new byte[SessionCipher.KEY_SIZE];
    random.nextBytes(key);
    SessionCipher cipher = new SessionCipher(key, random);
    Arrays.fill(key, (byte) 0);
    MVStore store = new MVStore.Builder().autoCommitDisabled().open();
    return new MvSessionStore(store, Optional.empty(), Optional.empty(), cipher, clock, capacity);
  }

  /**
   * A store in a file, with its journal in a second one ending in {@code .journal}. They are made
   * if they are not there, as is the key; all are readable by their owner only. One process at a
   * time can open it.
   *
   * @param file the store
   * @param keyFile the key that sessions are encrypted with
   * @param capacity sessions that it holds at most, 1 or more
   * @throws StoreException when it cannot be opened
   */
  public static MvSessionStore open(
      Path file, Path keyFile, InstantSource clock, int capacity, SecureRandom random) {
    requireRoom(capacity);
    byte[] key = KeyFile.readOrCreate(keyFile, random);
    SessionCipher cipher = new SessionCipher(key, random);
    Arrays.fill(key, (byte) 0);
    try {
      MvSessionStore sessions = openFile(file, keyFile, cipher, clock, capacity);
      if (!sessions.isSparse()) {
        return sessions;
      }
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      sessions.copyTo(fresh);
      sessions.close();
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
      return openFile(file, keyFile, cipher, clock, capacity);
    } catch (IOException e) {
      throw new StoreException(
          "The session store " + file + " cannot be made: check the folder and its owner.", e);
    } catch (MVStoreException e) {
      throw new StoreException(openingProblem(file, e), e);
    }
  }

  @Override
  public synchronized void put(StoredSession session) {
    guarded(
        () -> {
          replace(key(session.id()), encoding.encode(session, session.usesLeft()));
          while (sessions.sizeAsLong() > capacity) {
            long first = ByteBuffer.wrap(byExpiry.firstKey()).getLong(4);
            replace(first, NOTHING);
          }
          return null;
        });
  }

  @Override
  public synchronized Optional<StoredSession> find(SessionId id) {
    return guarded(() -> usable(id));
  }

  @Override
  public synchronized boolean use(SessionId id) {
    return guarded(
        () -> {
          Optional<StoredSession> found = usable(id);
          if (found.isEmpty()) {
            return false;
          }
          try (StoredSession session = found.get()) {
            int left = session.usesLeft() - 1;
            replace(key(id), left == 0 ? NOTHING : encoding.encode(session, left));
          }
          return true;
        });
  }

  @Override
  public synchronized void invalidate(SessionId id) {
    guarded(
        () -> {
          if (id.octets().length == StoredSession.ID_SIZE && sessions.containsKey(key(id))) {
            replace(key(id), NOTHING);
          }
          return null;
        });
  }

  @Override
  public synchronized int sweep() {
    return guarded(
        () -> {
          long now = clock.instant().getEpochSecond();
          int count = 0;
          for (byte[] first = byExpiry.firstKey();
              first != null && Integer.toUnsignedLong(ByteBuffer.wrap(first).getInt()) <= now;
              first = byExpiry.firstKey()) {
            apply(ByteBuffer.wrap(first).getLong(4), NOTHING);
            count++;
          }
          checkpoint();
          return count;
        });
  }

  @Override
  public synchronized int size() {
    return guarded(sessions::size);
  }

  @Override
  public synchronized void close() {
    if (store.isClosed()) {
      return;
    }
    guarded(
        () -> {
          checkpoint();
          store.close(0);
          if (journal.isPresent()) {
            journal.get().close();
          }
          return null;
        });
  }

  private Optional<StoredSession> usable(SessionId id) {
    if (id.octets().length != StoredSession.ID_SIZE) {
      return Optional.empty();
    }
    byte[] value = sessions.get(key(id));
    if (value == null || clock.instant().getEpochSecond() >= SessionEncoding.expires(value)) {
      return Optional.empty();
    }
    Optional<StoredSession> session = encoding.decode(id, value);
    if (session.isPresent() && session.get().usesLeft() == 0) {
      session.get().close();
      return Optional.empty();
    }
    return session;
  }

  /** Changes one session, on file first. */
  private void replace(long key, byte[] value) throws IOException {
    if (journal.isPresent()) {
      journal.get().append(key, value);
    }
    apply(key, value);
    if (journal.isPresent() && journal.get().size() > MAX_JOURNAL) {
      checkpoint();
    }
  }

  /** Changes one session, in the maps only. */
  private void apply(long key, byte[] value) {
    byte[] replaced = value.length == 0 ? sessions.remove(key) : sessions.put(key, value);
    if (replaced != null) {
      byExpiry.remove(expiryKey(SessionEncoding.expires(replaced), key));
    }
    if (value.length > 0) {
      byExpiry.put(expiryKey(SessionEncoding.expires(value), key), NOTHING);
    }
  }

  /** Writes the store, so that the journal can begin anew. */
  private void checkpoint() throws IOException {
    if (journal.isPresent()) {
      store.commit();
      store.sync();
      journal.get().clear();
    }
  }

  private static MvSessionStore openFile(
      Path file, Path keyFile, SessionCipher cipher, InstantSource clock, int capacity)
      throws IOException {
    MVStore store = openStore(file);
    boolean opened = false;
    try {
      Journal journal = Journal.open(file.resolveSibling(file.getFileName() + ".journal"));
      MvSessionStore sessions =
          new MvSessionStore(
              store, Optional.of(file), Optional.of(journal), cipher, clock, capacity);
      sessions.recover(journal, keyFile);
      opened = true;
      return sessions;
    } finally {
      if (!opened) {
        store.closeImmediately();
      }
    }
  }

  private static MVStore openStore(Path file) throws IOException {
    if (Files.notExists(file)) {
      OwnerOnly.create(file);
    }
    return new MVStore.Builder()
        .fileName(file.toAbsolutePath().toString())
        .cacheSize(CACHE_MEBIBYTES)
        .autoCommitDisabled()
        .autoCommitBufferSize(0)
        .open();
  }

  /** Brings the store up to date, and checks that the key is the right one. */
  private void recover(Journal changes, Path keyFile) throws IOException {
    changes.replay(this::apply);
    Long first = sessions.firstKey();
    if (first != null && encoding.decode(id(first), sessions.get(first)).isEmpty()) {
      changes.close();
      throw new StoreException(
          "The session store "
              + file.get()
              + " is not encrypted with the key in "
              + keyFile
              + ": name the right one, or delete both and lose the sessions.",
          null);
    }
    checkpoint();
  }

  private boolean isSparse() throws IOException {
    long octets = Files.size(file.orElseThrow());
    return octets > SPARSE_FILE && octets / SPARSE_SESSION > sessions.sizeAsLong();
  }

  private void copyTo(Path fresh) throws IOException {
    Files.deleteIfExists(fresh);
    MVStore target = openStore(fresh);
    try {
      MVMap<Long, byte[]> copied = openSessions(target);
      sessions.forEach(copied::append);
      MVMap<byte[], byte[]> index = openIndex(target);
      byExpiry.forEach(index::append);
      target.commit();
      target.sync();
    } finally {
      target.close(0);
    }
  }

  private static MVMap<Long, byte[]> openSessions(MVStore store) {
    return store.openMap(
        "sessions",
        new MVMap.Builder<Long, byte[]>()
            .keyType(LongDataType.INSTANCE)
            .valueType(ByteArrayDataType.INSTANCE));
  }

  private static MVMap<byte[], byte[]> openIndex(MVStore store) {
    return store.openMap(
        "expiry",
        new MVMap.Builder<byte[], byte[]>()
            .keyType(ByteArrayDataType.INSTANCE)
            .valueType(ByteArrayDataType.INSTANCE));
  }

  private static String openingProblem(Path file, MVStoreException e) {
    return "The session store "
        + file
        + (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED
            ? " is in use by another process: stop that, or name another file."
            : " is damaged, or not one: restore it, or delete it and lose the sessions.");
  }

  private static void requireRoom(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("A session store needs room for at least one session.");
    }
  }

  private static long key(SessionId id) {
    return ByteBuffer.wrap(id.octets()).getLong();
  }

  private static SessionId id(long key) {
    return SessionId.of(ByteBuffer.allocate(Long.BYTES).putLong(key).array());
  }

  private static byte[] expiryKey(long expires, long key) {
    return ByteBuffer.allocate(12).putInt((int) expires).putLong(key).array();
  }

  /** What touches the maps or the journal. */
  private interface Operation<T> {
    T run() throws IOException;
  }

  private <T> T guarded(Operation<T> operation) {
    String where = file.map(path -> "The session store " + path).orElse("The session store");
    if (store.isClosed()) {
      throw new StoreException(where + " is closed.", null);
    }
    try {
      return operation.run();
    } catch (IOException | MVStoreException e) {
      throw new StoreException(where + " failed: check that its disk is there and has space.", e);
    }
  }
}
