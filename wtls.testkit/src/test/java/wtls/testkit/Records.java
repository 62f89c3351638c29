package wtls.testkit;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import wtls.protocol.alert.Alert;
import wtls.protocol.alert.AlertChecksum;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.alert.AlertLevel;
import wtls.protocol.record.ContentType;
import wtls.protocol.record.Datagrams;
import wtls.protocol.record.RecordHeader;
import wtls.protocol.record.RecordType;
import wtls.protocol.record.RecordView;

/** Takes datagrams apart and makes others out of the pieces, as somebody on the way could. */
final class Records {
  private Records() {}

  /** The records of a datagram, header and all. */
  static List<byte[]> split(byte[] datagram) {
    List<byte[]> records = new ArrayList<>();
    for (RecordView view : Datagrams.split(datagram, datagram.length).records()) {
      records.add(Arrays.copyOfRange(datagram, view.start(), view.end()));
    }
    return records;
  }

  /** A datagram of these records. */
  static byte[] join(List<byte[]> records) {
    ByteArrayOutputStream datagram = new ByteArrayOutputStream();
    records.forEach(datagram::writeBytes);
    return datagram.toByteArray();
  }

  /** A datagram of these records, the clear ones numbered from {@code first} on. */
  static byte[] renumbered(List<byte[]> records, int first) {
    List<byte[]> numbered = new ArrayList<>();
    int next = first;
    for (byte[] record : records) {
      numbered.add(isClear(record) ? withSequence(record, next++) : record);
    }
    return join(numbered);
  }

  static RecordView view(byte[] record) {
    return Datagrams.split(record, record.length).records().get(0);
  }

  static boolean isClear(byte[] record) {
    return !view(record).ciphered();
  }

  static byte[] withSequence(byte[] record, int sequence) {
    byte[] copy = record.clone();
    copy[1] = (byte) (sequence >> 8);
    copy[2] = (byte) sequence;
    return copy;
  }

  /** A record in the clear. */
  static byte[] clear(ContentType type, int sequence, byte[] content) {
    int header = RecordHeader.size(true);
    byte[] record = new byte[header + content.length];
    int octet = type.number() | RecordType.SEQUENCE | RecordType.LENGTH;
    RecordHeader.write(record, 0, octet, sequence, content.length);
    System.arraycopy(content, 0, record, header, content.length);
    return record;
  }

  /** An alert in the clear that answers {@code answered}, a record that the victim has sent. */
  static byte[] clearAlert(
      AlertLevel level, AlertDescription description, int sequence, byte[] answered) {
    int checksum = AlertChecksum.of(answered, 0, answered.length);
    return clear(ContentType.ALERT, sequence, new Alert(level, description, checksum).encode());
  }
}
