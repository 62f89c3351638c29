package wtls.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OctetWriterTest {

  @Test
  void writesBigEndianNumbersAndVectors() {
    OctetWriter out = new OctetWriter(1);
    out.uint8(0xFF).uint16(0xFE01).uint32(0xFFFFFFFEL).vector8(new byte[] {7});
    out.vector16(new byte[] {8, 9}).octets(new byte[] {1, 2, 3, 4}, 1, 2);

    assertThat(out.toByteArray())
        .containsExactly(0xFF, 0xFE, 1, 0xFF, 0xFF, 0xFF, 0xFE, 1, 7, 0, 2, 8, 9, 2, 3);
    assertThat(out.size()).isEqualTo(15);
  }

  @Test
  void fillsInALengthAfterwards() {
    OctetWriter out = new OctetWriter();
    int begin = out.begin16();
    out.uint8(5).uint8(6);
    out.end16(begin).uint8(7);

    assertThat(out.toByteArray()).containsExactly(0, 2, 5, 6, 7);
  }

  @Test
  void wipesTheArrayItOutgrows() {
    OctetWriter out = new OctetWriter(2);
    out.uint16(0x0102);
    byte[] outgrown = out.array();
    out.uint8(3);

    assertThat(outgrown).containsExactly(0, 0);
    assertThat(out.toByteArray()).containsExactly(1, 2, 3);
  }

  @Test
  void wipesWhatItClears() {
    OctetWriter out = new OctetWriter(4);
    out.uint16(0x0102);
    out.clear();

    assertThat(out.size()).isZero();
    assertThat(out.array()).containsOnly(0);
  }

  @Test
  void makesRoomAndTakesItBack() {
    OctetWriter out = new OctetWriter(2);
    out.uint8(1);
    int start = out.reserve(3);
    out.array()[start] = 9;

    assertThat(start).isEqualTo(1);
    assertThat(out.toByteArray()).containsExactly(1, 9, 0, 0);
    out.truncate(1);
    assertThat(out.toByteArray()).containsExactly(1);
    assertThat(out.array()[1]).isZero();
  }

  @Test
  void refusesValuesThatDoNotFit() {
    OctetWriter out = new OctetWriter();

    assertThatThrownBy(() -> out.uint8(256))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("256 does not fit a field of 0 to 255.");
    assertThatThrownBy(() -> out.uint16(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> out.uint32(1L << 32)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> out.vector8(new byte[256]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> out.vector16(new byte[65_536]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
