package wtls.card.wim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wtls.api.card.CardTransport;
import wtls.api.engine.EngineException.Reason;
import wtls.card.personal.NewKey;
import wtls.card.simulator.CardClass;
import wtls.card.simulator.CardOptions;
import wtls.card.transport.MaskedTransport;

/**
 * Handshakes on our applets, with the commands of a WIM and with ours, over each kind of reader.
 */
class HandshakeOnCardTest {
  private static final byte[] RANDOMS = new byte[32];

  static {
    new Random(20010712).nextBytes(RANDOMS);
  }

  /** How the driver and the card talk. */
  enum Way {
    OURS(CardOptions.DEFAULT, transport -> transport),
    OURS_SHORT(CardOptions.DEFAULT.withShortApdus(), transport -> transport),
    OURS_T0(CardOptions.DEFAULT.withT0(), transport -> transport),
    WIM(CardOptions.DEFAULT, MaskedTransport::plain),
    WIM_T0(CardOptions.DEFAULT.withT0(), MaskedTransport::plain);

    final CardOptions options;
    final Function<CardTransport, CardTransport> mask;

    Way(CardOptions options, Function<CardTransport, CardTransport> mask) {
      this.options = options.withoutSync();
      this.mask = mask;
    }

    boolean composite() {
      return name().startsWith("OURS");
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void sharesAMasterSecretByKeyTransport(Way way) throws Exception {
    KeyPair server = rsa(1024);
    try (RealCard real = RealCard.of(CardClass.CRYPTO, way.options);
        WimCard card = real.openThrough(way.mask)) {
      int slot = card.sessions().claim();
      byte[] encrypted = establish(card, slot, server);

      byte[] master = masterSecret(server, encrypted);
      byte[] seed = Prf.seed("client finished", new byte[20]);
      assertThat(card.secrets().derive(slot, seed, 12)).isEqualTo(Prf.derive(master, seed, 12));
    }
  }

  @ParameterizedTest
  @EnumSource(value = Way.class, names = "OURS.*", mode = EnumSource.Mode.MATCH_ALL)
  void sharesAMasterSecretWithAServerOf2048Bits(Way way) throws Exception {
    KeyPair server = rsa(2048);
    try (RealCard real = RealCard.of(CardClass.CRYPTO, way.options);
        WimCard card = real.openThrough(way.mask)) {
      int slot = card.sessions().claim();
      byte[] encrypted = establish(card, slot, server);

      byte[] master = masterSecret(server, encrypted);
      byte[] seed = Prf.seed("server finished", new byte[20]);
      assertThat(card.secrets().derive(slot, seed, 12)).isEqualTo(Prf.derive(master, seed, 12));
    }
  }

  @Test
  void refusesALongServerKeyOnAPlainWim() throws Exception {
    KeyPair server = rsa(2048);
    try (RealCard real = RealCard.of(CardClass.CRYPTO);
        WimCard card = real.openThrough(MaskedTransport::plain)) {
      assertThat(card.secrets().largestServerKey()).isEqualTo(1920);
      assertThatThrownBy(() -> establish(card, 1, server))
          .isInstanceOfSatisfying(
              WimException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED))
          .hasMessage(
              "The server's RSA key has 2048 bits; this card takes 1920: use ECDH_ECDSA, or a card"
                  + " that announces longer keys.");
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void sharesAMasterSecretByKeyAgreement(Way way) throws Exception {
    try (RealCard here = RealCard.of(CardClass.CRYPTO, way.options);
        RealCard there = RealCard.of(CardClass.CRYPTO);
        WimCard client = here.openThrough(way.mask);
        WimCard server = there.open()) {
      client
          .secrets()
          .establishEcdh(client.sessions().claim(), fixed(client), point(there), RANDOMS, Set.of());
      server
          .secrets()
          .establishEcdh(server.sessions().claim(), fixed(server), point(here), RANDOMS, Set.of());

      byte[] seed = Prf.seed("client expansion", new byte[2], RANDOMS);
      assertThat(client.secrets().derive(1, seed, 52))
          .isEqualTo(server.secrets().derive(1, seed, 52));
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void refusesAPointThatIsNotOnTheCurve(Way way) throws Exception {
    try (RealCard real = RealCard.of(CardClass.CRYPTO, way.options);
        WimCard card = real.openThrough(way.mask)) {
      byte[] point = point(real);
      point[40] ^= 1;
      assertThatThrownBy(
              () -> card.secrets().establishEcdh(1, fixed(card), point, RANDOMS, Set.of()))
          .isInstanceOfSatisfying(
              WimException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BAD_KEY));
    }
  }

  @ParameterizedTest
  @EnumSource(value = Way.class, names = "OURS.*", mode = EnumSource.Mode.MATCH_ALL)
  void endsAHandshakeInOneCommand(Way way) throws Exception {
    Random random = new Random(9203);
    try (RealCard real = RealCard.of(CardClass.CRYPTO, way.options);
        WimCard card = real.openThrough(way.mask)) {
      int slot = card.sessions().claim();
      establish(card, slot, rsa(1024));
      for (int length : new int[] {0, 1, 55, 63, 64, 65, 200, 700}) {
        for (boolean inTail : new boolean[] {false, true}) {
          byte[] messages = new byte[length];
          random.nextBytes(messages);
          if (inTail) {
            messages = Prf.join(messages, Arrays.copyOfRange(RANDOMS, 16, 32));
          }
          checkEnd(card, slot, messages, length % 2 == 0);
        }
      }
    }
  }

  private static void checkEnd(WimCard card, int slot, byte[] messages, boolean serverFirst)
      throws Exception {
    byte[] clientRandom = Arrays.copyOf(RANDOMS, 16);
    byte[] serverRandom = Arrays.copyOfRange(RANDOMS, 16, 32);
    String first = serverFirst ? "server finished" : "client finished";
    String second = serverFirst ? "client finished" : "server finished";
    byte[] firstValue = card.secrets().derive(slot, Prf.seed(first, sha1(messages)), 12);
    byte[] both = Prf.join(messages, new byte[] {20, 0, 12}, firstValue);
    byte[] secondValue = card.secrets().derive(slot, Prf.seed(second, sha1(both)), 12);
    byte[] sequence = {0, 0};
    byte[] clientSeed = Prf.seed("client expansion", sequence, serverRandom, clientRandom);
    byte[] serverSeed = Prf.seed("server expansion", sequence, serverRandom, clientRandom);

    HandshakeEnd end = new HandshakeEnd(serverFirst, false, RANDOMS, messages);
    try (FinishedKeys keys = card.connections().finish(slot, end, 52)) {
      assertThat(serverFirst ? keys.serverFinished() : keys.clientFinished()).isEqualTo(firstValue);
      assertThat(serverFirst ? keys.clientFinished() : keys.serverFinished())
          .isEqualTo(secondValue);
      assertThat(keys.clientBlock()).isEqualTo(card.secrets().derive(slot, clientSeed, 52));
      assertThat(keys.serverBlock()).isEqualTo(card.secrets().derive(slot, serverSeed, 52));
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void signsWhatTheServerCanVerify(Way way) throws Exception {
    byte[] digest = new byte[20];
    new Random(1).nextBytes(digest);
    for (CardClass cardClass : CardClass.values()) {
      try (RealCard real = RealCard.of(cardClass, way.options);
          WimCard card = real.openThrough(way.mask)) {
        byte[] signature = card.keys().sign(card.directory().keys().get(0), digest);

        BigInteger opened =
            new BigInteger(1, signature)
                .modPow(BigInteger.valueOf(65537), new BigInteger(1, real.keys.get(0).publicKey()));
        byte[] block = opened.toByteArray();
        assertThat(block).hasSize(127).startsWith(1, -1).endsWith(digest);
        assertThat(card.keys().sign(card.directory().keys().get(2), digest)).hasSize(42);
      }
    }
  }

  @Test
  void agreesInTheClearOnClass1() throws Exception {
    try (RealCard here = RealCard.of(CardClass.STORAGE);
        RealCard there = RealCard.of(CardClass.STORAGE);
        WimCard client = here.open();
        WimCard server = there.open()) {
      byte[] secret = client.keys().agreeInTheClear(fixed(client), point(there));
      assertThat(secret).hasSize(20);
      assertThat(server.keys().agreeInTheClear(fixed(server), point(here))).isEqualTo(secret);
    }
  }

  @Test
  void deciphersForItsKey() throws Exception {
    try (RealCard real = RealCard.of(CardClass.STORAGE);
        WimCard card = real.open()) {
      Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
      java.security.spec.RSAPublicKeySpec key =
          new java.security.spec.RSAPublicKeySpec(
              new BigInteger(1, real.keys.get(0).publicKey()), BigInteger.valueOf(65537));
      cipher.init(
          Cipher.ENCRYPT_MODE, java.security.KeyFactory.getInstance("RSA").generatePublic(key));
      byte[] message = {1, 2, 3, 4, 5};
      assertThat(card.keys().decipher(card.directory().keys().get(0), cipher.doFinal(message)))
          .isEqualTo(message);
    }
  }

  @Test
  void servesSeveralThreadsOneAfterTheOther() throws Exception {
    try (RealCard real = RealCard.of(CardClass.CRYPTO);
        WimCard card = real.openThrough(MaskedTransport::plain)) {
      List<byte[]> expected = new ArrayList<>();
      byte[] seed = Prf.seed("client finished", new byte[20]);
      for (int slot = 1; slot <= 4; slot++) {
        assertThat(card.sessions().claim()).isEqualTo(slot);
        establish(card, slot, rsa(1024));
        expected.add(card.secrets().derive(slot, seed, 12));
      }
      List<Callable<Void>> users = new ArrayList<>();
      for (int slot = 1; slot <= 4; slot++) {
        int mine = slot;
        users.add(
            () -> {
              for (int i = 0; i < 200; i++) {
                assertThat(card.secrets().derive(mine, seed, 12)).isEqualTo(expected.get(mine - 1));
                card.keys().sign(card.directory().keys().get(2 * (i % 2)), new byte[20]);
                card.files().read(new byte[] {0x44, (byte) (0x31 + i % 2)}, 0, 22);
              }
              return null;
            });
      }
      ExecutorService threads = Executors.newFixedThreadPool(users.size());
      try {
        for (Future<Void> user : threads.invokeAll(users)) {
          user.get();
        }
      } finally {
        threads.shutdownNow();
      }
    }
  }

  @Test
  void drawsRandomOctetsFromOneCommand() throws Exception {
    try (RealCard real = RealCard.of(CardClass.STORAGE);
        WimCard card = real.open()) {
      assertThat(card.random(16)).hasSize(16).isNotEqualTo(card.random(16));
      assertThat(card.random(255)).hasSize(255);
    }
  }

  static byte[] establish(WimCard card, int slot, KeyPair server) throws WimException {
    RSAPublicKey key = (RSAPublicKey) server.getPublic();
    return card.secrets()
        .establishRsa(
            slot,
            1,
            key.getPublicExponent().toByteArray(),
            unsigned(key.getModulus()),
            RANDOMS,
            Set.of());
  }

  private static byte[] masterSecret(KeyPair server, byte[] encrypted) throws Exception {
    Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    cipher.init(Cipher.DECRYPT_MODE, server.getPrivate());
    byte[] secret = cipher.doFinal(encrypted);
    assertThat(secret).hasSize(20).startsWith(1);
    RSAPublicKey key = (RSAPublicKey) server.getPublic();
    byte[] e = key.getPublicExponent().toByteArray();
    byte[] n = unsigned(key.getModulus());
    byte[] sent =
        ByteBuffer.allocate(4 + e.length + n.length)
            .putShort((short) e.length)
            .put(e)
            .putShort((short) n.length)
            .put(n)
            .array();
    return Prf.derive(Prf.join(secret, sent), Prf.seed("master secret", RANDOMS), 20);
  }

  static KeyPair rsa(int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] octets = number.toByteArray();
    return octets[0] == 0 ? Arrays.copyOfRange(octets, 1, octets.length) : octets;
  }

  private static byte[] sha1(byte[] octets) throws Exception {
    return MessageDigest.getInstance("SHA-1").digest(octets);
  }

  private static WimKey fixed(WimCard card) throws WimException {
    return card.directory().keys().get(1);
  }

  private static byte[] point(RealCard card) {
    NewKey key = card.keys.get(1);
    return Optional.of(key.publicKey().clone()).orElseThrow();
  }
}
