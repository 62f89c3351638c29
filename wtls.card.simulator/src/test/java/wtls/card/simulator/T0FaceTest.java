package wtls.card.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import wtls.api.card.CardException;

/** What T=0 makes of commands and answers (ISO 7816-3 12.2). */
class T0FaceTest {
  private final List<String> commands = new ArrayList<>();
  private byte[] next = Apdu.hex("9000");

  private final T0Face face =
      new T0Face(
          command -> {
            commands.add(HexFormat.of().withUpperCase().formatHex(command));
            return next.clone();
          });

  private String send(String command) throws CardException {
    return HexFormat.of().withUpperCase().formatHex(face.transmit(Apdu.hex(command)));
  }

  @Test
  void announcesAnAnswerToDataAndGivesItOnce() throws CardException {
    next = Apdu.hex("0102039000");

    assertThat(send("80100000 02 AABB 00")).isEqualTo("6103");
    assertThat(send("80C00000 03")).isEqualTo("0102039000");
    next = Apdu.hex("6985");

    assertThat(send("80C00000 03")).isEqualTo("6985");
    assertThat(commands).containsExactly("8010000002AABB00", "80C0000003");
  }

  @Test
  void givesAnAnswerInTheParts() throws CardException {
    next = Apdu.hex("01020304059000");
    send("80100000 01 AA");

    assertThat(send("00C00000 02")).isEqualTo("01026103");
    assertThat(send("00C00000 04")).isEqualTo("6C03");
    assertThat(send("00C00000 03")).isEqualTo("0304059000");
  }

  @Test
  void asksTheCardForAnyAnswerToData() throws CardException {
    send("80100000 02 AABB");

    assertThat(commands).containsExactly("8010000002AABB00");
  }

  @Test
  void saysTheRightLengthAndRunsTheCommandOnce() throws CardException {
    next = Apdu.hex("0102039000");

    assertThat(send("80120000 00")).isEqualTo("6C03");
    assertThat(send("80120000 03")).isEqualTo("0102039000");
    assertThat(commands).containsExactly("8012000000");
  }

  @Test
  void answersAtOnceWhenTheLengthIsRight() throws CardException {
    next = new byte[258];
    next[256] = (byte) 0x90;

    assertThat(face.transmit(Apdu.hex("80120000 00"))).hasSize(258);
  }

  @Test
  void announces256OctetsAsNone() throws CardException {
    next = new byte[258];
    next[256] = (byte) 0x90;

    assertThat(send("80100000 01 AA 00")).isEqualTo("6100");
    assertThat(face.transmit(Apdu.hex("80C00000 00"))).hasSize(258);
  }

  @Test
  void keepsTheStatusBehindTheAnswer() throws CardException {
    next = Arrays.copyOf(new byte[0], 258);
    next[256] = 0x61;
    next[257] = 0x10;

    assertThat(send("80100000 01 AA 00")).isEqualTo("6100");
    assertThat(face.transmit(Apdu.hex("80C00000 00"))).hasSize(258).endsWith(0x61, 0x10);
    next = Apdu.hex("01029000");
    assertThat(send("80C00000 02")).isEqualTo("01029000");
  }

  @Test
  void forgetsAnAnswerAtTheNextCommand() throws CardException {
    next = Apdu.hex("0102039000");
    send("80100000 01 AA 00");
    next = Apdu.hex("9000");
    send("80200000 01 BB");
    next = Apdu.hex("6985");

    assertThat(send("80C00000 03")).isEqualTo("6985");
  }

  @Test
  void passesErrorsAndShortCommandsOn() throws CardException {
    next = Apdu.hex("6982");

    assertThat(send("80100000 01 AA 00")).isEqualTo("6982");
    assertThat(send("80120000 10")).isEqualTo("6982");
    assertThat(send("80120000")).isEqualTo("6982");
    assertThat(send("80")).isEqualTo("6982");
  }
}
