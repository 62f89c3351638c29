package wtls.testkit.engine;

import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.Derivation;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineSession;
import wtls.api.engine.KeyEstablishment;
import wtls.api.engine.KeyExchange;
import wtls.api.engine.Outlook;
import wtls.api.engine.RecordProtection;
import wtls.api.engine.SecurityEngine;
import wtls.api.engine.Ticket;
import wtls.api.session.SessionDescription;
import wtls.protocol.record.ContentType;
import wtls.protocol.record.RecordHeader;
import wtls.protocol.record.RecordType;

/**
 * An engine that gives away what its newest session can do, so that tests can make authentic
 * records that neither machine would ever send.
 */
public final class InsiderEngine extends DelegatingEngine {
  private EngineSession newest;
  private ConnectionParameters parameters;
  private int handshakes;

  public InsiderEngine(SecurityEngine engine) {
    super(engine);
  }

  /** How many sessions were established or resumed. */
  public int handshakes() {
    return handshakes;
  }

  /** A record as the phone would send it, with any content and number. */
  public byte[] asPhone(int sequence, ContentType type, byte[] content) throws EngineException {
    return seal(parameters, sequence, type, content);
  }

  /** A record as the gateway would send it. */
  public byte[] asGateway(int sequence, ContentType type, byte[] content) throws EngineException {
    ConnectionParameters mirrored =
        new ConnectionParameters(
            parameters.cipherSuite(),
            parameters.keyRefresh(),
            parameters.read(),
            parameters.write());
    return seal(mirrored, sequence, type, content);
  }

  private byte[] seal(ConnectionParameters side, int sequence, ContentType type, byte[] content)
      throws EngineException {
    try (RecordProtection protection = newest.protection(side)) {
      int octet = type.number() | RecordType.LENGTH | RecordType.SEQUENCE | RecordType.CIPHER;
      int header = RecordHeader.size(true);
      int size = protection.sealedSize(content.length);
      byte[] record = new byte[header + size];
      RecordHeader.write(record, 0, octet, sequence, size);
      protection.seal(sequence, octet, content, 0, content.length, record, header);
      return record;
    }
  }

  @Override
  public KeyEstablishment establish(KeyExchange exchange) throws EngineException {
    handshakes++;
    return new DelegatingEstablishment(super.establish(exchange)) {
      @Override
      public EngineSession derive(Derivation derivation) throws EngineException {
        return new Watched(super.derive(derivation));
      }
    };
  }

  @Override
  public EngineSession resume(SessionDescription session, Outlook outlook) throws EngineException {
    handshakes++;
    return new Watched(super.resume(session, outlook));
  }

  @Override
  public EngineSession adopt(Ticket ticket) throws EngineException {
    return new Watched(super.adopt(ticket));
  }

  private final class Watched extends DelegatingSession {
    private final EngineSession session;

    Watched(EngineSession session) {
      super(session);
      this.session = session;
    }

    @Override
    public RecordProtection protection(ConnectionParameters wanted) throws EngineException {
      newest = session;
      parameters = wanted;
      return super.protection(wanted);
    }
  }
}
