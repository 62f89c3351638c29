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
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.EngineException;
import wtls.protocol.crypto.Direction;
import wtls.protocol.crypto.MasterSecretSource;
import wtls.protocol.crypto.SoftwareRecordProtection;
import wtls.protocol.crypto.WtlsKeys;
import wtls.protocol.record.ContentType;
import wtls.protocol.record.RecordType;

/**
 * One record sealed by one end and opened by the other, within one key window. The floor is the
 * same with the raw cipher and HMAC: encrypt, decrypt, and the MAC twice.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class RecordBenchmark {
  private static final int NEVER = 16;
  private static final int TYPE =
      RecordType.LENGTH
          | RecordType.SEQUENCE
          | RecordType.CIPHER
          | ContentType.APPLICATION_DATA.number();

  @Param({"RC5_CBC", "TRIPLE_DES_CBC_EDE", "IDEA_CBC"})
  public BulkCipher bulk;

  @Param({"64", "512", "1400"})
  public int length;

  private SoftwareRecordProtection sender;
  private SoftwareRecordProtection receiver;
  private RawRecords rawSender;
  private RawRecords rawReceiver;
  private byte[] content;
  private byte[] fragment;
  private byte[] opened;
  private int sequence;

  /** Makes both, and checks that both make and read the same octets. */
  @Setup
  public void prepare() throws EngineException {
    SecureRandom random = new SecureRandom();
    CipherSuite suite = new CipherSuite(bulk, MacAlgorithm.SHA);
    byte[] client = octets(random, 16);
    byte[] server = octets(random, 16);
    byte[] master = octets(random, WtlsKeys.MASTER_SECRET_SIZE);
    ConnectionParameters sending = WtlsKeys.clientSide(suite, NEVER, client, server);
    ConnectionParameters receiving = WtlsKeys.serverSide(suite, NEVER, client, server);
    MasterSecretSource source = new MasterSecretSource(master, sending);
    byte[] block = new byte[suite.keyBlockSize()];
    source.keyBlock(Direction.WRITE, 0, block);

    sender = new SoftwareRecordProtection(sending, source);
    receiver = new SoftwareRecordProtection(receiving, new MasterSecretSource(master, receiving));
    rawSender = new RawRecords(bulk, true);
    rawSender.key(block);
    rawReceiver = new RawRecords(bulk, false);
    rawReceiver.key(block);
    content = octets(random, length);
    fragment = new byte[sender.sealedSize(length)];
    opened = new byte[fragment.length];
    check();
  }

  private void check() throws EngineException {
    sealAndOpen();
    byte[] sealed = fragment.clone();
    requireContent();
    sequence--;
    floor();
    requireContent();
    if (!Arrays.equals(sealed, fragment)) {
      throw new IllegalStateException("The floor seals to other octets: it does other work.");
    }
  }

  private void requireContent() {
    if (!Arrays.equals(content, Arrays.copyOf(opened, length))) {
      throw new IllegalStateException("What was sealed and what was opened differ.");
    }
    Arrays.fill(opened, (byte) 0);
  }

  private static byte[] octets(SecureRandom random, int count) {
    byte[] octets = new byte[count];
    random.nextBytes(octets);
    return octets;
  }

  @Benchmark
  public byte[] sealAndOpen() throws EngineException {
    int number = next();
    int size = sender.seal(number, TYPE, content, 0, length, fragment, 0);
    require(receiver.open(number, TYPE, fragment, 0, size, opened, 0));
    return opened;
  }

  @Benchmark
  public byte[] floor() {
    int number = next();
    int size = rawSender.seal(number, TYPE, content, length, fragment);
    require(rawReceiver.open(number, TYPE, fragment, size, opened));
    return opened;
  }

  private int next() {
    sequence = (sequence + 1) & 0xFFFF;
    return sequence;
  }

  private void require(int result) {
    if (result != length) {
      throw new IllegalStateException("The record was rejected.");
    }
  }
}
