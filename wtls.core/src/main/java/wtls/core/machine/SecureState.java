package wtls.core.machine;

import wtls.api.client.Negotiated;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.EngineSession;
import wtls.api.engine.RecordProtection;
import wtls.api.session.SessionDescription;
import wtls.protocol.connection.ReadState;
import wtls.protocol.connection.WriteState;

/**
 * One session behind a connection: its secrets in the engine, and both directions' states. Owns the
 * engine session and the protection, and closes them.
 */
final class SecureState implements AutoCloseable {
  private final ConnectionParameters parameters;
  private final ReadState read;
  private EngineSession session;
  private RecordProtection protection;
  private WriteState write;
  private SessionDescription description;
  private Negotiated negotiated;

  SecureState(EngineSession session, RecordProtection protection, ConnectionParameters parameters) {
    this.session = session;
    this.protection = protection;
    this.parameters = parameters;
    this.read = ReadState.secure(protection);
    this.write = WriteState.secure(protection);
  }

  EngineSession session() {
    return session;
  }

  ConnectionParameters parameters() {
    return parameters;
  }

  ReadState read() {
    return read;
  }

  WriteState write() {
    return write;
  }

  /** Takes over the numbers of a copy that records were tried out with. */
  void commit(WriteState advanced) {
    write = advanced;
  }

  SessionDescription description() {
    return description;
  }

  Negotiated negotiated() {
    return negotiated;
  }

  void describe(SessionDescription newDescription, Negotiated newNegotiated) {
    description = newDescription;
    negotiated = newNegotiated;
  }

  /** Goes on with another engine's session, which must derive the same keys. Closes the old one. */
  void replace(EngineSession adopted, RecordProtection itsProtection) {
    EngineSession old = session;
    RecordProtection oldProtection = protection;
    session = adopted;
    protection = itsProtection;
    read.replaceProtection(itsProtection);
    write.replaceProtection(itsProtection);
    oldProtection.close();
    old.close();
  }

  @Override
  public void close() {
    protection.close();
    session.close();
  }
}
