package wtls.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineException.Reason;
import wtls.api.engine.EngineSession;
import wtls.api.session.SessionDescription;

/** How engines keep sessions for resumption, for as long and as often as they were told. */
public abstract class StoredSessionContract extends EngineContract {

  private static final int SESSION_LIMIT = 3;

  protected StoredSessionContract(EngineUnderTest.Starter starter) {
    super(starter);
  }

  @Override
  int sessionLimit() {
    return SESSION_LIMIT;
  }

  @Test
  void holdsNoSessionsAtFirst() throws Exception {
    assertThat(engine.sessions()).isEmpty();
  }

  @Test
  void resumesWhatItSaved() throws Exception {
    Established established = establish();
    SessionDescription saved = save(established, "192.0.2.1", 3);
    established.close();

    assertThat(engine.sessions()).containsExactly(saved);
    try (EngineSession resumed = resume(saved)) {
      assertThat(established.hasSecretOf(resumed)).isTrue();
      assertThat(resumed.custody()).isEqualTo(profile.embodiment().custody());
    }
  }

  @Test
  void countsEachUseBeforeItReturns() throws Exception {
    try (Established established = establish()) {
      SessionDescription saved = save(established, "192.0.2.1", 2);

      resume(saved).close();
      assertThat(engine.sessions()).containsExactly(saved.used());
      resume(saved).close();

      assertThat(engine.sessions()).isEmpty();
      assertFails(Reason.EXPIRED, () -> resume(saved));
    }
  }

  @Test
  void neverResumesPastTheTime() throws Exception {
    try (Established established = establish()) {
      SessionDescription saved = save(established, "192.0.2.1", 5);
      clock.advance(Duration.ofHours(1).minusSeconds(1));
      resume(saved).close();
      clock.advance(Duration.ofSeconds(1));

      assertThat(resumeFailure(saved)).isIn(Reason.EXPIRED, Reason.UNKNOWN);
      assertThat(engine.sessions()).isEmpty();
      assertThat(resumeFailure(saved)).isIn(Reason.EXPIRED, Reason.UNKNOWN);
    }
  }

  @Test
  void doesNotKnowASessionThatItNeverSaw() throws Exception {
    try (Established established = establish()) {
      SessionDescription never = describe(established, "192.0.2.1", 5);

      assertFails(Reason.UNKNOWN, () -> resume(never));
    }
  }

  @Test
  void keepsOneSessionForEachPeer() throws Exception {
    try (Established older = establish();
        Established newer = establish()) {
      SessionDescription replaced = save(older, "192.0.2.1", 5);
      SessionDescription kept = save(newer, "192.0.2.1", 5);

      assertThat(engine.sessions()).containsExactly(kept);
      assertFails(Reason.UNKNOWN, () -> resume(replaced));
      assertThat(older.hasSecretOf(older.session())).isTrue();
    }
  }

  @Test
  void letsTheOldestSessionGiveWay() throws Exception {
    List<SessionDescription> saved = new ArrayList<>();
    for (int i = 0; i <= SESSION_LIMIT; i++) {
      clock.advance(Duration.ofSeconds(1));
      try (Established established = establish()) {
        saved.add(save(established, "192.0.2." + (1 + i), 5));
      }
    }

    assertThat(engine.sessions())
        .containsExactlyInAnyOrderElementsOf(saved.subList(1, saved.size()));
  }

  @Test
  void forgetsASessionThatStaysUsable() throws Exception {
    try (Established established = establish()) {
      SessionDescription saved = save(established, "192.0.2.1", 5);
      established.session().forget();
      established.session().forget();

      assertThat(engine.sessions()).isEmpty();
      assertFails(Reason.UNKNOWN, () -> resume(saved));
      assertThat(established.hasSecretOf(established.session())).isTrue();
    }
  }

  @Test
  void forgetsThroughAResumedHandle() throws Exception {
    try (Established established = establish()) {
      SessionDescription saved = save(established, "192.0.2.1", 5);
      try (EngineSession resumed = resume(saved)) {
        resumed.forget();
      }

      assertThat(engine.sessions()).isEmpty();
    }
  }

  @Test
  void forgetsOnlyItsOwnSession() throws Exception {
    try (Established older = establish();
        Established newer = establish()) {
      save(older, "192.0.2.1", 5);
      SessionDescription kept = save(newer, "192.0.2.1", 5);
      older.session().forget();

      assertThat(engine.sessions()).containsExactly(kept);
    }
  }

  @Test
  void storesNothingThatCannotBeResumed() throws Exception {
    try (Established established = establish()) {
      save(established, "192.0.2.1", 5);
      established.session().save(describe(established, "192.0.2.1", 0));

      assertThat(engine.sessions()).isEmpty();
    }
  }

  @Test
  void tellsTheTruthAboutCustody() throws Exception {
    try (Established established = establish()) {
      SessionDescription saved = save(established, "192.0.2.1", 5);

      SessionDescription stored = engine.sessions().get(0);
      assertThat(stored.level()).isEqualTo(saved.level());
      assertThat(stored.level().custody()).isEqualTo(established.session().custody());
      assertThat(stored.level().exposed()).isEqualTo(established.session().exposed());
    }
  }

  @Test
  void givesOutNoMoreUsesThanThereAreToSeveralThreads() throws Exception {
    int uses = 5;
    int threads = 8;
    try (Established established = establish()) {
      SessionDescription saved = save(established, "192.0.2.1", uses);
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      try {
        CountDownLatch together = new CountDownLatch(threads);
        Callable<Boolean> resume =
            () -> {
              together.countDown();
              together.await();
              try (EngineSession resumed = resume(saved)) {
                return established.hasSecretOf(resumed);
              } catch (EngineException e) {
                assertThat(e.reason()).isEqualTo(Reason.EXPIRED);
                return false;
              }
            };
        int successes = 0;
        for (Future<Boolean> result : pool.invokeAll(Collections.nCopies(threads, resume))) {
          successes += result.get() ? 1 : 0;
        }
        assertThat(successes).isEqualTo(uses);
      } finally {
        pool.shutdownNow();
      }
    }
  }

  private SessionDescription save(Established established, String host, int uses) throws Exception {
    SessionDescription description = describe(established, host, uses);
    established.session().save(description);
    return description;
  }

  private Reason resumeFailure(SessionDescription session) throws Exception {
    try (EngineSession resumed = resume(session)) {
      throw new AssertionError("resumed past its time: " + resumed.custody());
    } catch (EngineException e) {
      return e.reason();
    }
  }
}
