package wtls.card.wim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.engine.EngineException.Reason;
import wtls.api.session.Custody;
import wtls.api.session.Peer;
import wtls.api.session.SecurityLevel;
import wtls.api.session.SecurityLevel.Authentication;
import wtls.api.session.SessionDescription;
import wtls.api.session.SessionId;
import wtls.card.simulator.CardClass;
import wtls.card.transport.MaskedTransport;

/** Sessions kept on our applets, by our commands and as records of a plain WIM. */
class SessionsOnCardTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_000_000_000L);
  private static final byte[] SECRET = "a secret of 20 octet".getBytes();

  @ParameterizedTest
  @EnumSource(CardClass.class)
  void outliveTheCardsReset(CardClass cardClass) throws Exception {
    SessionDescription session = session(1, "gateway.example", cardClass, 3);
    try (RealCard real = RealCard.of(cardClass)) {
      try (WimCard card = real.open()) {
        make(card, cardClass, session);
        assertThat(card.sessions().list(NOW))
            .extracting(StoredSession::description)
            .containsExactly(session);
      }
      try (WimCard card = real.open()) {
        assertThat(card.sessions().list(NOW))
            .extracting(StoredSession::description)
            .containsExactly(session);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(CardClass.class)
  void areCountedByTheCard(CardClass cardClass) throws Exception {
    SessionDescription session = session(1, "192.0.2.10", cardClass, 2);
    try (RealCard real = RealCard.of(cardClass);
        WimCard card = real.open()) {
      make(card, cardClass, session);
      WimSessions.Opened first = card.sessions().open(session, NOW);
      card.sessions().release(first.session().slot());
      card.sessions().open(session, NOW);
      assertThatThrownBy(() -> card.sessions().open(session, NOW))
          .isInstanceOfSatisfying(
              WimException.class, e -> assertThat(e.reason()).isEqualTo(Reason.EXPIRED))
          .hasMessage("Session 01 is past its time or has no uses left: begin anew.");
      assertThat(card.sessions().list(NOW)).isEmpty();
      assertThat(first.secret().isPresent()).isEqualTo(cardClass == CardClass.STORAGE);
      first.secret().ifPresent(secret -> assertThat(secret).isEqualTo(SECRET));
    }
    // The driver's word is not needed for it: see SessionCommandsTest of the applet.
  }

  @ParameterizedTest
  @EnumSource(CardClass.class)
  void endAtTheirTime(CardClass cardClass) throws Exception {
    SessionDescription session = session(1, "192.0.2.10", cardClass, 2);
    try (RealCard real = RealCard.of(cardClass);
        WimCard card = real.open()) {
      make(card, cardClass, session);
      assertThat(card.sessions().list(session.expires())).isEmpty();
      assertThatThrownBy(() -> card.sessions().hold(session, session.expires()))
          .isInstanceOfSatisfying(
              WimException.class, e -> assertThat(e.reason()).isEqualTo(Reason.EXPIRED));
    }
  }

  @ParameterizedTest
  @EnumSource(CardClass.class)
  void replaceOlderOnesWithTheSameServer(CardClass cardClass) throws Exception {
    try (RealCard real = RealCard.of(cardClass);
        WimCard card = real.open()) {
      make(card, cardClass, session(1, "a.example", cardClass, 2));
      make(card, cardClass, session(2, "a.example", cardClass, 2));
      assertThat(ids(card)).containsExactly("02");
      try (WimCard again = real.open()) {
        assertThat(ids(again)).containsExactly("02");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(CardClass.class)
  void giveWayOldestFirstButNotFavourites(CardClass cardClass) throws Exception {
    try (RealCard real = RealCard.of(cardClass);
        WimCard card = real.open()) {
      for (int number = 1; number <= 4; number++) {
        SessionDescription session = session(number, "host" + number, cardClass, 9);
        make(card, cardClass, session, number == 1);
      }
      SessionDescription second = session(2, "host2", cardClass, 9);
      int slot = card.sessions().open(second, NOW.plusSeconds(1000)).session().slot();
      card.sessions().release(slot);
      make(card, cardClass, session(5, "host5", cardClass, 9));
      assertThat(ids(card)).containsExactlyInAnyOrder("01", "02", "04", "05");
      try (WimCard again = real.open()) {
        assertThat(ids(again)).containsExactlyInAnyOrder("01", "02", "04", "05");
      }
    }
  }

  @Test
  void areNotTakenFromWhoeverHoldsThem() throws Exception {
    try (RealCard real = RealCard.of(CardClass.CRYPTO);
        WimCard card = real.open()) {
      for (int slot = 1; slot <= 4; slot++) {
        assertThat(card.sessions().claim()).isEqualTo(slot);
      }
      assertThatThrownBy(() -> card.sessions().claim())
          .isInstanceOfSatisfying(
              WimException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FULL));
      card.sessions().release(3);
      assertThat(card.sessions().claim()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = CardClass.class,
      names = {"STORAGE", "CRYPTO"})
  void canBeForgotten(CardClass cardClass) throws Exception {
    for (boolean plain : new boolean[] {false, true}) {
      try (RealCard real = RealCard.of(cardClass);
          WimCard card = plain ? real.openThrough(MaskedTransport::plain) : real.open()) {
        make(card, cardClass, session(1, "192.0.2.1", cardClass, 2));
        card.sessions().forget(1);
        assertThat(card.sessions().list(NOW)).isEmpty();
        try (WimCard again = real.open()) {
          assertThat(again.sessions().list(NOW)).isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(CardClass.class)
  void areRecordsOfAWimWhereTheCardAnnouncesNothing(CardClass cardClass) throws Exception {
    SessionDescription session = session(1, "192.0.2.10", cardClass, 3);
    try (RealCard real = RealCard.of(cardClass);
        WimCard card = real.openThrough(MaskedTransport::plain)) {
      card.sessions().lifetime(new Lifetime(Duration.ofSeconds(500), 7));
      make(card, cardClass, session);
      WimSessions.Opened opened = card.sessions().open(session, NOW);
      opened.secret().ifPresent(secret -> assertThat(secret).isEqualTo(SECRET));
      assertThat(opened.secret().isPresent()).isEqualTo(cardClass == CardClass.STORAGE);
      byte[] record = card.files().read(new byte[] {0x44, 0x32}, 0, 22);
      assertThat(record).asHexString().isEqualTo("80A0010100000000000000030600000000003B9ACA00");
      byte[] peer = card.files().read(new byte[] {0x44, 0x31}, 0, 22);
      assertThat(peer).asHexString().isEqualTo("800123F30004C000020A" + "FF".repeat(12));

      try (WimCard again = real.openThrough(MaskedTransport::plain)) {
        again.sessions().lifetime(new Lifetime(Duration.ofSeconds(500), 7));
        SessionDescription read = again.sessions().list(NOW).get(0).description();
        assertThat(read.id()).isEqualTo(session.id());
        assertThat(read.peer()).isEqualTo(session.peer());
        assertThat(read.keyExchange()).isEqualTo(KeyExchangeSuite.RSA);
        assertThat(read.expires()).isEqualTo(NOW.plusSeconds(500));
        assertThat(read.usesLeft()).isEqualTo(7);
      }
    }
  }

  @Test
  void withNamesAreFoundInThisPhoneOnlyOnAPlainWim() throws Exception {
    SessionDescription session = session(1, "gateway.example", CardClass.CRYPTO, 2);
    try (RealCard real = RealCard.of(CardClass.CRYPTO)) {
      try (WimCard card = real.openThrough(MaskedTransport::plain)) {
        make(card, CardClass.CRYPTO, session);
        assertThat(card.sessions().list(NOW)).hasSize(1);
      }
      try (WimCard again = real.openThrough(MaskedTransport::plain)) {
        assertThat(again.sessions().list(NOW)).isEmpty();
      }
    }
  }

  @Test
  void takeInASecretAndSealIt() throws Exception {
    SessionDescription session = session(1, "a.example", CardClass.STORAGE, 5);
    try (RealCard real = RealCard.of(CardClass.CRYPTO);
        WimCard card = real.open()) {
      int slot = card.sessions().claim();
      card.sessions().importSecret(slot, SECRET);
      byte[] seed = Prf.seed("client finished", new byte[20]);
      byte[] expected = Prf.derive(SECRET, seed, 12);
      assertThat(card.secrets().derive(slot, seed, 12)).isEqualTo(expected);

      int other = card.sessions().claim();
      card.sessions().storeReadable(other, session, Optional.empty(), Set.of(), SECRET);
      card.sessions().seal(other);
      assertThat(card.secrets().derive(other, seed, 12)).isEqualTo(expected);
    }
  }

  private static void make(WimCard card, CardClass cardClass, SessionDescription session)
      throws Exception {
    make(card, cardClass, session, false);
  }

  private static void make(
      WimCard card, CardClass cardClass, SessionDescription session, boolean favourite)
      throws Exception {
    Set<StoreOption> options = EnumSet.noneOf(StoreOption.class);
    if (favourite) {
      options.add(StoreOption.FAVOURITE);
    }
    int slot = card.sessions().claim();
    if (cardClass == CardClass.STORAGE) {
      card.sessions().storeReadable(slot, session, Optional.empty(), options, SECRET);
    } else {
      HandshakeOnCardTest.establish(card, slot, HandshakeOnCardTest.rsa(1024));
      card.sessions().store(slot, session, Optional.empty(), options);
    }
    card.sessions().release(slot);
  }

  private static SessionDescription session(
      int number, String host, CardClass cardClass, int uses) {
    boolean storage = cardClass == CardClass.STORAGE;
    return new SessionDescription(
        SessionId.of(new byte[] {(byte) number}),
        new Peer(host, 9203),
        KeyExchangeSuite.RSA,
        new CipherSuite(BulkCipher.TRIPLE_DES_CBC_EDE, MacAlgorithm.SHA),
        new SecurityLevel(
            Authentication.SERVER, storage ? Custody.READABLE : Custody.SEALED, storage),
        "O=Gateway of tests",
        NOW.plusSeconds(number == 1 ? 0 : number),
        NOW.plusSeconds(3600),
        uses);
  }

  private static java.util.List<String> ids(WimCard card) throws WimException {
    return card.sessions().list(NOW).stream().map(s -> s.description().id().toString()).toList();
  }
}
