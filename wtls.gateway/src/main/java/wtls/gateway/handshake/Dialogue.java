package wtls.gateway.handshake;

import wtls.protocol.alert.Alert;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.alert.AlertLevel;
import wtls.protocol.connection.AlertLedger;
import wtls.protocol.record.ContentType;
import wtls.protocol.record.RecordType;
import wtls.protocol.record.RecordView;

/**
 * What all exchanges with one client have in common, across its connections: what alert checksums
 * refer to, how records are sent, and the time.
 */
final class Dialogue {
  private static final int TYPICAL_FLIGHT = 512;

  private final ServerContext context;
  private final ServerOutput output;
  private final AlertLedger ledger = new AlertLedger();
  private boolean lengthOfLast = true;
  private long now;

  Dialogue(ServerContext context, ServerOutput output) {
    this.context = context;
    this.output = output;
  }

  ServerContext context() {
    return context;
  }

  ServerOutput output() {
    return output;
  }

  AlertLedger ledger() {
    return ledger;
  }

  /** Milliseconds since 1970. */
  long now() {
    return now;
  }

  void setNow(long now) {
    this.now = now;
  }

  /**
   * Notes a record that counts as received. A client that leaves out a length where it can gets
   * records without as well.
   */
  void received(RecordView record) {
    ledger.received(record);
    lengthOfLast = RecordType.hasLength(record.type());
  }

  /** A datagram to be filled. */
  Outgoing outgoing() {
    return new Outgoing(ledger, lengthOfLast, TYPICAL_FLIGHT);
  }

  /** A datagram with one record under the connection's current keys. */
  byte[] single(Connection connection, ContentType type, byte[] content) {
    int room = content.length + 64;
    return new Outgoing(ledger, lengthOfLast, room).last(connection, type, content);
  }

  /** A datagram with one alert under the connection's current keys, if it has any. */
  byte[] alert(Connection connection, AlertLevel level, AlertDescription description) {
    Alert alert = new Alert(level, description, ledger.checksumToSend());
    return single(connection, ContentType.ALERT, alert.encode());
  }

  /** Answers a datagram that came before with what it was answered then; false for other ones. */
  boolean repeat(FlightMemory flights, byte[] digest) {
    return switch (flights.recall(digest)) {
      case NEW -> false;
      case PENDING -> true;
      case ANSWERED -> {
        transmit(flights.answer(digest));
        yield true;
      }
    };
  }

  void transmit(byte[] datagram) {
    output.transmit(datagram);
  }
}
