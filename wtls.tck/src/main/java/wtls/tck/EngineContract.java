package wtls.tck;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite.Kind;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.engine.Embodiment;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineProfile;
import wtls.api.engine.EngineSession;
import wtls.api.engine.KeyExchangeOffer;
import wtls.api.engine.Outlook;
import wtls.api.engine.SecurityEngine;
import wtls.api.session.Peer;
import wtls.api.session.SecurityLevel;
import wtls.api.session.SecurityLevel.Authentication;
import wtls.api.session.SessionDescription;
import wtls.api.session.SessionId;
import wtls.protocol.crypto.WtlsKeys;

/** What all parts of the contract share: an engine for each test, and a server for it. */
abstract class EngineContract {
  static final String SHARED_SECRET_NAME = "tck";

  /** Room enough, where sessions that are stored or in use take slots of a card. */
  private static final int SLOTS = 16;

  private static final byte[] SHARED_SECRET = "shared before".getBytes(US_ASCII);

  /** Seeds what is not secret: sizes, orders, contents. */
  final long seed = Long.getLong("wtls.tck.seed", System.nanoTime());

  final Random random = new Random(seed);
  final TestClock clock = new TestClock();
  final ScriptedServer server = new ScriptedServer(SHARED_SECRET);
  EngineUnderTest underTest;
  SecurityEngine engine;
  EngineProfile profile;

  private final EngineUnderTest.Starter starter;
  private final List<EngineUnderTest> started = new ArrayList<>();

  EngineContract(EngineUnderTest.Starter starter) {
    this.starter = starter;
  }

  @BeforeEach
  void startEngine() throws Exception {
    underTest = start();
    engine = underTest.engine();
    profile = engine.profile();
  }

  @AfterEach
  void stopEngines() {
    for (EngineUnderTest each : started) {
      each.close();
    }
  }

  /** Starts another engine of the same kind. */
  final EngineUnderTest start() throws Exception {
    EngineSetup setup =
        new EngineSetup(
            clock,
            TestKeys.clientKeys(),
            Map.of(SHARED_SECRET_NAME, SHARED_SECRET),
            TestKeys.roots(),
            sessionLimit());
    EngineUnderTest another = starter.start(setup);
    started.add(another);
    return another;
  }

  /** How many sessions an engine is to store. */
  int sessionLimit() {
    return SLOTS;
  }

  /** Whether a card opens each record once only. */
  final boolean refusesReplays() {
    return profile.embodiment() == Embodiment.FULL;
  }

  /** A session by the engine's most preferred way. */
  final Established establish() throws Exception {
    return establish(strongSuite());
  }

  /** A session by the engine's most preferred way, with these algorithms. */
  final Established establish(CipherSuite suite) throws Exception {
    return server.establish(engine, preferred(), suite);
  }

  /** The first offer that needs nothing but the server's key. */
  final KeyExchangeOffer preferred() {
    return profile.keyExchanges().stream()
        .filter(offer -> offer.suite().kind() != Kind.SHARED_SECRET)
        .findFirst()
        .orElseThrow();
  }

  /** All algorithms of records that the engine has. */
  final List<CipherSuite> suites() {
    List<CipherSuite> suites = new ArrayList<>();
    for (BulkCipher bulk : BulkCipher.values()) {
      for (MacAlgorithm mac : MacAlgorithm.values()) {
        // WAP-199 has the XOR MAC for block ciphers only.
        boolean defined = mac != MacAlgorithm.SHA_XOR_40 || bulk != BulkCipher.NULL;
        if (defined && profile.bulkCiphers().contains(bulk) && profile.macs().contains(mac)) {
          suites.add(new CipherSuite(bulk, mac));
        }
      }
    }
    return suites;
  }

  /** One cipher suite that is not legacy. */
  final CipherSuite strongSuite() {
    return suites().stream().filter(suite -> !suite.legacy()).findFirst().orElseThrow();
  }

  /** A description of an established session, good for an hour. */
  final SessionDescription describe(Established established, String host, int uses) {
    byte[] id = new byte[8];
    random.nextBytes(id);
    return new SessionDescription(
        SessionId.of(id),
        new Peer(host, 9203),
        preferred().suite(),
        established.cipherSuite(),
        new SecurityLevel(
            Authentication.SERVER,
            established.session().custody(),
            established.session().exposed()),
        "tck; ; ; " + host,
        clock.instant(),
        clock.instant().plus(Duration.ofHours(1)),
        uses);
  }

  /** Opens a stored session of the engine under test. */
  final EngineSession resume(SessionDescription session) throws EngineException {
    return engine.resume(session, outlook(session.cipherSuite()));
  }

  /** What a handshake with other randoms than any before would ask of a resumed session. */
  final Outlook outlook(CipherSuite suite) {
    byte[] clientRandom = octets(16);
    ByteBuffer.wrap(clientRandom).putInt((int) clock.instant().getEpochSecond());
    return new Outlook(
        octets(70 + random.nextInt(200)),
        new byte[] {20, 0, 12},
        true,
        suite.mac().hash(),
        WtlsKeys.clientSide(suite, 3, clientRandom, octets(16)));
  }

  /** Random octets from the seed. */
  final byte[] octets(int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return octets;
  }

  /** What to add to an assertion that depends on the seed. */
  final String seeded() {
    return "with -Dwtls.tck.seed=" + seed;
  }

  static void assertFails(EngineException.Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(EngineException.class)
        .extracting(e -> ((EngineException) e).reason())
        .isEqualTo(reason);
  }
}
