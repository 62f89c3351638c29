package wtls.testkit.network;

import java.util.HexFormat;
import java.util.StringJoiner;
import java.util.zip.CRC32;
import wtls.protocol.handshake.HandshakeType;
import wtls.protocol.record.ContentType;
import wtls.protocol.record.Datagrams;
import wtls.protocol.record.RecordView;

/** A datagram in one line: its records by name, size and check sum. */
final class DatagramText {
  private static final int SHOWN = 24;

  private DatagramText() {}

  static String of(byte[] datagram) {
    StringJoiner records = new StringJoiner(", ");
    Datagrams.Split split = Datagrams.split(datagram, datagram.length);
    split.records().forEach(record -> records.add(of(record)));
    split.problem().ifPresent(problem -> records.add("malformed"));
    CRC32 sum = new CRC32();
    sum.update(datagram);
    String hex = HexFormat.of().formatHex(datagram, 0, Math.min(SHOWN, datagram.length));
    return String.format("%4d %08x  %s  [%s]", datagram.length, sum.getValue(), records, hex);
  }

  private static String of(RecordView record) {
    String number = record.sequence() < 0 ? "" : " " + record.sequence();
    String name =
        record.contentType().map(type -> name(type, record)).orElse("type " + record.type());
    return (record.ciphered() ? "{" + name + "}" : name) + number;
  }

  private static String name(ContentType type, RecordView record) {
    if (type == ContentType.HANDSHAKE && !record.ciphered()) {
      int number = record.datagram()[record.fragmentOffset()] & 0xFF;
      return HandshakeType.of(number).map(Object::toString).orElse("handshake " + number);
    }
    return type.toString();
  }
}
