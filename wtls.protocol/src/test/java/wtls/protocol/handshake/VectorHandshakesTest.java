package wtls.protocol.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.protocol.Vectors;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.record.ContentType;
import wtls.protocol.record.Datagrams;
import wtls.protocol.record.RecordHeader;
import wtls.protocol.record.RecordView;

/** Decodes the datagrams of all the vectors' handshakes, and encodes them again. */
class VectorHandshakesTest {

  static Stream<JsonNode> handshakes() {
    return StreamSupport.stream(Vectors.json().get("handshakes").spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("handshakes")
  void decodesAndEncodesEveryDatagram(JsonNode handshake) throws DecodeException {
    KeyExchangeSuite suite = null;
    for (JsonNode flight : handshake.get("flights")) {
      byte[] datagram = Vectors.hex(flight.get("datagram"));
      Datagrams.Split split = Datagrams.split(datagram, datagram.length);

      assertThat(split.problem()).isEmpty();
      assertThat(rebuild(split.records(), datagram.length)).isEqualTo(datagram);
      for (RecordView record : split.records()) {
        suite = checkRecord(record, suite);
      }
    }
  }

  private static KeyExchangeSuite checkRecord(RecordView record, KeyExchangeSuite suite)
      throws DecodeException {
    if (record.ciphered() || record.contentType().orElseThrow() != ContentType.HANDSHAKE) {
      return suite;
    }
    int offset = record.fragmentOffset();
    int length = record.fragmentLength();
    HandshakeMessage message = Handshakes.decode(record.datagram(), offset, length, suite);
    byte[] original = Arrays.copyOfRange(record.datagram(), offset, offset + length);
    assertThat(Handshakes.peek(record.datagram(), offset, length)).isEqualTo(message.type());
    if (message instanceof ClientHello hello && !hello.clientKeyIds().isEmpty()) {
      suite = hello.clientKeyIds().get(0).known().orElseThrow();
    }
    assertThat(Handshakes.encode(message, suite)).isEqualTo(original);
    return suite;
  }

  private static byte[] rebuild(List<RecordView> records, int size) {
    byte[] out = new byte[size];
    for (RecordView record : records) {
      RecordHeader.write(
          out, record.start(), record.type(), record.sequence(), record.fragmentLength());
      System.arraycopy(
          record.datagram(),
          record.fragmentOffset(),
          out,
          record.fragmentOffset(),
          record.fragmentLength());
    }
    return out;
  }
}
