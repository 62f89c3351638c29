package wtls.testkit.engine;

import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.Derivation;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineProfile;
import wtls.api.engine.EngineSession;
import wtls.api.engine.KeyEstablishment;
import wtls.api.engine.KeyExchange;
import wtls.api.engine.KeyId;
import wtls.api.engine.RecordProtection;
import wtls.api.engine.SecurityEngine;
import wtls.api.engine.Ticket;
import wtls.api.session.Custody;
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
    KeyEstablishment establishment = super.establish(exchange);
    return new KeyEstablishment() {
      @Override
      public byte[] clientKeyExchange() {
        return establishment.clientKeyExchange();
      }

      @Override
      public EngineSession derive(Derivation derivation) throws EngineException {
        return new Watched(establishment.derive(derivation));
      }

      @Override
      public void close() {
        establishment.close();
      }
    };
  }

  @Override
  public EngineSession resume(SessionDescription session) throws EngineException {
    handshakes++;
    return new Watched(super.resume(session));
  }

  @Override
  public EngineSession adopt(Ticket ticket) throws EngineException {
    return new Watched(super.adopt(ticket));
  }

  private final class Watched implements EngineSession {
    private final EngineSession session;

    Watched(EngineSession session) {
      this.session = session;
    }

    @Override
    public RecordProtection protection(ConnectionParameters wanted) throws EngineException {
      newest = session;
      parameters = wanted;
      return session.protection(wanted);
    }

    @Override
    public Custody custody() {
      return session.custody();
    }

    @Override
    public boolean exposed() {
      return session.exposed();
    }

    @Override
    public byte[] sign(KeyId key, byte[] digest) throws EngineException {
      return session.sign(key, digest);
    }

    @Override
    public byte[] finished(Derivation derivation) throws EngineException {
      return session.finished(derivation);
    }

    @Override
    public boolean verifyFinished(Derivation derivation, byte[] received) throws EngineException {
      return session.verifyFinished(derivation, received);
    }

    @Override
    public void save(SessionDescription description) throws EngineException {
      session.save(description);
    }

    @Override
    public void forget() throws EngineException {
      session.forget();
    }

    @Override
    public Ticket release(
        SessionDescription description,
        ConnectionParameters connection,
        int writeSequence,
        int readSequence,
        EngineProfile target)
        throws EngineException {
      return session.release(description, connection, writeSequence, readSequence, target);
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
