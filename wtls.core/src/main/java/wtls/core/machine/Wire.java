package wtls.core.machine;

import wtls.api.engine.EngineException;
import wtls.protocol.alert.Alert;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.alert.AlertLevel;
import wtls.protocol.codec.OctetWriter;
import wtls.protocol.connection.AlertLedger;
import wtls.protocol.connection.SequenceExhaustedException;
import wtls.protocol.connection.WriteState;
import wtls.protocol.record.ContentType;

/** The datagram being made, and the note of its records for alert checksums. */
final class Wire {
  private final Outputs outputs;
  private final AlertLedger ledger = new AlertLedger();
  private final OctetWriter datagram = new OctetWriter();

  Wire(Outputs outputs) {
    this.outputs = outputs;
  }

  AlertLedger ledger() {
    return ledger;
  }

  /** Begins a datagram, with these octets in front unless they are null. */
  Wire begin(byte[] prefix) {
    datagram.clear();
    if (prefix != null) {
      datagram.octets(prefix);
    }
    return this;
  }

  /** Appends a record; when the engine fails, neither datagram nor state have changed. */
  Wire record(WriteState state, ContentType type, byte[] content, boolean lengthField)
      throws EngineException {
    int start = datagram.size();
    state.append(datagram, type, content, lengthField);
    ledger.sent(datagram.array(), start, datagram.size());
    return this;
  }

  /** Sends the datagram. */
  void transmit() {
    outputs.transmit(datagram.array(), datagram.size());
  }

  /** A copy of the datagram, to be sent again. */
  byte[] copy() {
    return datagram.toByteArray();
  }

  /** Sends an alert under {@code state}; one that cannot be sent is only told of. */
  void alert(WriteState state, AlertLevel level, AlertDescription description) {
    try {
      begin(null);
      Alert alert = new Alert(level, description, ledger.checksumToSend());
      record(state, ContentType.ALERT, alert.encode(), true).transmit();
    } catch (EngineException | SequenceExhaustedException e) {
      outputs.warned("Alert " + description.standardName() + " could not be sent.");
    }
  }

  /** Wipes the last datagram. */
  void wipe() {
    datagram.clear();
  }
}
