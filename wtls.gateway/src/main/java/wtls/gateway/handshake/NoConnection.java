package wtls.gateway.handshake;

import java.util.List;
import java.util.Optional;
import wtls.protocol.alert.Alert;
import wtls.protocol.alert.AlertChecksum;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.alert.AlertLevel;
import wtls.protocol.record.ContentType;
import wtls.protocol.record.Datagrams;
import wtls.protocol.record.RecordHeader;
import wtls.protocol.record.RecordType;
import wtls.protocol.record.RecordView;

/** What becomes of datagrams from addresses that no machine serves (WAP-261 10.2.2). */
public final class NoConnection {
  /** Outside all counting: the receiver takes it with any number. */
  private static final int SEQUENCE = 0xFFFF;

  private NoConnection() {}

  /** Whether the datagram begins with a ClientHello in the clear, so that a machine is needed. */
  public static boolean beginsHandshake(byte[] datagram) {
    List<RecordView> records = Datagrams.split(datagram, datagram.length).records();
    if (records.isEmpty()) {
      return false;
    }
    RecordView first = records.get(0);
    return !first.ciphered()
        && first.sequence() >= 0
        && first.contentType().filter(ContentType.HANDSHAKE::equals).isPresent()
        && ClientDatagram.isHello(ClientDatagram.fragment(first));
  }

  /**
   * Tells a client that its connection is not known here: a datagram shorter than the client's own.
   * Empty where there is nothing to tell, above all in answer to alerts, so that two ends never
   * answer each other for ever.
   */
  public static Optional<byte[]> answer(byte[] datagram) {
    List<RecordView> records = Datagrams.split(datagram, datagram.length).records();
    boolean lost =
        records.stream()
            .filter(record -> record.ciphered() && record.sequence() >= 0)
            .flatMap(record -> record.contentType().stream())
            .anyMatch(type -> type != ContentType.ALERT);
    if (!lost) {
      return Optional.empty();
    }
    RecordView last = records.get(records.size() - 1);
    int checksum = AlertChecksum.of(datagram, last.start(), last.length());
    // A critical alert ends the connection and leaves the session to be resumed.
    byte[] content =
        new Alert(AlertLevel.CRITICAL, AlertDescription.NO_CONNECTION, checksum).encode();
    int header = RecordHeader.size(true);
    byte[] answer = new byte[header + content.length];
    int type = RecordType.of(ContentType.ALERT, false, true);
    RecordHeader.write(answer, 0, type, SEQUENCE, content.length);
    System.arraycopy(content, 0, answer, header, content.length);
    return answer.length <= datagram.length ? Optional.of(answer) : Optional.empty();
  }
}
