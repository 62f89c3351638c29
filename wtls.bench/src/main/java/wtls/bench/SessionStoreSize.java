package wtls.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.session.SessionId;
import wtls.gateway.handshake.Established;
import wtls.gateway.handshake.Sessions;
import wtls.gateway.store.MvSessionStore;
import wtls.gateway.store.SessionStore;
import wtls.gateway.store.StoredSessions;
import wtls.protocol.crypto.WtlsKeys;

/** What a gateway's session store takes for each session of class 2. */
final class SessionStoreSize {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SESSION_ID = 8;

  private SessionStoreSize() {}

  /** Octets of heap for each of so many sessions, in a store without a file. */
  static double heapEach(int count) {
    try (SessionStore store = MvSessionStore.inMemory(CLOCK, count, RANDOM)) {
      long before = LiveHeap.octets();
      fill(store, count);
      return (LiveHeap.octets() - before) / (double) count;
    }
  }

  /** Octets of all files, the journal included, for each of so many sessions. */
  static double filesEach(int count) throws IOException {
    Path folder = Files.createTempDirectory("wtls-bench");
    try {
      Path file = folder.resolve("sessions");
      Path key = folder.resolve("key");
      try (SessionStore store = MvSessionStore.open(file, key, CLOCK, count, RANDOM)) {
        fill(store, count);
      }
      return size(folder) / (double) count;
    } finally {
      delete(folder);
    }
  }

  private static void fill(SessionStore store, int count) {
    Sessions sessions = new StoredSessions(store);
    CipherSuite suite = new CipherSuite(BulkCipher.RC5_CBC, MacAlgorithm.SHA);
    byte[] master = new byte[WtlsKeys.MASTER_SECRET_SIZE];
    byte[] id = new byte[SESSION_ID];
    Instant begin = CLOCK.instant();
    for (int i = 0; i < count; i++) {
      RANDOM.nextBytes(id);
      RANDOM.nextBytes(master);
      Established.Session session =
          new Established.Session(SessionId.of(id), KeyExchangeSuite.RSA, suite, 2, "");
      Instant now = begin.plus(Duration.ofMillis(i));
      Instant expires = now.plus(Duration.ofHours(12));
      sessions.keep(new Sessions.Secured(session, master), now, expires, 100);
    }
    if (store.size() != count) {
      throw new IllegalStateException("The store has only " + store.size() + " sessions.");
    }
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      long sum = 0;
      for (Path file : files.toList()) {
        sum += Files.size(file);
      }
      return sum;
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    }
  }
}
