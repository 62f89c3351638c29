package wtls.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class OctetReaderTest {
  private static final byte[] DATA = {1, 2, (byte) 0xFF, (byte) 0xFE, 5, 6, 7, 8};

  @Test
  void readsBigEndianUnsignedNumbers() throws DecodeException {
    OctetReader in = new OctetReader(DATA);

    assertThat(in.uint8("a")).isEqualTo(1);
    assertThat(in.uint16("b")).isEqualTo(0x02FF);
    assertThat(in.uint32("c")).isEqualTo(0xFE050607L);
    assertThat(in.remaining()).isEqualTo(1);
    assertThat(in.offset()).isEqualTo(7);
  }

  @Test
  void readsOnlyItsPartOfTheArray() throws DecodeException {
    OctetReader in = new OctetReader(DATA, 2, 3);

    assertThat(in.octets("a", 2)).containsExactly(0xFF, 0xFE);
    assertRefused(() -> in.uint16("b"), "b at offset 4: needs 2 octets, but 1 remain");
    assertThat(in.uint8("c")).isEqualTo(5);
    assertRefused(() -> in.uint8("d"), "d at offset 5: needs 1 octets, but 0 remain");
    in.expectEnd("all");
  }

  @Test
  void givesCopies() throws DecodeException {
    byte[] data = DATA.clone();
    byte[] octets = new OctetReader(data).octets("a", 4);
    octets[0] = 99;

    assertThat(data).isEqualTo(DATA);
  }

  @Test
  void checksTheBoundsOfAVector() throws DecodeException {
    assertThat(new OctetReader(new byte[] {2, 8, 9}).vector8("v", 0, 2)).containsExactly(8, 9);
    assertRefused(
        () -> new OctetReader(new byte[] {3, 8, 9, 9}).vector8("v", 0, 2),
        "v at offset 0: has length 3, which is not within 0 to 2");
    assertRefused(
        () -> new OctetReader(new byte[] {0, 0}).vector16("v", 1, 9),
        "v at offset 0: has length 0, which is not within 1 to 9");
  }

  @Test
  void refusesAVectorThatRunsPastTheEnd() {
    assertRefused(
        () -> new OctetReader(new byte[] {3, 8, 9}).vector8("v", 0, 255),
        "v at offset 0: has length 3, but 2 remain");
    assertRefused(
        () -> new OctetReader(new byte[] {(byte) 0xFF, (byte) 0xFF}).vector16("v", 0, 0xFFFF),
        "v at offset 0: has length 65535, but 0 remain");
    assertRefused(
        () -> new OctetReader(new byte[] {7}).vector16("v", 0, 0xFFFF),
        "v at offset 0: needs 2 octets, but 1 remain");
  }

  @Test
  void readsAVectorInPlace() throws DecodeException {
    OctetReader in = new OctetReader(new byte[] {0, 2, 8, 9, 7});
    OctetReader part = in.vectorReader16("v", 0, 9);

    assertThat(part.offset()).isEqualTo(2);
    assertThat(part.uint16("x")).isEqualTo(0x0809);
    assertRefused(() -> part.uint8("y"), "y at offset 4: needs 1 octets, but 0 remain");
    assertThat(in.uint8("z")).isEqualTo(7);
  }

  @Test
  void refusesWhatIsLeftOver() {
    assertRefused(
        () -> new OctetReader(DATA, 1, 3).expectEnd("all"),
        "all at offset 1: is followed by 3 octets too many");
  }

  @Test
  void givesBackWhatWasRead() throws DecodeException {
    OctetReader in = new OctetReader(DATA);
    in.skip(2);
    in.uint16("a");

    assertThat(in.since(1)).containsExactly(2, 0xFF, 0xFE);
    assertThatThrownBy(() -> in.skip(5)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> in.since(5)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void refusesAPartThatTheArrayDoesNotHave() {
    assertThatThrownBy(() -> new OctetReader(DATA, 4, 5))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void namesFieldAndOffsetWithoutAStackTrace() {
    DecodeException problem = new DecodeException("session_id", 7, "is odd");

    assertThat(problem.field()).isEqualTo("session_id");
    assertThat(problem.offset()).isEqualTo(7);
    assertThat(problem).hasMessage("session_id at offset 7: is odd");
    assertThat(problem.getStackTrace()).isEmpty();
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(DecodeException.class).hasMessage(message);
  }
}
