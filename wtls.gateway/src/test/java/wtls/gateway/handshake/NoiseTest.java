package wtls.gateway.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.algorithm.KeyExchangeSuite;

/**
 * Whatever comes, nothing throws, and a live connection lives on. The seed is in the test's name.
 */
class NoiseTest {
  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void survivesAnyOctets(long seed) {
    Random noise = new Random(seed);
    var random = Bench.seeded(seed);
    Bench bench = new Bench(Bench.lenient(1), random);
    ScriptedClient client = new ScriptedClient(random, KeyExchangeSuite.RSA, 0, FlowTest.SUITE);
    byte[] hello = client.hello();
    byte[] flight = bench.answer(hello);
    byte[] second = client.answer(flight);
    client.conclude(bench.answer(second));
    byte[] data = client.data("data");
    List<byte[]> samples = List.of(hello, flight, second, data);

    for (int i = 0; i < 3000; i++) {
      byte[] octets =
          i % 3 == 0 ? noise(noise) : mutated(noise, samples.get(noise.nextInt(samples.size())));
      bench.now += 10;
      bench.receive(octets);
      bench.machine.timer(bench.now);
    }

    assertThat(bench.closures).isEmpty();
    FlowTest.exchangePayloads(bench, client);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void survivesAnyOctetsInThePlaceOfAFirstDatagram(long seed) {
    Random noise = new Random(seed);
    var random = Bench.seeded(seed);
    ScriptedClient client = new ScriptedClient(random, KeyExchangeSuite.RSA, 0, FlowTest.SUITE);
    byte[] hello = client.hello();
    for (int i = 0; i < 1000; i++) {
      Bench bench = new Bench(Bench.lenient(1), random);
      byte[] octets = i % 2 == 0 ? noise(noise) : mutated(noise, hello);
      NoConnection.beginsHandshake(octets);
      NoConnection.answer(octets);
      bench.receive(octets);
      assertThat(bench.machine.isConnected()).isFalse();
    }
  }

  private static byte[] noise(Random random) {
    byte[] octets = new byte[random.nextInt(200)];
    random.nextBytes(octets);
    if (octets.length > 0) {
      octets[0] = (byte) (0x40 | random.nextInt(16) << 4 | random.nextInt(6));
    }
    return octets;
  }

  private static byte[] mutated(Random random, byte[] sample) {
    byte[] octets = Arrays.copyOf(sample, 1 + random.nextInt(sample.length + 10));
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
    }
    return octets;
  }
}
