package wtls.bench;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import wtls.api.engine.EngineException;

/**
 * A payload from the phone's machine to the gateway's and back, on one connection, which renews its
 * keys and itself as any other. Beside the floor of {@link RecordBenchmark}, this shows what the
 * machines cost; with {@code -prof gc}, what they allocate.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class TransferBenchmark {
  @Param("512")
  public int length;

  private MemoryLink link;
  private byte[] payload;

  /** Opens the connection. */
  @Setup
  public void prepare() throws EngineException {
    SecureRandom random = new SecureRandom();
    Ends ends = new Ends(ServerKeyKind.RSA_1024.make(random), random);
    link = ends.link(Ends.settings(false));
    link.connect();
    payload = new byte[length];
    random.nextBytes(payload);
    if (!Arrays.equals(payload, echo())) {
      throw new IllegalStateException("What came back differs.");
    }
  }

  @Benchmark
  public byte[] echo() throws EngineException {
    return link.echo(payload);
  }
}
