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
import org.openjdk.jmh.infra.Blackhole;
import wtls.api.client.Negotiated;
import wtls.core.machine.Settings;

/**
 * Full handshakes of class 2, both ends together, each with new machines and no session to resume:
 * from ClientHello until both ends are open, with the certificate verified, the Finished messages
 * sent under the new keys and the session stored at both.
 *
 * <p>The floor has the key exchange ({@link RawKeyExchange#agree}) and the ten PRF calls: at each
 * end the master secret, both verify data and a key block for each direction.
 *
 * <p>In {@link #handshake} the phone has met the gateway before and knows that its certificate is
 * signed by the root; it checks all else about it. In {@link #firstHandshake} it verifies the
 * signature as well, and {@link #floorWithCertificate} has the raw operation for that.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class FullHandshakeBenchmark {
  @Param({"RSA_1024", "RSA_2048", "ECDH_SECP160R1"})
  public ServerKeyKind key;

  private final Settings settings = Ends.settings(false);
  private Ends ends;
  private RawKeyExchange keyExchange;
  private RawKeySchedule phone;
  private RawKeySchedule gateway;

  /** Checks one handshake before any is measured. */
  @Setup
  public void prepare() {
    SecureRandom random = new SecureRandom();
    ends = new Ends(key.make(random), random);
    Negotiated agreed = handshake();
    if (agreed.keyExchange() != key.suite() || agreed.sessionId().isEmpty()) {
      throw new IllegalStateException("This is not what was to be measured: " + agreed);
    }
    keyExchange = key.raw(random);
    phone = new RawKeySchedule(agreed.cipherSuite(), keyExchange.preMasterSize());
    gateway = new RawKeySchedule(agreed.cipherSuite(), keyExchange.preMasterSize());
  }

  @Benchmark
  public Negotiated handshake() {
    return handshake(settings);
  }

  @Benchmark
  public Negotiated firstHandshake() {
    return handshake(Ends.settings(false));
  }

  private Negotiated handshake(Settings settings) {
    try (MemoryLink link = ends.link(settings)) {
      Negotiated agreed = link.connect();
      if (agreed.handshake() != Negotiated.Handshake.FULL) {
        throw new IllegalStateException("A session was resumed.");
      }
      return agreed;
    }
  }

  @Benchmark
  public void floor(Blackhole sink) {
    sink.consume(keyExchange.agree());
    sink.consume(phone.full());
    sink.consume(gateway.full());
  }

  @Benchmark
  public void floorWithCertificate(Blackhole sink) {
    sink.consume(keyExchange.verify());
    floor(sink);
  }
}
