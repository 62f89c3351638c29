package wtls.protocol.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {

  @Test
  void takesEachNumberOnce() {
    ReplayWindow window = new ReplayWindow();

    assertThat(window.highest()).isEqualTo(-1);
    assertThat(window.isFresh(0)).isTrue();
    window.accept(0);
    assertThat(window.isFresh(0)).isFalse();
    assertThat(window.isFresh(1)).isTrue();
  }

  @Test
  void takesLateNumbersWithinThirtyTwo() {
    ReplayWindow window = new ReplayWindow();
    window.accept(100);

    assertThat(window.isFresh(69)).isTrue();
    assertThat(window.isFresh(68)).isFalse();
    window.accept(69);
    assertThat(window.isFresh(69)).isFalse();
    assertThat(window.highest()).isEqualTo(100);
  }

  @Test
  void forgetsAllWhenItJumpsFar() {
    ReplayWindow window = new ReplayWindow();
    window.accept(5);
    window.accept(37);

    assertThat(window.isFresh(36)).isTrue();
    assertThat(window.isFresh(6)).isTrue();
    assertThat(window.isFresh(5)).isFalse();
    window.accept(65_535);
    assertThat(window.isFresh(65_535)).isFalse();
    assertThat(window.isFresh(65_534)).isTrue();
  }

  @Test
  void asksChangeNothing() {
    ReplayWindow window = new ReplayWindow();

    assertThat(window.isFresh(9)).isTrue();
    assertThat(window.isFresh(9)).isTrue();
    assertThat(window.highest()).isEqualTo(-1);
  }

  @Test
  void agreesWithASetOfAllNumbers() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    ReplayWindow window = new ReplayWindow();
    Set<Integer> seen = new HashSet<>();
    int highest = -1;
    for (int i = 0; i < 50_000; i++) {
      int sequence = Math.max(0, highest - 40 + random.nextInt(i % 100 == 0 ? 120 : 45));
      boolean fresh = sequence > highest - 32 && !seen.contains(sequence);
      assertThat(window.isFresh(sequence)).as("seed %d, step %d", seed, i).isEqualTo(fresh);
      if (fresh) {
        window.accept(sequence);
        seen.add(sequence);
        highest = Math.max(highest, sequence);
        assertThat(window.highest()).isEqualTo(highest);
      }
    }
  }
}
