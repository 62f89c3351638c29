package wtls.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualNetworkTest {
  private static final Address A = new Address("a");
  private static final Address B = new Address("b");
  private static final int SENT = 1_000;

  private final List<byte[]> arrived = new ArrayList<>();

  private VirtualNetwork network(long seed, Faults faults) {
    arrived.clear();
    VirtualNetwork network = new VirtualNetwork(seed);
    network.attach(B, (from, datagram) -> arrived.add(datagram));
    network.setFaults(faults);
    for (int i = 0; i < SENT; i++) {
      byte[] datagram = {0x64, 0, 0, (byte) (i >> 8), (byte) i, 1, 2, 3, 4, 5};
      network.after(i, () -> network.send(A, B, datagram));
    }
    network.run(Duration.ofSeconds(10));
    return network;
  }

  private List<Integer> numbers() {
    return arrived.stream().map(d -> (d[3] & 0xFF) << 8 | d[4] & 0xFF).toList();
  }

  @Test
  void deliversInOrderAndUnchangedByDefault() {
    VirtualNetwork network = network(1, Faults.NONE);

    assertThat(arrived).hasSize(SENT);
    assertThat(numbers()).isSorted();
    assertThat(network.link(A, B).sent())
        .usingElementComparator(Arrays::compare)
        .isEqualTo(arrived);
  }

  @Test
  void losesWhatItIsToldTo() {
    network(2, Faults.NONE.withLoss(0.3));

    assertThat(arrived.size()).isBetween(600, 800);
  }

  @Test
  void duplicatesWhatItIsToldTo() {
    network(3, Faults.NONE.withDuplication(0.3));

    assertThat(arrived.size()).isBetween(1_200, 1_400);
    assertThat(new HashSet<>(numbers())).hasSize(SENT);
  }

  @Test
  void letsDatagramsOvertakeOthers() {
    network(4, Faults.NONE.withDelay(0.3, Duration.ofMillis(100)));

    assertThat(arrived).hasSize(SENT);
    assertThat(numbers()).isNotEqualTo(numbers().stream().sorted().toList());
  }

  @Test
  void flipsBitsAndCutsEnds() {
    VirtualNetwork network = network(5, Faults.NONE.withCorruption(0.2).withTruncation(0.1));

    List<byte[]> sent = network.link(A, B).sent();
    long changed =
        arrived.stream().filter(d -> sent.stream().noneMatch(s -> Arrays.equals(s, d))).count();
    assertThat(arrived).hasSize(SENT);
    assertThat(changed).isBetween(220L, 340L);
    assertThat(arrived).anyMatch(datagram -> datagram.length < 10);
  }

  @Test
  void replaysEarlierDatagrams() {
    network(6, Faults.NONE.withReplay(0.5));

    assertThat(arrived.size()).isBetween(1_400, 1_600);
  }

  @Test
  void givesWayToWhoeverIsOnTheWay() {
    VirtualNetwork network = new VirtualNetwork(7);
    network.attach(B, (from, datagram) -> arrived.add(datagram));
    network.link(A, B).setTamper(Tamper.dropping(1));
    for (byte i = 0; i < 3; i++) {
      network.send(A, B, new byte[] {i});
    }
    network.run(Duration.ofSeconds(1));

    assertThat(arrived).containsExactly(new byte[] {0}, new byte[] {2});
  }

  @Test
  void tellsTheSameStoryForTheSameSeed() {
    Faults all = new Faults(0.3, 0.2, 0.3, Duration.ofMillis(200), 0.1, 0.1, 0.2);

    String first = network(8, all).trace().fingerprint();
    String again = network(8, all).trace().fingerprint();
    String other = network(9, all).trace().fingerprint();

    assertThat(again).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void namesTheSeedInTheTrace() {
    assertThat(network(10, Faults.NONE).trace().toString()).startsWith("Seed 10\n");
  }

  @Test
  void stopsAtTheLimitWhenTheConditionNeverHolds() {
    VirtualNetwork network = new VirtualNetwork(11);
    long before = network.now();

    assertThat(network.runUntil(() -> false, Duration.ofSeconds(5))).isFalse();
    assertThat(network.now() - before).isEqualTo(5_000);
  }
}
