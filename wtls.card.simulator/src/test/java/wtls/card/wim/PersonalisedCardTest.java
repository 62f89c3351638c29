package wtls.card.wim;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.KeyId;
import wtls.card.personal.CardCertificate;
import wtls.card.personal.CardProfile;
import wtls.card.personal.GivenKey;
import wtls.card.personal.NewKey;
import wtls.card.personal.Personalisation;
import wtls.card.simulator.CardClass;
import wtls.card.simulator.CardOptions;
import wtls.card.simulator.SimulatedCard;

/** What the personalisation writes, the driver reads. */
class PersonalisedCardTest {

  @ParameterizedTest
  @EnumSource(CardClass.class)
  void tellsWhatItIs(CardClass cardClass) throws Exception {
    try (RealCard real = RealCard.of(cardClass);
        WimCard card = real.open()) {
      assertThat(card.serial()).isEqualTo("0123456789abcdef");
      assertThat(card.cardClass()).isEqualTo(cardClass.number());
      assertThat(card.label())
          .isEqualTo(cardClass == CardClass.STORAGE ? "of tests" : "WIM 1.0 of tests");
      assertThat(card.transportsKeys()).isEqualTo(cardClass != CardClass.STORAGE);
      assertThat(card.agreesInTheClear()).isTrue();
      assertThat(card.announcement().orElseThrow().slots()).isEqualTo(4);
      assertThat(card.sessions().slots()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource(CardClass.class)
  void listsItsKeys(CardClass cardClass) throws Exception {
    try (RealCard real = RealCard.of(cardClass);
        WimCard card = real.open()) {
      List<WimKey> keys = card.directory().keys();

      assertThat(keys).extracting(WimKey::label).containsExactly("auth", "fixed", "nonrep");
      assertThat(keys)
          .extracting(WimKey::id)
          .containsExactlyElementsOf(real.keys.stream().map(NewKey::id).toList());
      assertThat(keys.get(0).bits()).isEqualTo(1024);
      assertThat(keys.get(0).decrypts()).isTrue();
      assertThat(keys.get(1).curve()).contains(NamedCurve.SECP160R1);
      assertThat(keys.get(1).agreesInTheClear()).isEqualTo(cardClass == CardClass.STORAGE);
      assertThat(keys.get(1).agrees()).isEqualTo(cardClass != CardClass.STORAGE);
      assertThat(keys.get(2).nonRepudiation()).isTrue();
      assertThat(card.pins().list())
          .extracting(WimPin::label)
          .containsExactly("PIN-G", "PIN-NR nonrep");
    }
  }

  @Test
  void keepsCertificatesOfAllKinds() throws Exception {
    SimulatedCard slot = RealCard.blank(CardClass.CRYPTO, CardOptions.DEFAULT);
    byte[] text = RealCard.profile(CardClass.CRYPTO).getBytes(US_ASCII);
    try (slot;
        CardProfile profile = CardProfile.parse("test.properties", text)) {
      Personalisation personalisation = Personalisation.begin(slot, profile, Map.of());
      KeyId own = personalisation.keys().get(0).id();
      KeyId authority = KeyId.of(new byte[20]);
      KeyId root = KeyId.of("12345678901234567890".getBytes(US_ASCII));
      byte[] wtls = "own certificate".getBytes(US_ASCII);
      byte[] x509 = {0x30, 0x03, 1, 2, 3};
      byte[] url = "http://ca.example/a?b=~&c".getBytes(US_ASCII);
      personalisation.finish(
          List.of(
              certificate(WimCertificate.Kind.OWN, 1, wtls, own, Optional.of(authority), false),
              certificate(WimCertificate.Kind.USEFUL, 4, url, authority, Optional.of(root), true),
              certificate(WimCertificate.Kind.TRUSTED, 2, x509, root, Optional.empty(), true)));

      try (WimCard card = WimCard.open(slot, () -> List.of(RealCard.rightPin()))) {
        WimDirectory directory = card.directory();
        List<EncodedCertificate> chain = directory.chain(directory.keys().get(0));
        assertThat(chain).hasSize(2);
        assertThat(chain.get(0).format()).isEqualTo(EncodedCertificate.Format.WTLS);
        assertThat(chain.get(0).octets()).isEqualTo(wtls);
        assertThat(chain.get(1).octets()).isEqualTo(url);
        assertThat(directory.roots()).hasSize(1);
        assertThat(directory.roots().get(0).octets()).isEqualTo(x509);
      }
    }
  }

  @Test
  void takesKeysThatAreGiven() throws Exception {
    RSAPrivateCrtKey key = (RSAPrivateCrtKey) HandshakeOnCardTest.rsa(2048).getPrivate();
    GivenKey.Rsa given =
        new GivenKey.Rsa(
            octets(key.getModulus(), 256),
            octets(key.getPrimeP(), 128),
            octets(key.getPrimeQ(), 128),
            octets(key.getPrimeExponentP(), 128),
            octets(key.getPrimeExponentQ(), 128),
            octets(key.getCrtCoefficient(), 128));
    String profile =
        """
        class = 2
        pin = 1234
        pin.unblock = 11112222
        keys = auth open
        key.auth.type = RSA
        key.auth.bits = 2048
        key.auth.use = sign
        key.auth.made = given
        key.open.type = EC
        key.open.curve = sect163k1
        key.open.use = agree-in-the-clear
        """;
    // Over short APDUs the key comes in pieces.
    try (SimulatedCard slot =
            RealCard.blank(CardClass.CRYPTO, CardOptions.DEFAULT.withShortApdus());
        CardProfile plan = CardProfile.parse("test.properties", profile.getBytes(US_ASCII))) {
      assertThatThrownBy(() -> Personalisation.begin(slot, plan, Map.of()))
          .hasMessage(
              "The profile's key auth, RSA of 2048 bits, to sign was not given, or is of another"
                  + " kind: give its file.");
      Personalisation personalisation = Personalisation.begin(slot, plan, Map.of("auth", given));
      personalisation.finish(List.of());

      try (WimCard card = WimCard.open(slot, () -> List.of(RealCard.rightPin()))) {
        WimKey auth = card.directory().keys().get(0);
        byte[] signature = card.keys().sign(auth, new byte[20]);
        BigInteger opened =
            new BigInteger(1, signature).modPow(BigInteger.valueOf(65537), key.getModulus());
        assertThat(opened.toByteArray()).hasSize(255).startsWith(1, -1).endsWith(new byte[20]);
        WimKey open = card.directory().keys().get(1);
        assertThat(open.agreesInTheClear()).isTrue();
        assertThat(open.agrees()).isFalse();
        byte[] own = personalisation.keys().get(1).publicKey();
        assertThat(card.keys().agreeInTheClear(open, own)).hasSize(21);
      }
    }
  }

  private static byte[] octets(BigInteger number, int length) {
    byte[] octets = number.toByteArray();
    byte[] fixed = new byte[length];
    int used = Math.min(length, octets.length);
    System.arraycopy(octets, octets.length - used, fixed, length - used, used);
    return fixed;
  }

  private static CardCertificate certificate(
      WimCertificate.Kind kind,
      int format,
      byte[] octets,
      KeyId subject,
      Optional<KeyId> issuer,
      boolean authority) {
    EncodedCertificate encoded =
        new EncodedCertificate(EncodedCertificate.Format.values()[format - 1], octets);
    return new CardCertificate(kind, "of tests", encoded, subject, issuer, authority);
  }

  @Test
  void isNotPersonalisedTwice() throws Exception {
    try (RealCard real = RealCard.of(CardClass.STORAGE);
        CardProfile profile =
            CardProfile.parse(
                "test.properties", RealCard.profile(CardClass.STORAGE).getBytes(US_ASCII))) {
      assertThatThrownBy(() -> Personalisation.begin(real.slot, profile, Map.of()))
          .isInstanceOf(WimException.class)
          .hasMessage("The card in memory-1 has been personalised already: use a new card.");
    }
  }

  @Test
  void mustBeOfTheProfilesClass() throws Exception {
    try (SimulatedCard slot = RealCard.blank(CardClass.CRYPTO, CardOptions.DEFAULT);
        CardProfile profile =
            CardProfile.parse(
                "test.properties", RealCard.profile(CardClass.FULL).getBytes(US_ASCII))) {
      assertThatThrownBy(() -> Personalisation.begin(slot, profile, Map.of()))
          .hasMessage(
              "The profile is for a card of class 3, and this one is of class 2: change either.");
    }
  }

  @Test
  void isNoWimBefore() throws Exception {
    try (SimulatedCard slot = RealCard.blank(CardClass.CRYPTO, CardOptions.DEFAULT)) {
      assertThatThrownBy(() -> WimCard.open(slot, List::of))
          .hasMessage(
              "The card in memory-2 holds no WIM, or an empty one: personalise it, or insert"
                  + " another.");
    }
  }
}
