package wtls.gateway.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.algorithm.KeyExchangeSuite;

/**
 * A client that repeats itself gets through, whatever happens to its datagrams on the way. The seed
 * is in the name of the test.
 */
class FaultyNetworkTest {
  private static final int SEEDS = 150;
  private static final int ROUNDS = 60;

  static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }

  /** What the network does to datagrams on their way to the server. */
  private static final class Network {
    private final Random random;
    private final Bench bench;
    private final List<byte[]> seen = new ArrayList<>();
    private final List<byte[]> late = new ArrayList<>();
    private boolean corrupts = true;

    Network(long seed, Bench bench) {
      this.random = new Random(seed);
      this.bench = bench;
    }

    /** What comes back of a datagram, and of whatever else arrives about now; a third is lost. */
    List<byte[]> send(byte[] datagram) {
      List<byte[]> arriving = new ArrayList<>();
      if (random.nextInt(10) < 7) {
        (random.nextInt(5) == 0 ? late : arriving).add(datagram);
      }
      if (corrupts && random.nextInt(4) == 0) {
        arriving.add(corrupted(datagram));
      }
      if (random.nextInt(4) == 0) {
        arriving.add(Arrays.copyOf(datagram, random.nextInt(datagram.length)));
      }
      if (random.nextInt(3) == 0 && !seen.isEmpty()) {
        arriving.add(seen.get(random.nextInt(seen.size())));
      }
      if (random.nextInt(3) == 0 && !late.isEmpty()) {
        arriving.add(late.remove(0));
      }
      seen.add(datagram);
      List<byte[]> answers = new ArrayList<>();
      for (byte[] next : arriving) {
        bench.now += 200;
        answers.addAll(bench.receive(next));
      }
      answers.removeIf(answer -> random.nextInt(10) < 3);
      return answers;
    }

    private byte[] corrupted(byte[] datagram) {
      byte[] corrupted = datagram.clone();
      for (int i = 0; i <= random.nextInt(3); i++) {
        corrupted[random.nextInt(corrupted.length)] ^= (byte) (1 << random.nextInt(8));
      }
      return corrupted;
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void completesAFullHandshakeAndDeliversEachPayloadOnce(long seed) {
    var random = Bench.seeded(seed);
    Bench bench = new Bench(Bench.lenient(1), random);
    Network network = new Network(seed, bench);
    KeyExchangeSuite[] suites = {
      KeyExchangeSuite.RSA, KeyExchangeSuite.ECDH_ECDSA, KeyExchangeSuite.ECDH_ANON
    };
    ScriptedClient client = new ScriptedClient(random, suites[(int) (seed % 3)], 0, FlowTest.SUITE);

    complete(network, bench, client);

    deliver(network, bench, client);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void resumesAndDeliversEachPayloadOnce(long seed) {
    var random = Bench.seeded(seed);
    Bench bench = new Bench(Bench.lenient(1), random);
    ScriptedClient client = new ScriptedClient(random, KeyExchangeSuite.RSA, 0, FlowTest.SUITE);
    FlowTest.connect(bench, client);
    bench.restart();
    Network network = new Network(seed, bench);
    // The answer to a corrupted ClientHello looks like one to the client's own.
    network.corrupts = false;
    byte[] finished = client.answer(until(network, client.hello(), 0x02));
    network.corrupts = true;

    deliver(network, bench, client, finished);
  }

  /**
   * A corrupted ClientHello may begin a handshake of its own, so a client may have to begin anew.
   */
  private static void complete(Network network, Bench bench, ScriptedClient client) {
    for (int attempt = 0; attempt < 10; attempt++) {
      byte[] flight = until(network, client.hello(), 0x02);
      byte[] second = client.answer(flight);
      for (int i = 0; i < 10; i++) {
        for (byte[] answer : network.send(second)) {
          if ((answer[0] & 0x0f) == 1) {
            client.conclude(answer);
            return;
          }
        }
      }
      bench.now += 41_000;
      bench.machine.timer(bench.now);
      bench.take();
      if (!bench.closures.isEmpty()) {
        bench.restart();
      }
    }
    throw new AssertionError("No handshake in 10 attempts.");
  }

  /** Sends until an answer comes that begins with this handshake message. */
  private static byte[] until(Network network, byte[] datagram, int messageType) {
    for (int i = 0; i < ROUNDS; i++) {
      for (byte[] answer : network.send(datagram)) {
        if ((answer[0] & 0x0f) == 3 && isAnswerTo(answer, messageType)) {
          return answer;
        }
      }
      network.bench.now += 41_000;
      network.bench.machine.timer(network.bench.now);
      network.bench.take();
      if (!network.bench.closures.isEmpty()) {
        network.bench.restart();
      }
    }
    throw new AssertionError("No answer in " + ROUNDS + " rounds.");
  }

  private static boolean isAnswerTo(byte[] answer, int messageType) {
    return answer[5] == messageType;
  }

  private static void deliver(Network network, Bench bench, ScriptedClient client) {
    deliver(network, bench, client, new byte[0]);
  }

  /** Each payload is a record of its own, sent again as a new record until it has come. */
  private static void deliver(Network network, Bench bench, ScriptedClient client, byte[] before) {
    for (int i = 0; i < 20; i++) {
      int records = 0;
      int had = bench.delivered.size();
      while (bench.delivered.stream().skip(had).noneMatch(isText("payload " + i))) {
        network.send(RepetitionTest.join(before, client.data("payload " + i)));
        assertThat(++records)
            .describedAs(
                "rounds; refused %s, closed %s, established %s, half open %s",
                bench.reasons, bench.closures, bench.established, bench.machine.isHalfOpen())
            .isLessThan(ROUNDS);
      }
    }
    for (byte[] payload : bench.delivered) {
      assertThat(new String(payload)).matches("payload \\d+");
    }
    // No record twice: at most as many deliveries as records that the client has made.
    assertThat(bench.delivered.size()).isLessThan(client.write.nextSequence());
    assertThat(bench.closures).isEmpty();
  }

  private static java.util.function.Predicate<byte[]> isText(String text) {
    return payload -> new String(payload).equals(text);
  }
}
