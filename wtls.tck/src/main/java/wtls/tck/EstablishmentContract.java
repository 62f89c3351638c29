package wtls.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.DhGroup;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.KeyExchangeSuite.Kind;
import wtls.api.algorithm.NamedCurve;
import wtls.api.algorithm.PrfHash;
import wtls.api.engine.Derivation;
import wtls.api.engine.Embodiment;
import wtls.api.engine.EngineException.Reason;
import wtls.api.engine.EngineSession;
import wtls.api.engine.KeyEstablishment;
import wtls.api.engine.KeyExchange;
import wtls.api.engine.KeyExchangeOffer;
import wtls.api.engine.KeyId;
import wtls.api.engine.OwnKey;
import wtls.api.engine.ServerKey;
import wtls.protocol.certificate.FileKey;
import wtls.protocol.crypto.WtlsKeys;

/** How engines come to a master secret with a server. */
public abstract class EstablishmentContract extends EngineContract {

  protected EstablishmentContract(EngineUnderTest.Starter starter) {
    super(starter);
  }

  @TestFactory
  Stream<DynamicTest> agreesWithTheServerOnEverySuiteItOffers() {
    return profile.keyExchanges().stream()
        .map(offer -> DynamicTest.dynamicTest(name(offer), () -> assertAgrees(offer)));
  }

  @TestFactory
  Stream<DynamicTest> agreesWithEitherHash() {
    return Stream.of(PrfHash.values())
        .flatMap(hash -> suites().stream().filter(s -> s.mac().hash() == hash).limit(1))
        .map(
            suite ->
                DynamicTest.dynamicTest(
                    suite.mac().hash().toString(), () -> assertAgrees(preferred(), suite)));
  }

  @TestFactory
  Stream<DynamicTest> agreesWithItsFixedKeys() throws Exception {
    List<KeyId> held =
        engine.credentials().keys().stream()
            .filter(key -> key.use() == OwnKey.Use.AGREE)
            .map(OwnKey::id)
            .toList();
    return TestKeys.EC.stream()
        .filter(key -> held.contains(key.id()))
        .flatMap(
            key ->
                ecOffers(KeyExchangeSuite.ECDH_ECDSA, key.curve())
                    .map(
                        offer ->
                            DynamicTest.dynamicTest(
                                name(offer), () -> assertAgreesWithFixedKey(offer, key))));
  }

  @Test
  void sendsPointsInTheFormOfTheSuite() throws Exception {
    for (KeyExchangeOffer offer : offers(Kind.ECDH)) {
      NamedCurve curve = NamedCurve.of(offer.parameterIndex()).orElseThrow();
      try (KeyEstablishment establishment = establish(offer, server.half(offer).key())) {
        assertThat(establishment.clientKeyExchange())
            .as(name(offer))
            .hasSize(1 + curve.fieldOctets() * (offer.suite().uncompressed() ? 2 : 1));
      }
    }
  }

  @Test
  void makesAnotherSecretEachTime() throws Exception {
    for (KeyExchangeOffer offer : profile.keyExchanges()) {
      Kind kind = offer.suite().kind();
      if (kind == Kind.NULL || kind == Kind.SHARED_SECRET || usesFixedKey(offer)) {
        continue;
      }
      ServerKey key = server.half(offer).key();
      Derivation derivation = masterSecret();
      Derivation finished = WtlsKeys.clientFinished(new byte[hash().size()], hash());
      try (KeyEstablishment one = establish(offer, key);
          KeyEstablishment other = establish(offer, key);
          EngineSession first = one.derive(derivation);
          EngineSession second = other.derive(derivation)) {
        assertThat(first.finished(finished))
            .as(name(offer))
            .isNotEqualTo(second.finished(finished));
      }
    }
  }

  @Test
  void derivesOnlyOnce() throws Exception {
    Derivation derivation = masterSecret();
    KeyExchangeOffer offer = preferred();
    try (KeyEstablishment establishment = establish(offer, server.half(offer).key());
        EngineSession session = establishment.derive(derivation)) {
      assertThat(session.custody()).isEqualTo(profile.embodiment().custody());
      assertFails(Reason.CLOSED, () -> establishment.derive(derivation));
    }
  }

  @Test
  void derivesNothingOnceClosed() throws Exception {
    KeyExchangeOffer offer = preferred();
    KeyEstablishment establishment = establish(offer, server.half(offer).key());
    establishment.close();
    establishment.close();

    assertFails(Reason.CLOSED, () -> establishment.derive(masterSecret()));
  }

  @Test
  void refusesAKeyOfAnotherKind() {
    ServerKey none = new ServerKey.None();
    ServerKey dh = new ServerKey.Dh(DhGroup.DH_512, new byte[] {4});
    for (KeyExchangeOffer offer : profile.keyExchanges()) {
      Kind kind = offer.suite().kind();
      boolean sendsNone = kind == Kind.NULL || kind == Kind.SHARED_SECRET;
      ServerKey wrong = sendsNone || kind == Kind.RSA || kind == Kind.ECDH ? dh : none;
      assertFails(Reason.BAD_KEY, () -> establish(offer, wrong));
    }
  }

  @Test
  void refusesKeysThatAreTooLargeForTheSuite() {
    for (KeyExchangeOffer offer : profile.keyExchanges()) {
      KeyExchangeSuite suite = offer.suite();
      if (suite.keyLimitBits() == 0) {
        continue;
      }
      ServerKey large =
          switch (suite.kind()) {
            case RSA -> server.half(KeyExchangeOffer.of(KeyExchangeSuite.RSA)).key();
            case DH -> new ServerKey.Dh(DhGroup.DH_768, new byte[] {4});
            default -> ecKey(NamedCurve.SECP160R1, suite);
          };
      if (suite != KeyExchangeSuite.DH_ANON_768) {
        assertFails(Reason.BAD_KEY, () -> establish(offer, large));
      }
    }
  }

  @Test
  void refusesPointsThatAreNotInTheGroup() {
    for (KeyExchangeOffer offer : offers(Kind.ECDH)) {
      NamedCurve curve = NamedCurve.of(offer.parameterIndex()).orElseThrow();
      byte[] offCurve = new byte[1 + 2 * curve.fieldOctets()];
      offCurve[0] = 4;
      offCurve[offCurve.length - 1] = 5;
      byte[] cutShort = new byte[curve.fieldOctets()];
      cutShort[0] = 4;
      for (byte[] bad : new byte[][] {offCurve, cutShort, {}, {0}, {4}}) {
        assertFails(Reason.BAD_KEY, () -> establish(offer, new ServerKey.Ec(curve, bad)));
      }
    }
  }

  @Test
  void refusesCompressedPointsWhereTheSuiteForbidsThem() {
    for (KeyExchangeOffer offer : offers(Kind.ECDH)) {
      if (offer.suite().uncompressed()) {
        NamedCurve curve = NamedCurve.of(offer.parameterIndex()).orElseThrow();
        ServerKey compressed = ecKey(curve, KeyExchangeSuite.ECDH_ANON);
        assertFails(Reason.BAD_KEY, () -> establish(offer, compressed));
      }
    }
  }

  @Test
  void takesUncompressedPointsWhereTheSuiteWouldHaveThemCompressed() throws Exception {
    for (KeyExchangeOffer offer : offers(Kind.ECDH)) {
      NamedCurve curve = NamedCurve.of(offer.parameterIndex()).orElseThrow();
      ServerKey uncompressed = ecKey(curve, KeyExchangeSuite.ECDH_ANON_UNCOMP);
      establish(offer, uncompressed).close();
    }
  }

  @Test
  void refusesDhValuesOutsideTheSubgroup() {
    for (KeyExchangeOffer offer : offers(Kind.DH)) {
      DhGroup group = DhGroup.of(offer.parameterIndex()).orElseThrow();
      byte[] tooLarge = BigInteger.ONE.shiftLeft(group.bits()).toByteArray();
      for (byte[] bad : new byte[][] {{}, {0}, {1}, {3}, tooLarge}) {
        assertFails(Reason.BAD_KEY, () -> establish(offer, new ServerKey.Dh(group, bad)));
      }
    }
  }

  @Test
  void refusesRsaKeysThatAreNone() {
    byte[] modulus = new byte[128];
    modulus[0] = (byte) 0x80;
    byte[] odd = modulus.clone();
    odd[127] = 1;
    for (KeyExchangeOffer offer : offers(Kind.RSA)) {
      byte[] e = {3};
      for (ServerKey bad :
          List.of(
              new ServerKey.Rsa(e, modulus),
              new ServerKey.Rsa(e, new byte[0]),
              new ServerKey.Rsa(e, new byte[] {35}),
              new ServerKey.Rsa(new byte[] {1}, odd),
              new ServerKey.Rsa(new byte[] {2}, odd))) {
        assertFails(Reason.BAD_KEY, () -> establish(offer, bad));
      }
    }
  }

  @Test
  void refusesASharedSecretThatItDoesNotHave() {
    assumeTrue(
        profile.keyExchanges().contains(KeyExchangeOffer.of(KeyExchangeSuite.SHARED_SECRET)));
    for (Optional<String> name : List.of(Optional.of("stranger"), Optional.<String>empty())) {
      KeyExchange exchange =
          new KeyExchange(
              KeyExchangeSuite.SHARED_SECRET,
              new ServerKey.None(),
              ScriptedServer.CLIENT_VERSION,
              Optional.empty(),
              name,
              List.of(),
              Optional.of(masterSecret()));
      assertFails(Reason.UNKNOWN, () -> engine.establish(exchange));
    }
  }

  @Test
  void refusesAClientKeyThatItDoesNotHave() {
    KeyId stranger = KeyId.of(octets(20));
    ecOffers(KeyExchangeSuite.ECDH_ECDSA, NamedCurve.SECP160R1)
        .forEach(
            offer -> {
              ServerKey key = server.half(offer).key();
              assertFails(
                  Reason.UNKNOWN,
                  () ->
                      engine.establish(
                          ScriptedServer.exchange(
                              offer.suite(), key, Optional.of(stranger), masterSecret())));
            });
  }

  @Test
  void refusesAFixedKeyOnAnotherCurveThanTheServers() {
    FileKey.Ec own = TestKeys.EC.get(0);
    ecOffers(KeyExchangeSuite.ECDH_ECDSA, NamedCurve.C2PNB163V1)
        .forEach(
            offer -> {
              ServerKey key = server.half(offer).key();
              assertFails(
                  Reason.BAD_KEY,
                  () ->
                      engine.establish(
                          ScriptedServer.exchange(
                              offer.suite(), key, Optional.of(own.id()), masterSecret())));
            });
  }

  @Test
  void refusesAFixedKeyWhereTheSuiteHasNoPlaceForOne() {
    KeyExchangeOffer offer = preferred();
    assumeTrue(offer.suite().kind() == Kind.RSA);
    ServerKey key = server.half(offer).key();
    Optional<KeyId> own = Optional.of(TestKeys.EC.get(0).id());

    assertFails(
        Reason.UNSUPPORTED,
        () -> engine.establish(ScriptedServer.exchange(offer.suite(), key, own, masterSecret())));
  }

  /** Cards of WAP-260 agree with their fixed keys only: what differs is the randoms. */
  private boolean usesFixedKey(KeyExchangeOffer offer) {
    boolean ephemeral =
        profile.embodiment() == Embodiment.PHONE || profile.embodiment() == Embodiment.STORAGE;
    return !ephemeral && offer.suite().kind() == Kind.ECDH;
  }

  private void assertAgrees(KeyExchangeOffer offer) throws Exception {
    assertAgrees(offer, strongSuite());
  }

  private void assertAgrees(KeyExchangeOffer offer, CipherSuite suite) throws Exception {
    try (Established established = server.establish(engine, offer, suite)) {
      assertSameSecret(established);
    }
  }

  private void assertAgreesWithFixedKey(KeyExchangeOffer offer, FileKey.Ec key) throws Exception {
    try (Established established =
        server.establish(engine, offer, strongSuite(), Optional.of(key))) {
      assertSameSecret(established);
    }
    ServerKey serverKey = server.half(offer).key();
    try (KeyEstablishment establishment =
        engine.establish(
            ScriptedServer.exchange(
                offer.suite(), serverKey, Optional.of(key.id()), masterSecret()))) {
      assertThat(establishment.clientKeyExchange()).isEmpty();
    }
  }

  private static void assertSameSecret(Established established) throws Exception {
    EngineSession session = established.session();
    byte[] expected = established.derive(established.serverFinished());

    assertThat(session.finished(established.clientFinished()))
        .isEqualTo(established.derive(established.clientFinished()));
    assertThat(session.verifyFinished(established.serverFinished(), expected)).isTrue();
    expected[11] ^= 1;
    assertThat(session.verifyFinished(established.serverFinished(), expected)).isFalse();
    assertThat(session.verifyFinished(established.serverFinished(), new byte[0])).isFalse();
    assertThat(session.verifyFinished(established.serverFinished(), new byte[13])).isFalse();
  }

  private KeyEstablishment establish(KeyExchangeOffer offer, ServerKey key) throws Exception {
    return engine.establish(
        ScriptedServer.exchange(offer.suite(), key, Optional.empty(), masterSecret()));
  }

  private ServerKey ecKey(NamedCurve curve, KeyExchangeSuite form) {
    return server.half(new KeyExchangeOffer(form, curve.number())).key();
  }

  private List<KeyExchangeOffer> offers(Kind kind) {
    return profile.keyExchanges().stream().filter(offer -> offer.suite().kind() == kind).toList();
  }

  private Stream<KeyExchangeOffer> ecOffers(KeyExchangeSuite suite, NamedCurve curve) {
    return profile.keyExchanges().stream()
        .filter(new KeyExchangeOffer(suite, curve.number())::equals);
  }

  /** What these tests have an engine derive, when both randoms are zeros. */
  private Derivation masterSecret() {
    return WtlsKeys.masterSecret(new byte[16], new byte[16], hash());
  }

  private PrfHash hash() {
    return strongSuite().mac().hash();
  }

  private static String name(KeyExchangeOffer offer) {
    return offer.suite().standardName()
        + (offer.parameterIndex() == 0 ? "" : " with parameters " + offer.parameterIndex());
  }
}
