package wtls.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.algorithm.PrfHash;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.Derivation;
import wtls.api.engine.Embodiment;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineException.Reason;
import wtls.api.engine.EngineProfile;
import wtls.api.engine.EngineSession;
import wtls.api.engine.KeyExchange;
import wtls.api.engine.KeyExchangeOffer;
import wtls.api.engine.Outlook;
import wtls.api.engine.RecordProtection;
import wtls.api.engine.ServerKey;
import wtls.api.engine.Ticket;
import wtls.api.session.Custody;
import wtls.api.session.Peer;
import wtls.api.session.SecurityLevel;
import wtls.api.session.SecurityLevel.Authentication;
import wtls.api.session.SessionDescription;
import wtls.api.session.SessionId;
import wtls.engine.phone.store.PhoneStore;
import wtls.protocol.crypto.MasterSecretSource;
import wtls.protocol.crypto.SoftwareRecordProtection;
import wtls.protocol.crypto.WtlsKeys;

class PhoneEngineTest {
  private static final int DATA = 0xE4;
  private static final CipherSuite SUITE = new CipherSuite(BulkCipher.RC5_CBC, MacAlgorithm.SHA);
  private static final Derivation FINISHED = WtlsKeys.clientFinished(new byte[20], PrfHash.SHA1);
  private static final Instant NOW = Instant.parse("2001-04-06T12:00:00Z");

  private final byte[] masterSecret = octets(20);
  private final ConnectionParameters connection =
      WtlsKeys.clientSide(SUITE, 3, octets(16), octets(16));
  private final PhoneEngine engine =
      new PhoneEngine(PhoneStore.inMemory(InstantSource.fixed(NOW), 3), new SecureRandom());

  @AfterEach
  void closeEngine() {
    engine.close();
  }

  @Test
  void offersAllOfWap261() {
    EngineProfile profile = engine.profile();

    assertThat(profile.keyExchanges().stream().map(KeyExchangeOffer::suite).distinct())
        .containsExactlyInAnyOrder(KeyExchangeSuite.values());
    assertThat(profile.bulkCiphers()).containsExactlyInAnyOrder(BulkCipher.values());
    assertThat(profile.macs()).containsExactlyInAnyOrder(MacAlgorithm.values());
    assertThat(profile.embodiment()).isEqualTo(Embodiment.PHONE);
    assertThat(profile.inProcess()).isTrue();
    assertThat(profile.cardSerial()).isEmpty();
  }

  @Test
  void prefersRsaAndHasNoSecretAtAllOnlyAsALastResort() {
    List<KeyExchangeOffer> offers = engine.profile().keyExchanges();

    assertThat(offers.get(0)).isEqualTo(KeyExchangeOffer.of(KeyExchangeSuite.RSA));
    assertThat(offers.get(offers.size() - 1)).isEqualTo(KeyExchangeOffer.of(KeyExchangeSuite.NULL));
    assertThat(offers)
        .contains(
            new KeyExchangeOffer(KeyExchangeSuite.DH_ANON_512, 1),
            new KeyExchangeOffer(KeyExchangeSuite.ECDH_ANON_113, 4))
        .doesNotContain(
            new KeyExchangeOffer(KeyExchangeSuite.DH_ANON_512, 2),
            new KeyExchangeOffer(KeyExchangeSuite.ECDH_ANON_113, 7));
  }

  @ParameterizedTest
  @EnumSource
  void givesItsMasterSecretToEveryEmbodiment(Embodiment embodiment) throws Exception {
    try (EngineSession session = adoptMasterSecret();
        Ticket ticket =
            session.release(description(Custody.PHONE), connection, 0, 0, profile(embodiment))) {
      assertThat(ticket.content())
          .isInstanceOfSatisfying(
              Ticket.MasterSecret.class,
              secret -> {
                assertThat(secret.octets()).isEqualTo(masterSecret);
                assertThat(secret.exposed()).isTrue();
              });
    }
  }

  @Test
  void countsEverySecretThatItHoldsAsExposed() throws Exception {
    try (EngineSession session = adoptMasterSecret()) {
      assertThat(session.exposed()).isTrue();
      assertThat(session.custody()).isEqualTo(Custody.PHONE);
      session.save(description(Custody.SEALED));

      SecurityLevel stored = engine.sessions().get(0).level();
      assertThat(stored).isEqualTo(new SecurityLevel(Authentication.SERVER, Custody.PHONE, true));
    }
  }

  @Test
  void refusesWhatStaysOnACard() {
    try (Ticket ticket =
        new Ticket(description(Custody.SEALED), new Ticket.CardReference("8901", 1))) {
      assertFails(
          Reason.UNSUPPORTED,
          "The session's secret stays on its card, which this engine cannot reach: begin an"
              + " in-place handshake.",
          () -> engine.adopt(ticket));
    }
  }

  @Test
  void goesOnWithTheKeyWindowsOfACardUntilTheyEnd() throws Exception {
    try (SoftwareRecordProtection card = reference()) {
      byte[] content = octets(60);
      seal(card, 16, content);
      card.open(9, DATA, octets(64), 0, 64, new byte[64], 0);
      try (Ticket ticket = new Ticket(description(Custody.SEALED), card.keyWindow());
          EngineSession session = engine.adopt(ticket);
          RecordProtection protection = session.protection(connection)) {
        for (int sequence = 16; sequence < 24; sequence++) {
          assertThat(seal(protection, sequence, content)).isEqualTo(seal(card, sequence, content));
        }
        assertFails(Reason.WINDOW_ENDED, () -> seal(protection, 24, content));
        assertThat(seal(protection, 17, content)).isEqualTo(seal(card, 17, content));
      }
    }
  }

  @Test
  void doesWithKeyWindowsOnlyWhatTheyAllow() throws Exception {
    try (SoftwareRecordProtection card = reference()) {
      seal(card, 16, octets(60));
      Ticket ticket = new Ticket(description(Custody.SEALED), card.keyWindow());
      try (EngineSession session = engine.adopt(ticket)) {
        ticket.close();

        assertThat(session.custody()).isEqualTo(Custody.SEALED);
        assertThat(session.exposed()).isFalse();
        String message =
            "Only key windows of this session were handed over, not its master secret: begin an"
                + " in-place handshake.";
        assertFails(Reason.UNSUPPORTED, message, () -> session.finished(FINISHED));
        assertFails(
            Reason.UNSUPPORTED, message, () -> session.verifyFinished(FINISHED, new byte[12]));
        assertFails(Reason.UNSUPPORTED, message, () -> session.save(description(Custody.SEALED)));
        assertThat(engine.sessions()).isEmpty();
        try (Ticket again = release(session)) {
          assertThat(again.content()).isInstanceOf(Ticket.KeyWindow.class);
        }
      }
    }
  }

  @Test
  void refusesWipedKeyWindows() throws Exception {
    try (SoftwareRecordProtection card = reference()) {
      Ticket ticket = new Ticket(description(Custody.SEALED), card.keyWindow());
      ticket.close();

      assertFails(
          Reason.CLOSED,
          "The ticket has been wiped: have the session released again.",
          () -> engine.adopt(ticket));
    }
  }

  @Test
  void wipesASecretWithItsSession() throws Exception {
    byte[] held = masterSecret.clone();
    EngineSession session = engine.open(PhoneEngine.held(held), Optional.empty());
    session.close();

    assertThat(held).containsOnly(0);
  }

  @Test
  void wipesAllSecretsWhenItStops() throws Exception {
    byte[] held = masterSecret.clone();
    engine.open(PhoneEngine.held(held), Optional.empty());
    engine.close();

    assertThat(held).containsOnly(0);
  }

  @Test
  void wipesASecretThatComesTooLate() {
    byte[] held = masterSecret.clone();
    engine.close();

    assertFails(
        Reason.CLOSED,
        "The phone engine has stopped: use another engine.",
        () -> engine.open(PhoneEngine.held(held), Optional.empty()));
    assertThat(held).containsOnly(0);
  }

  @Test
  void refusesRsaKeysBeyondItsLimit() {
    byte[] modulus = new byte[513];
    modulus[0] = 1;
    modulus[512] = 1;

    assertFails(
        Reason.UNSUPPORTED,
        "The server's RSA key has 4097 bits, this engine takes up to 4096.",
        () -> engine.establish(rsa(KeyExchangeSuite.RSA, modulus)));
  }

  @Test
  void saysWhichLimitAKeyExceeds() {
    byte[] modulus = octets(96);
    modulus[0] |= (byte) 0x80;

    assertFails(
        Reason.BAD_KEY,
        "The server's key has 768 bits, more than RSA_anon_512 allows.",
        () -> engine.establish(rsa(KeyExchangeSuite.RSA_ANON_512, modulus)));
  }

  @Test
  void saysInWordsWhyASessionCannotBeResumed() throws Exception {
    assertFails(
        Reason.UNKNOWN,
        "No session with gw.example:9203 is stored under this id: begin a full handshake.",
        () -> engine.resume(description(Custody.PHONE), outlook()));

    try (EngineSession session = adoptMasterSecret()) {
      session.save(description(Custody.PHONE));
    }
    engine.resume(description(Custody.PHONE), outlook()).close();
    assertFails(
        Reason.EXPIRED,
        "The session with gw.example:9203 is past its time or its uses: begin a full handshake.",
        () -> engine.resume(description(Custody.PHONE), outlook()));
  }

  private EngineSession adoptMasterSecret() throws EngineException {
    try (Ticket ticket =
        new Ticket(
            description(Custody.PHONE), new Ticket.MasterSecret(masterSecret.clone(), false))) {
      return engine.adopt(ticket);
    }
  }

  private Ticket release(EngineSession session) throws EngineException {
    return session.release(
        description(Custody.SEALED), connection, 16, 9, profile(Embodiment.PHONE));
  }

  private SoftwareRecordProtection reference() {
    return new SoftwareRecordProtection(
        connection, new MasterSecretSource(masterSecret, connection));
  }

  private static KeyExchange rsa(KeyExchangeSuite suite, byte[] modulus) {
    return new KeyExchange(
        suite,
        new ServerKey.Rsa(new byte[] {3}, modulus),
        1,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  private static SessionDescription description(Custody custody) {
    return new SessionDescription(
        SessionId.of(octets(8)),
        new Peer("gw.example", 9203),
        KeyExchangeSuite.RSA,
        SUITE,
        new SecurityLevel(Authentication.SERVER, custody, custody != Custody.SEALED),
        "",
        NOW,
        NOW.plus(Duration.ofHours(1)),
        1);
  }

  private static EngineProfile profile(Embodiment embodiment) {
    return new EngineProfile(
        embodiment.label(),
        embodiment,
        Optional.empty(),
        List.of(),
        Set.of(),
        EnumSet.of(MacAlgorithm.SHA),
        1024,
        EngineProfile.UNLIMITED_RECORD,
        false);
  }

  private Outlook outlook() {
    return new Outlook(octets(100), new byte[] {20, 0, 12}, true, PrfHash.SHA1, connection);
  }

  private static byte[] seal(RecordProtection protection, int sequence, byte[] content)
      throws EngineException {
    byte[] sealed = new byte[protection.sealedSize(content.length)];
    protection.seal(sequence, DATA, content, 0, content.length, sealed, 0);
    return sealed;
  }

  private static byte[] octets(int length) {
    byte[] octets = new byte[length];
    for (int i = 0; i < length; i++) {
      octets[i] = (byte) (i + 1);
    }
    return octets;
  }

  private static void assertFails(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(EngineException.class)
        .extracting(e -> ((EngineException) e).reason())
        .isEqualTo(reason);
  }

  private static void assertFails(Reason reason, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(EngineException.class)
        .hasMessage(message)
        .extracting(e -> ((EngineException) e).reason())
        .isEqualTo(reason);
  }
}
