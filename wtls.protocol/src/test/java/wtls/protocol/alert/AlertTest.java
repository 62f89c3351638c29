package wtls.protocol.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import wtls.protocol.Vectors;
import wtls.protocol.codec.DecodeException;

class AlertTest {

  @ParameterizedTest
  @EnumSource
  void decodesWhatItEncodes(AlertDescription description) throws DecodeException {
    for (AlertLevel level : AlertLevel.values()) {
      Alert alert = new Alert(level, description, 0x8badf00d);

      byte[] octets = alert.encode();

      assertThat(octets)
          .containsExactly(level.number(), description.number(), 0x8b, 0xad, 0xf0, 0x0d);
      assertThat(Alert.decode(octets, 0, octets.length)).isEqualTo(alert);
      assertThat(alert.description()).contains(description);
    }
  }

  @Test
  void decodesInPlace() throws DecodeException {
    byte[] data = {9, 9, 2, 5, 0, 0, 0, 1, 9};

    assertThat(Alert.decode(data, 2, 6))
        .isEqualTo(new Alert(AlertLevel.CRITICAL, AlertDescription.NO_CONNECTION, 1));
  }

  @Test
  void keepsUnknownDescriptions() throws DecodeException {
    Alert alert = Alert.decode(new byte[] {1, (byte) 200, 0, 0, 0, 0}, 0, 6);

    assertThat(alert.code()).isEqualTo(200);
    assertThat(alert.description()).isEmpty();
    assertThat(alert).hasToString("warning alert 200");
  }

  @ParameterizedTest
  @CsvSource({"0", "4", "255"})
  void refusesUnknownLevels(int level) {
    byte[] octets = {(byte) level, 0, 0, 0, 0, 0};

    assertThatThrownBy(() -> Alert.decode(octets, 0, 6))
        .isInstanceOf(DecodeException.class)
        .hasMessage("alert.level at offset 0: is " + level + ", not 1, 2 or 3");
  }

  @Test
  void refusesEveryOtherLength() {
    byte[] octets = {1, 0, 0, 0, 0, 0, 0};
    for (int length = 0; length < 6; length++) {
      int cut = length;
      assertThatThrownBy(() -> Alert.decode(octets, 0, cut)).isInstanceOf(DecodeException.class);
    }
    assertThatThrownBy(() -> Alert.decode(octets, 0, 7))
        .hasMessage("alert at offset 6: is followed by 1 octets too many");
  }

  @Test
  void refusesACodeThatIsNoOctet() {
    assertThatThrownBy(() -> new Alert(AlertLevel.FATAL, 256, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The code of an alert is not within 0 to 255: 256");
  }

  @Test
  void namesAlertsAsTheSpecificationDoes() {
    assertThat(new Alert(AlertLevel.FATAL, AlertDescription.HANDSHAKE_FAILURE, 0))
        .hasToString("fatal handshake_failure");
    assertThat(AlertDescription.CONNECTION_CLOSE_NOTIFY.standardName())
        .isEqualTo("connection_close_notify");
    assertThat(AlertDescription.values()).hasSize(32);
  }

  @Test
  void sendsFiveAlertsAlwaysInTheClear() {
    assertThat(Arrays.stream(AlertDescription.values()).filter(AlertDescription::alwaysClear))
        .extracting(AlertDescription::number)
        .containsExactly(5, 20, 21, 22, 30);
  }

  @Test
  void agreesWithTheVectorsOnChecksums() {
    JsonNode vectors = Vectors.json().get("alert_checksum");
    assertThat(vectors).isNotEmpty();
    for (JsonNode vector : vectors) {
      byte[] record = Vectors.hex(vector.get("record"));
      int checksum = Integer.parseUnsignedInt(vector.get("checksum").asText(), 16);
      byte[] shifted = new byte[record.length + 3];
      System.arraycopy(record, 0, shifted, 3, record.length);

      assertThat(AlertChecksum.of(record, 0, record.length)).isEqualTo(checksum);
      assertThat(AlertChecksum.of(shifted, 3, record.length)).isEqualTo(checksum);
    }
  }

  @Test
  void hasNoChecksumOfNothing() {
    assertThat(AlertChecksum.of(new byte[0], 0, 0)).isEqualTo(AlertChecksum.NONE);
  }
}
