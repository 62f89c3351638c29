package wtls.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConstantTimeTest {
  private static final int[] VALUES = {0, 1, 2, 7, 8, 127, 128, 255, 256, 65535, 1 << 30};

  @Test
  void comparesLikeTheOperators() {
    for (int a : VALUES) {
      assertThat(ConstantTime.zeroMask(a)).isEqualTo(a == 0 ? -1 : 0);
      assertThat(ConstantTime.zeroMask(-a)).isEqualTo(a == 0 ? -1 : 0);
      for (int b : VALUES) {
        assertThat(ConstantTime.equalMask(a, b)).isEqualTo(a == b ? -1 : 0);
        assertThat(ConstantTime.lessMask(a, b)).isEqualTo(a < b ? -1 : 0);
        assertThat(ConstantTime.select(-1, a, b)).isEqualTo(a);
        assertThat(ConstantTime.select(0, a, b)).isEqualTo(b);
      }
    }
    assertThat(ConstantTime.zeroMask(Integer.MIN_VALUE)).isZero();
  }

  @Test
  void comparesArrays() {
    byte[] a = {1, 2, (byte) 0x80};
    assertThat(ConstantTime.equals(a, a.clone())).isTrue();
    assertThat(ConstantTime.equals(new byte[0], new byte[0])).isTrue();
    assertThat(ConstantTime.equals(a, new byte[] {1, 2})).isFalse();
    for (int bit = 0; bit < 24; bit++) {
      byte[] b = a.clone();
      b[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(ConstantTime.equals(a, b)).isFalse();
    }
  }

  @Test
  void choosesArrays() {
    byte[] a = {1, -2, 3};
    byte[] b = {4, 5, -128};
    assertThat(ConstantTime.select(-1, a, b)).isEqualTo(a).isNotSameAs(a);
    assertThat(ConstantTime.select(0, a, b)).isEqualTo(b).isNotSameAs(b);
    assertThatThrownBy(() -> ConstantTime.select(0, a, new byte[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The arrays differ in length: give two of equal length.");
  }
}
