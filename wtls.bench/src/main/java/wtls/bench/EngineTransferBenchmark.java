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
import org.openjdk.jmh.annotations.TearDown;
import wtls.api.engine.EngineException;

/**
 * A payload to the gateway and back: the engine seals a record and opens one, and so does the
 * gateway, in the phone's manner and thus at the phone's speed.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class EngineTransferBenchmark {
  @Param public EngineKind engine;

  @Param("512")
  public int length;

  private EngineKind.Made made;
  private MemoryLink link;
  private byte[] payload;

  /** Opens the connection. */
  @Setup
  public void prepare() throws EngineException {
    SecureRandom random = new SecureRandom();
    ServerKeyKind.Made server = ServerKeyKind.RSA_1024.make(random);
    made = engine.make(server.root(), random);
    link =
        new Ends(made.engine(), server, random)
            .link(Ends.settings(false, EngineHandshakeBenchmark.SUITE));
    link.connect();
    payload = new byte[length];
    random.nextBytes(payload);
    if (!Arrays.equals(payload, sealAndOpen())) {
      throw new IllegalStateException("What came back differs.");
    }
  }

  /** Closes the connection and pulls the card. */
  @TearDown
  public void end() {
    link.close();
    made.close();
  }

  @Benchmark
  public byte[] sealAndOpen() throws EngineException {
    return link.echo(payload);
  }
}
