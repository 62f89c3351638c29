package wtls.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.session.SessionId;
import wtls.gateway.handshake.Established;
import wtls.gateway.handshake.Sessions;

class StoredSessionsTest {
  private static final Instant START = Instant.ofEpochSecond(1_750_000_000L);
  private static final Instant END = START.plus(Duration.ofHours(1));
  private static final SessionId ID = SessionId.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});

  private Instant now = START;
  private final SessionStore store = MvSessionStore.inMemory(() -> now, 10, new SecureRandom());
  private final Sessions sessions = new StoredSessions(store);

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void givesBackWhatItKeeps() {
    Sessions.Secured session = session(3, "WTLS Client; ; ; one");
    sessions.keep(session, START, END, 5);
    byte[] secret = session.masterSecret().clone();
    Arrays.fill(session.masterSecret(), (byte) 0);

    Sessions.Secured found = sessions.find(ID, START).orElseThrow();

    assertThat(found.session()).isEqualTo(session.session());
    assertThat(found.masterSecret()).isEqualTo(secret);
  }

  @Test
  void boundsTimeAndUses() {
    sessions.keep(session(2, ""), START, END, 1_000_000);
    assertThat(store.find(ID).orElseThrow().usesLeft()).isEqualTo(65_535);
    sessions.keep(session(2, ""), START, END, 1);

    assertThat(sessions.use(ID, START)).isTrue();
    assertThat(sessions.use(ID, START)).isFalse();
    sessions.keep(session(2, ""), START, END, 1);
    now = END;
    assertThat(sessions.find(ID, END)).isEmpty();
    assertThat(sessions.use(ID, END)).isFalse();
  }

  @Test
  void forgets() {
    sessions.keep(session(2, ""), START, END, 1);

    sessions.forget(ID);

    assertThat(sessions.find(ID, START)).isEmpty();
  }

  @Test
  void goesOnWithoutResumptionWhenTheStoreFails() {
    sessions.keep(session(2, ""), START, END, 1);
    store.close();

    sessions.keep(session(2, ""), START, END, 1);
    sessions.forget(ID);

    assertThat(sessions.find(ID, START)).isEmpty();
    assertThat(sessions.use(ID, START)).isFalse();
  }

  private static Sessions.Secured session(int wtlsClass, String client) {
    byte[] secret = new byte[20];
    Arrays.fill(secret, (byte) 7);
    CipherSuite suite =
        new CipherSuite(BulkCipher.of(3).orElseThrow(), MacAlgorithm.of(3).orElseThrow());
    return new Sessions.Secured(
        new Established.Session(ID, KeyExchangeSuite.of(8).orElseThrow(), suite, wtlsClass, client),
        secret);
  }
}
