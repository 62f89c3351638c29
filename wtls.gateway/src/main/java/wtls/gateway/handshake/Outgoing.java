package wtls.gateway.handshake;

import wtls.api.engine.EngineException;
import wtls.protocol.codec.OctetWriter;
import wtls.protocol.connection.AlertLedger;
import wtls.protocol.record.ContentType;

/** A datagram in the making: records one behind the other, each noted in the ledger of alerts. */
final class Outgoing {
  private static final byte[] CHANGE_CIPHER_SPEC = {1};

  private final OctetWriter octets;
  private final AlertLedger ledger;
  private final boolean lengthOfLast;

  /**
   * @param lengthOfLast whether also the last record carries its length: some peers need it
   */
  Outgoing(AlertLedger ledger, boolean lengthOfLast, int capacity) {
    this.octets = new OctetWriter(capacity);
    this.ledger = ledger;
    this.lengthOfLast = lengthOfLast;
  }

  /** Adds a record that another will follow. */
  Outgoing then(Connection connection, ContentType type, byte[] content) {
    return append(connection, type, content, true);
  }

  /** Adds ChangeCipherSpec, which always comes before Finished. */
  Outgoing thenChangeCipherSpec(Connection connection) {
    return then(connection, ContentType.CHANGE_CIPHER_SPEC, CHANGE_CIPHER_SPEC);
  }

  /** Adds the last record and gives out the datagram. */
  byte[] last(Connection connection, ContentType type, byte[] content) {
    append(connection, type, content, lengthOfLast);
    return octets.toByteArray();
  }

  private Outgoing append(Connection connection, ContentType type, byte[] content, boolean length) {
    int start = octets.size();
    try {
      connection.write().append(octets, type, content, length);
    } catch (EngineException e) {
      throw Connection.failed(e);
    }
    ledger.sent(octets.array(), start, octets.size());
    return this;
  }
}
