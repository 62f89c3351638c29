package wtls.protocol.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import wtls.protocol.Vectors;
import wtls.protocol.record.ContentType;
import wtls.protocol.record.Datagrams;
import wtls.protocol.record.RecordView;

/** What fuzzing starts from: the test vectors. */
final class Seeds {
  private Seeds() {}

  /** The datagrams of all handshakes. */
  static Stream<byte[]> datagrams() {
    List<byte[]> datagrams = new ArrayList<>();
    for (JsonNode handshake : Vectors.json().get("handshakes")) {
      for (JsonNode flight : handshake.get("flights")) {
        datagrams.add(Vectors.hex(flight.get("datagram")));
      }
    }
    return datagrams.stream();
  }

  /** The handshake messages in them that are in the clear. */
  static Stream<byte[]> messages() {
    return datagrams()
        .flatMap(datagram -> Datagrams.split(datagram, datagram.length).records().stream())
        .filter(record -> !record.ciphered())
        .filter(record -> record.contentType().equals(Optional.of(ContentType.HANDSHAKE)))
        .map(Seeds::fragment);
  }

  private static byte[] fragment(RecordView record) {
    return Arrays.copyOfRange(
        record.datagram(),
        record.fragmentOffset(),
        record.fragmentOffset() + record.fragmentLength());
  }
}
