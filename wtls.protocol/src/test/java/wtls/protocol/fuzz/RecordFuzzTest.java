package wtls.protocol.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.protocol.alert.Alert;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.record.Datagrams;
import wtls.protocol.record.RecordHeader;
import wtls.protocol.record.RecordView;

/** Any datagram splits into records that lie within it, or is refused; so do alerts. */
class RecordFuzzTest {

  static Stream<byte[]> seeds() {
    return Seeds.datagrams();
  }

  @MethodSource("seeds")
  @FuzzTest
  void splitsAnyDatagram(byte[] datagram) {
    if (datagram == null) {
      return;
    }
    Datagrams.Split split = Datagrams.split(datagram, datagram.length);
    byte[] rebuilt = datagram.clone();
    int end = 0;
    for (RecordView record : split.records()) {
      assertThat(record.start()).isEqualTo(end);
      assertThat(record.fragmentLength()).isPositive();
      end = record.end();
      RecordHeader.write(
          rebuilt, record.start(), record.type(), record.sequence(), record.fragmentLength());
      checkAlert(record);
    }
    assertThat(rebuilt).isEqualTo(datagram);
    assertThat(split.problem().isEmpty()).isEqualTo(end == datagram.length && end > 0);
  }

  private static void checkAlert(RecordView record) {
    byte[] datagram = record.datagram();
    try {
      Alert alert = Alert.decode(datagram, record.fragmentOffset(), record.fragmentLength());
      assertThat(alert.encode())
          .isEqualTo(Arrays.copyOfRange(datagram, record.fragmentOffset(), record.end()));
    } catch (DecodeException e) {
      assertThat(e.offset()).isBetween(record.fragmentOffset(), record.end());
    }
  }
}
