package wtls.card.applet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {
  private static final short AT = 5;

  private final byte[] state = new byte[ReplayWindow.SIZE + AT];

  @Test
  void agreesWithASetOfAllNumbersSeen() {
    for (long seed = 0; seed < 200; seed++) {
      Arrays.fill(state, (byte) 0);
      Random random = new Random(seed);
      Set<Integer> seen = new HashSet<>();
      int highest = -1;
      int near = random.nextInt(0x10000);
      for (int i = 0; i < 300; i++) {
        int sequence =
            random.nextInt(40) == 0
                ? random.nextInt(0x10000)
                : Math.floorMod(near + random.nextInt(160) - 80, 0x10000);
        boolean fresh = sequence > highest || highest - sequence < 64 && !seen.contains(sequence);

        assertThat(ReplayWindow.isFresh(state, AT, (short) sequence))
            .as("seed %d, step %d, number %d, highest %d", seed, i, sequence, highest)
            .isEqualTo(fresh);
        if (fresh && random.nextBoolean()) {
          ReplayWindow.accept(state, AT, (short) sequence);
          seen.add(sequence);
          highest = Math.max(highest, sequence);
          near = highest;
        }
      }
    }
  }

  @Test
  void acceptsNumberZeroOnce() {
    assertThat(ReplayWindow.isFresh(state, AT, (short) 0)).isTrue();
    ReplayWindow.accept(state, AT, (short) 0);
    assertThat(ReplayWindow.isFresh(state, AT, (short) 0)).isFalse();
    assertThat(ReplayWindow.isFresh(state, AT, (short) 0xFFFF)).isTrue();
  }

  @Test
  void forgetsNothingAcrossTheSignBit() {
    for (int sequence = 0x7FF0; sequence < 0x8010; sequence++) {
      assertThat(ReplayWindow.isFresh(state, AT, (short) sequence)).isTrue();
      ReplayWindow.accept(state, AT, (short) sequence);
    }
    for (int sequence = 0x7FF0; sequence < 0x8010; sequence++) {
      assertThat(ReplayWindow.isFresh(state, AT, (short) sequence)).isFalse();
    }
    assertThat(ReplayWindow.isFresh(state, AT, (short) 0x7FCF)).isFalse();
    assertThat(ReplayWindow.isFresh(state, AT, (short) 0x7FE0)).isTrue();
  }

  @Test
  void letsAFlightThatWasLostInLateAndOnce() {
    for (int sequence = 0; sequence < 200; sequence++) {
      if (sequence < 19 || sequence > 21) {
        ReplayWindow.accept(state, AT, (short) sequence, sequence == 5);
      }
    }

    assertThat(ReplayWindow.mayOpen(state, AT, (short) 19, false)).isFalse();
    assertThat(ReplayWindow.mayOpen(state, AT, (short) 5, true)).isFalse();
    for (int sequence = 19; sequence <= 21; sequence++) {
      assertThat(ReplayWindow.mayOpen(state, AT, (short) sequence, true)).isTrue();
      ReplayWindow.accept(state, AT, (short) sequence, true);
      assertThat(ReplayWindow.mayOpen(state, AT, (short) sequence, true)).isFalse();
    }
    assertThat(ReplayWindow.mayOpen(state, AT, (short) 20, true)).isFalse();
    assertThat(ReplayWindow.mayOpen(state, AT, (short) 199, true)).isFalse();
    assertThat(ReplayWindow.mayOpen(state, AT, (short) 200, false)).isTrue();
  }
}
