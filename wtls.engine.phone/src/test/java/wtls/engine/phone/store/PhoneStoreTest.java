package wtls.engine.phone.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import wtls.api.session.SessionDescription;
import wtls.engine.phone.store.StoreException.Reason;

class PhoneStoreTest {
  private final AdjustableClock clock = new AdjustableClock();
  private final PhoneStore store = PhoneStore.inMemory(clock, 3);

  @Test
  void keepsOneSessionForEachPeer() throws Exception {
    store.put(Samples.session(1, "gw.example", 3));
    store.put(Samples.session(2, "gw.example", 3));

    assertThat(store.sessions()).containsExactly(Samples.description(2, "gw.example", 3));
  }

  @Test
  void letsTheOldestSessionGiveWay() throws Exception {
    store.put(Samples.session(2, "b.example", 3));
    store.put(Samples.session(1, "a.example", 3));
    store.put(Samples.session(3, "c.example", 3));
    store.put(Samples.session(4, "d.example", 3));

    assertThat(store.sessions())
        .extracting(session -> session.peer().host())
        .containsExactlyInAnyOrder("b.example", "c.example", "d.example");
  }

  @Test
  void letsSurplusSessionsGoAfterTheLimitWasLowered() throws Exception {
    store.put(Samples.session(1, "a.example", 3));
    store.put(Samples.session(2, "b.example", 3));
    store.limitSessions(1);
    store.put(Samples.session(3, "c.example", 3));

    assertThat(store.sessions()).containsExactly(Samples.description(3, "c.example", 3));
  }

  @Test
  void needsRoomForOneSession() {
    assertThatThrownBy(() -> store.limitSessions(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A store holds at least 1 session, not 0.");
  }

  @Test
  void countsUsesWhateverTheCallerBelieves() throws Exception {
    store.put(Samples.session(1, "gw.example", 2));
    SessionDescription stale = Samples.description(1, "gw.example", 2);

    assertThat(store.use(stale).orElseThrow().description().usesLeft()).isEqualTo(1);
    assertThat(store.use(stale).orElseThrow().description().usesLeft()).isZero();
    assertThat(store.use(stale).orElseThrow().masterSecret()).isEmpty();
    assertThat(store.sessions()).isEmpty();
  }

  @Test
  void forgetsASessionWhenItsTimeHasCome() throws Exception {
    store.put(Samples.session(1, "gw.example", 3));
    SessionDescription session = store.sessions().get(0);
    clock.advance(Duration.ofHours(1).minusNanos(1));
    assertThat(store.sessions()).hasSize(1);
    clock.advance(Duration.ofNanos(1));

    assertThat(store.sessions()).isEmpty();
    assertThat(store.use(session)).isEmpty();
  }

  @Test
  void neverGivesTheSecretOfAnExpiredSession() throws Exception {
    store.put(Samples.session(1, "gw.example", 3));
    clock.advance(Duration.ofHours(1));

    assertThat(store.use(Samples.description(1, "gw.example", 3)).orElseThrow().masterSecret())
        .isEmpty();
  }

  @Test
  void storesNothingThatCannotBeResumed() throws Exception {
    store.put(Samples.session(1, "gw.example", 3));
    store.put(Samples.session(2, "gw.example", 0));

    assertThat(store.sessions()).isEmpty();
    assertThat(store.use(Samples.description(1, "gw.example", 3))).isEmpty();
  }

  @Test
  void knowsASessionByIdAndPeer() throws Exception {
    store.put(Samples.session(1, "gw.example", 3));

    assertThat(store.use(Samples.description(2, "gw.example", 3))).isEmpty();
    assertThat(store.use(Samples.description(1, "other.example", 3))).isEmpty();
  }

  @Test
  void removesOnlyTheSessionThatWasNamed() throws Exception {
    store.put(Samples.session(2, "gw.example", 3));
    store.remove(Samples.description(1, "gw.example", 3));
    assertThat(store.sessions()).hasSize(1);

    store.remove(Samples.description(2, "gw.example", 3));
    assertThat(store.sessions()).isEmpty();
  }

  @Test
  void keepsItsSecretsApartFromTheCallersArrays() throws Exception {
    StoredSession given = Samples.session(1, "gw.example", 3);
    store.put(given);
    given.close();
    StoredSession got = store.use(given.description()).orElseThrow();
    got.close();

    assertThat(store.use(given.description()).orElseThrow().masterSecret())
        .isEqualTo(Samples.session(1, "gw.example", 3).masterSecret());
  }

  @Test
  void replacesOnlyWhatIsGiven() throws Exception {
    store.replace(
        List.of(Samples.rsaIdentity()),
        List.of(Samples.sharedSecret()),
        List.of(Samples.certificate(1)));
    store.replace(List.of(), List.of(), List.of(Samples.certificate(2), Samples.certificate(4)));

    assertThat(store.credentials().keys()).hasSize(1);
    assertThat(store.credentials().sharedSecretNames()).hasSize(1);
    assertThat(store.credentials().roots()).hasSize(2);
    assertThat(store.identity(Samples.ecIdentity().key().id())).isEmpty();
    assertThat(store.identity(Samples.rsaIdentity().key().id()).orElseThrow().secret())
        .isEqualTo(Samples.rsaIdentity().secret());
    assertThat(store.sharedSecret("bänk").orElseThrow().octets())
        .isEqualTo(Samples.sharedSecret().octets());
    assertThat(store.sharedSecret("bank")).isEmpty();
  }

  @Test
  void answersNothingOnceItIsClosed() {
    store.close();
    store.close();

    assertThatThrownBy(store::sessions)
        .isInstanceOf(StoreException.class)
        .extracting(e -> ((StoreException) e).reason())
        .isEqualTo(Reason.CLOSED);
  }
}
