package wtls.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.session.SessionId;

class MvSessionStoreTest {
  private static final int CAPACITY = 1000;
  private static final Instant START = Instant.ofEpochSecond(1_750_000_000L);
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path folder;

  private final SecureRandom random = new SecureRandom();
  private final List<MvSessionStore> open = new ArrayList<>();
  private Instant now = START;

  @AfterEach
  void close() {
    open.forEach(MvSessionStore::close);
  }

  @Test
  void givesBackWhatWasStored() {
    try (StoredSession session = session(1, HOUR, 3, "Zo\u00eb; Org; NL");
        SessionStore store = fileStore()) {
      store.put(session);

      try (StoredSession found = store.find(session.id()).orElseThrow()) {
        assertThat(found).usingRecursiveComparison().isEqualTo(session);
        assertThat(found.masterSecret()).isNotSameAs(session.masterSecret());
      }
    }
  }

  @Test
  void knowsNothingOfOtherIds() {
    SessionStore store = memoryStore(CAPACITY);
    store.put(session(1, HOUR, 3));

    assertThat(store.find(id(2))).isEmpty();
    assertThat(store.use(id(2))).isFalse();
    assertThat(store.find(SessionId.EMPTY)).isEmpty();
    assertThat(store.use(SessionId.of(new byte[7]))).isFalse();
  }

  @Test
  void isUsedNoMoreOftenThanAllowed() {
    SessionStore store = memoryStore(CAPACITY);
    store.put(session(1, HOUR, 2));

    assertThat(store.use(id(1))).isTrue();
    assertThat(store.find(id(1)).orElseThrow().usesLeft()).isEqualTo(1);
    assertThat(store.use(id(1))).isTrue();
    assertThat(store.use(id(1))).isFalse();
    assertThat(store.find(id(1))).isEmpty();
    assertThat(store.size()).isZero();
  }

  @Test
  void findingCostsNoUse() {
    SessionStore store = memoryStore(CAPACITY);
    store.put(session(1, HOUR, 1));

    store.find(id(1));
    store.find(id(1));

    assertThat(store.use(id(1))).isTrue();
  }

  @Test
  void neverGivesOneUseToTwo() throws Exception {
    SessionStore store = memoryStore(CAPACITY);
    store.put(session(1, HOUR, 500));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Integer> user =
          () -> {
            int used = 0;
            while (store.use(id(1))) {
              used++;
            }
            return used;
          };
      int total = 0;
      for (Future<Integer> used : threads.invokeAll(List.of(user, user, user, user))) {
        total += used.get();
      }
      assertThat(total).isEqualTo(500);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void isNotUsedPastItsTime() {
    SessionStore store = memoryStore(CAPACITY);
    store.put(session(1, HOUR, 5));

    now = START.plus(HOUR).minusMillis(1);
    assertThat(store.find(id(1))).isPresent();
    now = START.plus(HOUR);
    assertThat(store.find(id(1))).isEmpty();
    assertThat(store.use(id(1))).isFalse();
  }

  @Test
  void sweepsWhatExpired() {
    SessionStore store = fileStore();
    for (int i = 1; i <= 10; i++) {
      store.put(session(i, HOUR.multipliedBy(i), 5));
    }
    now = START.plus(HOUR.multipliedBy(7));

    assertThat(store.sweep()).isEqualTo(7);
    assertThat(store.size()).isEqualTo(3);
    assertThat(store.find(id(8))).isPresent();
    assertThat(store.sweep()).isZero();
  }

  @Test
  void forgetsInvalidSession() {
    SessionStore store = memoryStore(CAPACITY);
    store.put(session(1, HOUR, 5));

    store.invalidate(id(1));
    store.invalidate(id(2));
    store.invalidate(SessionId.EMPTY);

    assertThat(store.find(id(1))).isEmpty();
  }

  @Test
  void makesRoomByForgettingWhatExpiresFirst() {
    SessionStore store = memoryStore(3);
    store.put(session(1, HOUR.multipliedBy(3), 5));
    store.put(session(2, HOUR, 5));
    store.put(session(3, HOUR.multipliedBy(2), 5));
    store.put(session(4, HOUR.multipliedBy(4), 5));

    assertThat(store.size()).isEqualTo(3);
    assertThat(store.find(id(2))).isEmpty();
    assertThat(store.find(id(1))).isPresent();
    assertThat(store.find(id(4))).isPresent();
  }

  @Test
  void ordersTimesAfter2038() {
    SessionStore store = memoryStore(1);
    now = Instant.ofEpochSecond(0x7FFFFF00L);
    store.put(session(1, Duration.ofSeconds(0x80000100L - START.getEpochSecond()), 5));
    store.put(session(2, Duration.ofSeconds(0x7FFFFFF0L - START.getEpochSecond()), 5));

    assertThat(store.find(id(1))).isPresent();
    assertThat(store.find(id(2))).isEmpty();
  }

  @Test
  void replacesSessionWithTheSameId() {
    SessionStore store = memoryStore(CAPACITY);
    store.put(session(1, HOUR, 5));
    store.put(session(1, HOUR.multipliedBy(2), 7));
    now = START.plus(HOUR);

    assertThat(store.sweep()).isZero();
    assertThat(store.find(id(1)).orElseThrow().usesLeft()).isEqualTo(7);
  }

  @Test
  void survivesRestart() {
    SessionStore first = fileStore();
    first.put(session(1, HOUR, 5));
    first.use(id(1));
    first.close();
    first.close();

    assertThat(fileStore().find(id(1)).orElseThrow().usesLeft()).isEqualTo(4);
  }

  /** The files as a kill leaves them: copied while the store is open and has not been closed. */
  @Test
  void survivesKillAfterAnyChange() throws IOException {
    SessionStore store = fileStore();
    for (int i = 1; i <= 50; i++) {
      store.put(session(i, HOUR.multipliedBy(i), 2));
      store.use(id(i));
      if (i % 20 == 0) {
        store.sweep();
      }
      if (i % 7 == 0) {
        store.invalidate(id(i));
        SessionStore killed = openIn(copyOfFiles("killed" + i));
        assertThat(killed.size()).isEqualTo(store.size());
        assertThat(killed.find(id(i))).isEmpty();
        assertThat(killed.find(id(i - 1)).orElseThrow().usesLeft()).isEqualTo(1);
        assertThat(killed.use(id(i - 1))).isTrue();
        assertThat(killed.use(id(i - 1))).isFalse();
      }
    }
  }

  /** A kill in the middle of a write leaves half an entry in the journal. */
  @Test
  void passesOverHalfAnEntry() throws IOException {
    SessionStore store = fileStore();
    store.put(session(1, HOUR, 2));
    long whole = Files.size(folder.resolve("sessions.journal"));
    store.put(session(2, HOUR, 2));
    Path copy = copyOfFiles("killed");
    byte[] journal = Files.readAllBytes(copy.resolve("sessions.journal"));

    for (int size = (int) whole; size < journal.length; size += 9) {
      Path torn = copyOfFiles("torn" + size);
      Files.write(torn.resolve("sessions.journal"), Arrays.copyOf(journal, size));
      SessionStore reopened = openIn(torn);
      assertThat(reopened.find(id(1))).isPresent();
      assertThat(reopened.find(id(2))).isEmpty();
      reopened.put(session(3, HOUR, 2));
      reopened.close();
      assertThat(openIn(torn).find(id(3))).isPresent();
    }
  }

  /** A kill between writing the store and beginning the journal anew. */
  @Test
  void readsJournalTwiceWithoutHarm() throws IOException {
    SessionStore store = fileStore();
    store.put(session(1, HOUR, 3));
    store.use(id(1));
    store.put(session(2, HOUR, 3));
    store.invalidate(id(2));
    byte[] journal = Files.readAllBytes(folder.resolve("sessions.journal"));
    store.close();
    Files.write(folder.resolve("sessions.journal"), journal);

    SessionStore reopened = fileStore();
    assertThat(reopened.find(id(1)).orElseThrow().usesLeft()).isEqualTo(2);
    assertThat(reopened.find(id(2))).isEmpty();
  }

  @Test
  void writesNoSecretInClear() throws IOException {
    SessionStore store = fileStore();
    for (int i = 1; i <= 20; i++) {
      store.put(session(i, HOUR, 2));
    }
    byte[] journal = Files.readAllBytes(folder.resolve("sessions.journal"));
    store.close();
    byte[] file = Files.readAllBytes(folder.resolve("sessions"));

    for (int i = 1; i <= 20; i++) {
      assertThat(contains(journal, secret(i))).isFalse();
      assertThat(contains(file, secret(i))).isFalse();
      assertThat(contains(file, id(i).octets())).isTrue();
    }
  }

  @Test
  void refusesSessionThatWasAltered() throws IOException {
    SessionStore store = fileStore();
    store.put(session(1, HOUR, 2));
    store.put(session(2, HOUR, 2));
    byte[] journal = Files.readAllBytes(folder.resolve("sessions.journal"));
    Path copy = copyOfFiles("altered");
    // The second entry's time, which is in clear, and the last octet of its value.
    int second = journal.length / 2;
    for (int at : List.of(second + 13, journal.length - 1)) {
      byte[] altered = journal.clone();
      altered[at] ^= 1;
      Files.write(copy.resolve("sessions.journal"), altered);
      SessionStore reopened = openIn(copy);
      assertThat(reopened.find(id(1))).isPresent();
      assertThat(reopened.find(id(2))).isEmpty();
      assertThat(reopened.use(id(2))).isFalse();
      reopened.close();
      Files.delete(copy.resolve("sessions"));
    }
  }

  @Test
  void keepsFilesToTheirOwner() throws IOException {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    Path home = folder.resolve("new").resolve("home");

    openIn(home);

    for (String name : List.of("sessions", "sessions.journal", "sessions.key")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(name))))
          .as(name)
          .isEqualTo("rw-------");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
        .isEqualTo("rwx------");
  }

  @Test
  void saysThatAnotherHasItOpen() {
    fileStore();

    assertThatThrownBy(this::fileStore)
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "The session store %s is in use by another process: stop that, or name another file.",
            folder.resolve("sessions"));
  }

  @Test
  void saysThatTheKeyIsWrong() throws IOException {
    SessionStore store = fileStore();
    store.put(session(1, HOUR, 2));
    store.close();
    Files.write(folder.resolve("sessions.key"), new byte[32]);

    assertThatThrownBy(this::fileStore)
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "The session store %s is not encrypted with the key in %s: name the right one, or"
                + " delete both and lose the sessions.",
            folder.resolve("sessions"), folder.resolve("sessions.key"));
    Files.write(folder.resolve("sessions.key"), new byte[31]);
    assertThatThrownBy(this::fileStore)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("has not 32 octets");
  }

  @Test
  void saysThatTheFileIsDamaged() throws IOException {
    byte[] noise = new byte[20_000];
    new Random(1).nextBytes(noise);
    Files.write(folder.resolve("sessions"), noise);

    assertThatThrownBy(this::fileStore)
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "The session store %s is damaged, or not one: restore it, or delete it and lose the"
                + " sessions.",
            folder.resolve("sessions"));
  }

  @Test
  void saysThatItIsClosed() {
    SessionStore store = memoryStore(CAPACITY);
    store.close();

    assertThatThrownBy(() -> store.find(id(1)))
        .isInstanceOf(StoreException.class)
        .hasMessage("The session store is closed.");
  }

  @Test
  void takesFewOctetsForEachSession() throws IOException {
    int count = 20_000;
    Random ids = new Random(1);
    SessionStore store =
        MvSessionStore.open(
            folder.resolve("sessions"), folder.resolve("sessions.key"), () -> now, count, random);
    for (int i = 0; i < count; i++) {
      store.put(session(ids.nextLong(), HOUR.plusSeconds(i / 10), 100));
    }
    for (int i = 0; i < 10; i++) {
      store.sweep();
      for (int j = 0; j < count / 20; j++) {
        store.put(session(ids.nextLong(), HOUR.multipliedBy(2), 100));
      }
    }
    long running = Files.size(folder.resolve("sessions"));
    store.close();
    SessionStore reopened =
        MvSessionStore.open(
            folder.resolve("sessions"), folder.resolve("sessions.key"), () -> now, count, random);
    int kept = reopened.size();
    reopened.close();

    assertThat(kept).isEqualTo(count);
    assertThat(Files.size(folder.resolve("sessions")) / count).isLessThan(150);
    assertThat(running / count).isLessThan(1000);
    assertThat(folder.resolve("sessions.new")).doesNotExist();
  }

  @Test
  void cutsLongNamesBetweenCharacters() {
    SessionStore store = memoryStore(CAPACITY);
    String name = "x" + "\u20ac".repeat(100);
    store.put(session(1, HOUR, 1, name));

    String kept = store.find(id(1)).orElseThrow().client();

    assertThat(kept).isEqualTo("x" + "\u20ac".repeat(42));
  }

  @Test
  void wipesMasterSecretOnClosing() {
    StoredSession session = session(1, HOUR, 1);
    byte[] secret = session.masterSecret();

    session.close();

    assertThat(secret).containsOnly(0);
    assertThat(session.toString())
        .isEqualTo("Session 0000000000000001 until 2025-06-15T16:06:40Z, 1 uses left");
  }

  @Test
  void refusesSessionsOutOfBounds() {
    assertThatThrownBy(() -> session(1, HOUR, 0x10000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A session has 0 to 65535 uses left, not 65536.");
    assertThatThrownBy(() -> session(1, Duration.ofDays(36_500), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("before 2106");
    assertThatThrownBy(() -> MvSessionStore.inMemory(() -> now, 0, random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one session");
  }

  private MvSessionStore memoryStore(int capacity) {
    MvSessionStore store = MvSessionStore.inMemory(() -> now, capacity, random);
    open.add(store);
    return store;
  }

  private MvSessionStore fileStore() {
    return openIn(folder);
  }

  private MvSessionStore openIn(Path home) {
    MvSessionStore store =
        MvSessionStore.open(
            home.resolve("sessions"), home.resolve("sessions.key"), () -> now, CAPACITY, random);
    open.add(store);
    return store;
  }

  private Path copyOfFiles(String name) throws IOException {
    Path copy = Files.createDirectory(folder.resolve(name));
    for (String file : List.of("sessions", "sessions.journal", "sessions.key")) {
      Files.copy(folder.resolve(file), copy.resolve(file));
    }
    return copy;
  }

  private static StoredSession session(long number, Duration lifetime, int uses) {
    return session(number, lifetime, uses, "");
  }

  private static StoredSession session(long number, Duration lifetime, int uses, String client) {
    return new StoredSession(
        id(number),
        secret(number),
        KeyExchangeSuite.of(8).orElseThrow(),
        new CipherSuite(BulkCipher.of(3).orElseThrow(), MacAlgorithm.of(3).orElseThrow()),
        client.isEmpty() ? 2 : 3,
        client,
        START,
        START.plus(lifetime),
        uses);
  }

  private static SessionId id(long number) {
    return SessionId.of(ByteBuffer.allocate(8).putLong(number).array());
  }

  private static byte[] secret(long number) {
    byte[] secret = new byte[20];
    new Random(number).nextBytes(secret);
    return secret;
  }

  private static boolean contains(byte[] data, byte[] part) {
    for (int i = 0; i + part.length <= data.length; i++) {
      if (Arrays.equals(data, i, i + part.length, part, 0, part.length)) {
        return true;
      }
    }
    return false;
  }
}
