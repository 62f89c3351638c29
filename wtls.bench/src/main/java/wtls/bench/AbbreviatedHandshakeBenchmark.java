package wtls.bench;

import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;
import wtls.api.algorithm.BulkCipher;
import wtls.api.client.Negotiated;
import wtls.core.machine.Settings;

/**
 * Abbreviated handshakes, both ends together, each with new machines on the same stored session:
 * from ClientHello until both ends are open. When the session has been used as often as it may be,
 * the next handshake is a full one and makes another: one in tens of thousands.
 *
 * <p>The floor has the eight PRF calls (at each end both verify data, and a key block for each
 * direction), the keying of cipher and HMAC for each direction at each end, and the records that
 * carry Finished, two sealed and two opened.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class AbbreviatedHandshakeBenchmark {
  private static final BulkCipher BULK = BulkCipher.RC5_CBC;
  private static final int RECORD_TYPE = 0xE3;
  private static final int FINISHED = 15;
  private static final int FRAGMENT = 40;

  private final Settings settings = Ends.settings(true);
  private Ends ends;
  private long resumed;
  private long full;

  private RawKeySchedule phone;
  private RawKeySchedule gateway;
  private final RawRecords phoneSeals = new RawRecords(BULK, true);
  private final RawRecords phoneOpens = new RawRecords(BULK, false);
  private final RawRecords gatewaySeals = new RawRecords(BULK, true);
  private final RawRecords gatewayOpens = new RawRecords(BULK, false);
  private final byte[] message = new byte[FINISHED];
  private final byte[] fragment = new byte[FRAGMENT];
  private final byte[] opened = new byte[FRAGMENT];

  /** Makes the session, and checks that it can be resumed. */
  @Setup
  public void prepare() {
    SecureRandom random = new SecureRandom();
    ServerKeyKind key = ServerKeyKind.RSA_1024;
    ends = new Ends(key.make(random), random);
    handshake();
    Negotiated agreed = handshake();
    if (full != 1 || resumed != 1 || agreed.cipherSuite().bulk() != BULK) {
      throw new IllegalStateException("This is not what was to be measured: " + agreed);
    }
    phone = new RawKeySchedule(agreed.cipherSuite(), 0);
    gateway = new RawKeySchedule(agreed.cipherSuite(), 0);
  }

  @Benchmark
  public Negotiated handshake() {
    try (MemoryLink link = ends.link(settings)) {
      Negotiated agreed = link.connect();
      if (agreed.handshake() == Negotiated.Handshake.ABBREVIATED) {
        resumed++;
      } else {
        full++;
      }
      return agreed;
    }
  }

  /** Fails if sessions were not resumed as often as they can be. */
  @TearDown(Level.Iteration)
  public void check() {
    if ((full - 1) * (Ends.SESSION_USES - 1) > resumed) {
      throw new IllegalStateException(full + " handshakes were full, and " + resumed + " not.");
    }
  }

  @Benchmark
  public void floor(Blackhole sink) {
    phone.abbreviated();
    gateway.abbreviated();
    gatewaySeals.key(gateway.serverBlock());
    phoneOpens.key(phone.serverBlock());
    sink.consume(carry(gatewaySeals, phoneOpens));
    phoneSeals.key(phone.clientBlock());
    gatewayOpens.key(gateway.clientBlock());
    sink.consume(carry(phoneSeals, gatewayOpens));
  }

  private byte[] carry(RawRecords from, RawRecords to) {
    int size = from.seal(0, RECORD_TYPE, message, FINISHED, fragment);
    if (to.open(0, RECORD_TYPE, fragment, size, opened) != FINISHED) {
      throw new IllegalStateException("The floor's records do not fit each other.");
    }
    return opened;
  }
}
