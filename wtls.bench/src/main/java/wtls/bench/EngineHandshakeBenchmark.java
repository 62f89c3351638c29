package wtls.bench;

import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.client.Negotiated;
import wtls.api.client.Negotiated.Handshake;
import wtls.api.engine.EngineException;
import wtls.core.machine.Settings;

/**
 * Handshakes of class 2 with an engine, both ends together, as {@link FullHandshakeBenchmark} and
 * {@link AbbreviatedHandshakeBenchmark} have them: but all with the cipher that cards know, and
 * with the connection's end, which tells the card.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class EngineHandshakeBenchmark {
  static final CipherSuite SUITE = new CipherSuite(BulkCipher.TRIPLE_DES_CBC_EDE, MacAlgorithm.SHA);

  @Param public EngineKind engine;

  @Param({"RSA_1024", "ECDH_SECP160R1"})
  public ServerKeyKind key;

  private final Settings first = Ends.settings(false, SUITE);
  private final Settings again = Ends.settings(true, SUITE);
  private EngineKind.Made made;
  private Ends ends;
  private int uses;

  /** Makes a session, and checks that it can be resumed. */
  @Setup
  public void prepare() throws EngineException {
    SecureRandom random = new SecureRandom();
    ServerKeyKind.Made server = key.make(random);
    made = engine.make(server.root(), random);
    ends = new Ends(made.engine(), server, random);
    Negotiated agreed = full();
    require(agreed, agreed.keyExchange() == key.suite());
    abbreviated();
  }

  /** Pulls the card. */
  @TearDown
  public void end() {
    made.close();
  }

  @Benchmark
  public Negotiated full() {
    Negotiated agreed = handshake(first);
    require(agreed, agreed.handshake() == Handshake.FULL);
    return agreed;
  }

  /** When the session has been used as often as it may be, one in tens of thousands is full. */
  @Benchmark
  public Negotiated abbreviated() {
    Negotiated agreed = handshake(again);
    if (agreed.handshake() == Handshake.ABBREVIATED) {
      uses++;
    } else {
      require(agreed, uses >= Ends.SESSION_USES - 1);
      uses = 0;
    }
    return agreed;
  }

  private Negotiated handshake(Settings settings) {
    try (MemoryLink link = ends.link(settings)) {
      return link.connect();
    }
  }

  private static void require(Negotiated agreed, boolean expected) {
    if (!expected) {
      throw new IllegalStateException("This is not what was to be measured: " + agreed);
    }
  }
}
