package wtls.card.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import wtls.api.card.CardException;

class CommandApduTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0, 8022F301",
    "0, 1, 8022F30101",
    "0, 256, 8022F30100",
    "0, 257, 8022F301000101",
    "0, 65536, 8022F301000000",
    "1, 0, 8022F3010100",
    "1, 12, 8022F30101000C",
    "1, 256, 8022F301010000",
    "1, 300, 8022F30100000100012C",
    "1, 65536, 8022F3010000010000" + "00",
  })
  void isEncodedAsShortAsPossible(int data, int expected, String octets) {
    CommandApdu command = new CommandApdu(0x80, 0x22, 0xF3, 1, new byte[data], expected);
    assertThat(HexFormat.of().withUpperCase().formatHex(command.encode())).isEqualTo(octets);
    assertThat(CommandApdu.parse(command.encode())).contains(command);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 254, 255, 256, 257, 1000, 65535})
  void survivesItsEncoding(int data) {
    for (int expected : new int[] {0, 1, 255, 256, 257, 65535, 65536}) {
      CommandApdu command = new CommandApdu(0x91, 0x32, 0xC4, 0x82, new byte[data], expected);
      assertThat(CommandApdu.parse(command.encode())).contains(command);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "802200", "802200000201", "8022000001010101", "80220000000005010203"})
  void isNotParsedFromAnythingElse(String octets) {
    assertThat(CommandApdu.parse(HexFormat.of().parseHex(octets))).isEmpty();
  }

  @Test
  void doesNotShowItsData() {
    CommandApdu command = new CommandApdu(0x80, 0x20, 0, 1, new byte[] {0x31}, 0);
    assertThat(command).hasToString("80 20 00 01, 1 octets, expects 0");
  }

  @Test
  void responsesHaveAStatusWord() throws Exception {
    assertThat(ResponseApdu.parse(new byte[] {1, (byte) 0x63, (byte) 0xC2}))
        .hasToString("1 octets, 63C2, 2 tries left");
    assertThatThrownBy(() -> ResponseApdu.parse(new byte[] {1}))
        .isInstanceOf(CardException.class)
        .hasMessage("The card answered without a status word: pull it, clean it, insert it again.");
  }
}
