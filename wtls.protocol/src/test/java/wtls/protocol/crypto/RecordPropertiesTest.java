package wtls.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.EngineException;
import wtls.api.engine.RecordProtection;

/** What holds for records of every suite and length, from a seed. */
class RecordPropertiesTest {
  private static final long SEED = 9202;
  private static final int TYPE = 0x64;
  private static final CipherSuite RC5_SHA = new CipherSuite(BulkCipher.RC5_CBC, MacAlgorithm.SHA);

  private final Random random = new Random(SEED);

  static Stream<CipherSuite> suites() {
    return Stream.of(BulkCipher.values())
        .flatMap(bulk -> Stream.of(MacAlgorithm.values()).map(mac -> new CipherSuite(bulk, mac)));
  }

  /** Both ends of one connection. */
  private final class Pair implements AutoCloseable {
    final SoftwareRecordProtection client;
    final SoftwareRecordProtection server;

    Pair(CipherSuite suite, int keyRefresh) {
      byte[] master = octets(20);
      byte[] clientRandom = octets(16);
      byte[] serverRandom = octets(16);
      ConnectionParameters parameters =
          WtlsKeys.clientSide(suite, keyRefresh, clientRandom, serverRandom);
      client = new SoftwareRecordProtection(parameters, new MasterSecretSource(master, parameters));
      parameters = WtlsKeys.serverSide(suite, keyRefresh, clientRandom, serverRandom);
      server = new SoftwareRecordProtection(parameters, new MasterSecretSource(master, parameters));
    }

    byte[] seal(int sequence, byte[] content) throws EngineException {
      byte[] sealed = new byte[client.sealedSize(content.length)];
      client.seal(sequence, TYPE, content, 0, content.length, sealed, 0);
      return sealed;
    }

    /** The content, or null when the server rejects the record. */
    byte[] open(int sequence, int type, byte[] sealed) throws EngineException {
      byte[] content = new byte[sealed.length];
      int length = server.open(sequence, type, sealed, 0, sealed.length, content, 0);
      if (length == RecordProtection.REJECTED) {
        assertThat(content).as("a rejected record").isEqualTo(new byte[sealed.length]);
        return null;
      }
      return Arrays.copyOf(content, length);
    }

    @Override
    public void close() {
      client.close();
      server.close();
    }
  }

  private byte[] octets(int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return octets;
  }

  @ParameterizedTest
  @MethodSource("suites")
  void opensWhatItSealed(CipherSuite suite) throws EngineException {
    try (Pair pair = new Pair(suite, 4)) {
      for (int length = 0; length <= 600; length++) {
        byte[] content = octets(length);
        byte[] sealed = pair.seal(length, content);
        assertThat(pair.open(length, TYPE, sealed))
            .as("seed %d, length %d", SEED, length)
            .isEqualTo(content);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void sealsAndOpensInPlaceWithinALargerArray(CipherSuite suite) throws EngineException {
    try (Pair pair = new Pair(suite, 0)) {
      byte[] content = octets(100);
      byte[] array = octets(200);
      byte[] before = array.clone();
      System.arraycopy(content, 0, array, 31, 100);

      int sealed = pair.client.seal(7, TYPE, array, 31, 100, array, 31);
      assertThat(Arrays.copyOfRange(array, 31, 31 + sealed)).isEqualTo(pair.seal(7, content));
      assertThat(pair.server.open(7, TYPE, array, 31, sealed, array, 31)).isEqualTo(100);

      assertThat(Arrays.copyOfRange(array, 31, 131)).isEqualTo(content);
      assertThat(Arrays.copyOf(array, 31)).isEqualTo(Arrays.copyOf(before, 31));
      assertThat(Arrays.copyOfRange(array, 31 + sealed, 200))
          .isEqualTo(Arrays.copyOfRange(before, 31 + sealed, 200));
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void rejectsEveryFlippedBit(CipherSuite suite) throws EngineException {
    if (suite.mac().size() < 10) {
      return; // no MAC, or one so short or weak that a flip may pass
    }
    try (Pair pair = new Pair(suite, 16)) {
      byte[] sealed = pair.seal(3, octets(37));
      for (int bit = 0; bit < 8 * sealed.length; bit++) {
        byte[] flipped = sealed.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        assertThat(pair.open(3, TYPE, flipped)).as("seed %d, bit %d", SEED, bit).isNull();
      }
      assertThat(pair.open(3, TYPE, sealed)).isNotNull();
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void rejectsAnotherTypeOrSequenceNumber(CipherSuite suite) throws EngineException {
    if (suite.mac().size() == 0) {
      return;
    }
    try (Pair pair = new Pair(suite, 16)) {
      byte[] sealed = pair.seal(3, octets(40));
      for (int bit = 0; bit < 8; bit++) {
        assertThat(pair.open(3, TYPE ^ 1 << bit, sealed)).isNull();
      }
      for (int bit = 0; bit < 16; bit++) {
        assertThat(pair.open(3 ^ 1 << bit, TYPE, sealed)).isNull();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void rejectsEveryTruncation(CipherSuite suite) throws EngineException {
    if (suite.mac().size() < 10) {
      return;
    }
    try (Pair pair = new Pair(suite, 16)) {
      byte[] sealed = pair.seal(3, octets(300));
      for (int length = 0; length < sealed.length; length++) {
        assertThat(pair.open(3, TYPE, Arrays.copyOf(sealed, length)))
            .as("seed %d, length %d", SEED, length)
            .isNull();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 7, 16, 255})
  void opensRecordsOfAnyWindowInAnyOrder(int keyRefresh) throws EngineException {
    try (Pair pair = new Pair(RC5_SHA, keyRefresh)) {
      for (int i = 0; i < 300; i++) {
        int sequence = i % 3 == 0 ? random.nextInt(65536) : i;
        byte[] content = octets(20);
        byte[] sealed = pair.seal(sequence, content);
        assertThat(pair.open(sequence, TYPE, sealed))
            .as("seed %d, round %d, sequence %d", SEED, i, sequence)
            .isEqualTo(content);
      }
    }
  }

  @Test
  void changesKeysFromWindowToWindow() throws EngineException {
    CountingSource counted = new CountingSource();
    ConnectionParameters parameters = WtlsKeys.clientSide(RC5_SHA, 3, octets(16), octets(16));
    try (var protection = new SoftwareRecordProtection(parameters, counted)) {
      for (int sequence = 0; sequence < 64; sequence++) {
        protection.seal(sequence, TYPE, new byte[20], 0, 20, new byte[48], 0);
      }
    }
    assertThat(counted.derived).isEqualTo(8);
    assertThat(counted.closed).isTrue();
  }

  @Test
  void keepsTheKeysInUseWhenRecordsAreForged() throws EngineException {
    CountingSource counted = new CountingSource();
    ConnectionParameters parameters = WtlsKeys.clientSide(RC5_SHA, 3, octets(16), octets(16));
    try (var writer = new SoftwareRecordProtection(parameters, new CountingSource());
        var reader = new SoftwareRecordProtection(parameters, counted)) {
      byte[] sealed = new byte[writer.sealedSize(20)];
      byte[] content = new byte[sealed.length];
      writer.seal(800, TYPE, octets(20), 0, 20, sealed, 0);
      assertThat(reader.open(800, TYPE, sealed, 0, sealed.length, content, 0)).isEqualTo(20);
      int before = counted.derived;

      for (int forged = 1000; forged < 1100; forged += 8) {
        int opened = reader.open(forged, TYPE, octets(48), 0, 48, new byte[48], 0);
        assertThat(opened).isEqualTo(RecordProtection.REJECTED);
      }
      int after = counted.derived;
      assertThat(after).isGreaterThan(before);
      assertThat(reader.open(800, TYPE, sealed, 0, sealed.length, content, 0)).isEqualTo(20);
      assertThat(counted.derived).as("derivations for the window in use").isEqualTo(after);
    }
  }

  @Test
  void keepsTheWindowBeforeForReorderedRecords() throws EngineException {
    CountingSource counted = new CountingSource();
    ConnectionParameters parameters = WtlsKeys.clientSide(RC5_SHA, 3, octets(16), octets(16));
    try (var writer = new SoftwareRecordProtection(parameters, new CountingSource());
        var reader = new SoftwareRecordProtection(parameters, counted)) {
      for (int sequence : new int[] {6, 8, 7, 9, 5, 10}) {
        byte[] sealed = new byte[writer.sealedSize(20)];
        writer.seal(sequence, TYPE, octets(20), 0, 20, sealed, 0);
        assertThat(reader.open(sequence, TYPE, sealed, 0, sealed.length, sealed, 0)).isEqualTo(20);
      }
      assertThat(counted.derived).isEqualTo(2);
    }
  }

  /** Key blocks that depend on the window only, and how many were asked for. */
  private static final class CountingSource implements KeyBlockSource {
    int derived;
    boolean closed;

    @Override
    public void keyBlock(Direction direction, int windowStart, byte[] block) {
      derived++;
      new Random(windowStart).nextBytes(block);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void allocatesNextToNothingWhileTheWindowStaysTheSame(CipherSuite suite) throws EngineException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    byte[] array = octets(400);
    try (Pair pair = new Pair(suite, 16)) {
      // The runtime itself allocates now and then, for instance when it tunes a var handle.
      long leastSealing = Long.MAX_VALUE;
      long leastOpening = Long.MAX_VALUE;
      for (int sequence = 0; sequence < 300; sequence++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        int size = pair.client.seal(sequence, TYPE, array, 0, 300, array, 0);
        long between = threads.getCurrentThreadAllocatedBytes();
        pair.server.open(sequence, TYPE, array, 0, size, array, 0);
        long after = threads.getCurrentThreadAllocatedBytes();
        leastSealing = Math.min(leastSealing, between - before);
        leastOpening = Math.min(leastOpening, after - between);
      }
      assertThat(leastSealing).as("sealing").isZero();
      assertThat(leastOpening).as("opening").isLessThanOrEqualTo(512);
    }
  }

  @Test
  void refusesArgumentsOutsideTheirBounds() throws EngineException {
    try (Pair pair = new Pair(RC5_SHA, 3)) {
      byte[] array = new byte[64];
      assertThatThrownBy(() -> pair.client.seal(65536, TYPE, array, 0, 8, array, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("sequence is not within 0 to 65535: 65536");
      assertThatThrownBy(() -> pair.client.open(-1, TYPE, array, 0, 8, array, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("sequence is not within 0 to 65535: -1");
      byte[] large = new byte[70000];
      assertThatThrownBy(() -> pair.client.open(0, TYPE, large, 0, 70000, large, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("length is above 65535: 70000");
      assertThatThrownBy(() -> pair.client.seal(0, TYPE, array, 0, 60, array, 0))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> pair.client.open(0, TYPE, array, 0, 64, array, 8))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }
}
