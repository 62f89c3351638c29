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
 * refer to, which flights may be repeated, and the time.
 */
final class Dialogue {
  private static final int TYPICAL_FLIGHT = 512;

  private final ServerContext context;
  private final ServerOutput output;
  private final AlertLedger ledger = new AlertLedger();
  private FlightMemory flights = new FlightMemory();
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

  FlightMemory flights() {
    return flights;
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

  void transmit(byte[] datagram) {
    output.transmit(datagram);
  }
}
