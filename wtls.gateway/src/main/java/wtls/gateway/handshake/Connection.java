package wtls.gateway.handshake;

import java.util.Arrays;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.EngineException;
import wtls.protocol.connection.ReadState;
import wtls.protocol.connection.WriteState;
import wtls.protocol.crypto.MasterSecretSource;
import wtls.protocol.crypto.SoftwareRecordProtection;
import wtls.protocol.record.RecordView;

/**
 * The read and write states of one connection and the keys under both (WAP-261 9.1). Owns the keys.
 */
final class Connection implements AutoCloseable {
  private final WriteState write;
  private final ReadState read;
  private final SoftwareRecordProtection protection;
  private final Established.Session session;

  private Connection(
      WriteState write,
      ReadState read,
      SoftwareRecordProtection protection,
      Established.Session session) {
    this.write = write;
    this.read = read;
    this.protection = protection;
    this.session = session;
  }

  /** A connection with no keys yet, to begin a handshake on. */
  static Connection clear() {
    return new Connection(WriteState.clear(), ReadState.clear(), null, null);
  }

  /**
   * A connection right after ChangeCipherSpec in both directions.
   *
   * @param masterSecret copied
   */
  static Connection secure(
      ConnectionParameters parameters, byte[] masterSecret, Established.Session session) {
    SoftwareRecordProtection protection =
        new SoftwareRecordProtection(parameters, new MasterSecretSource(masterSecret, parameters));
    return new Connection(
        WriteState.secure(protection), ReadState.secure(protection), protection, session);
  }

  boolean isSecure() {
    return protection != null;
  }

  WriteState write() {
    return write;
  }

  /** The session behind it; null while it has no keys. */
  Established.Session session() {
    return session;
  }

  /** The highest number that either direction has come to. */
  int highestSequence() {
    return Math.max(write.nextSequence() - 1, read.highestSequence());
  }

  /**
   * Opens a protected record that is authentic and new, and marks its number as seen.
   *
   * @return its content in a new array, or null
   */
  byte[] open(RecordView record) {
    byte[] content = new byte[record.fragmentLength()];
    try {
      return fitted(content, read.open(record, content));
    } catch (EngineException e) {
      throw failed(e);
    }
  }

  /**
   * Opens a protected record that is authentic, though it may have been seen before: for handshake
   * flights, which are repeated under their old numbers when only a part of them came through.
   *
   * @return its content in a new array, or null
   */
  byte[] openAgain(RecordView record) {
    if (protection == null || !record.ciphered() || record.sequence() < 0) {
      return null;
    }
    byte[] content = new byte[record.fragmentLength()];
    try {
      int length =
          protection.open(
              record.sequence(),
              record.type(),
              record.datagram(),
              record.fragmentOffset(),
              record.fragmentLength(),
              content,
              0);
      return fitted(content, length);
    } catch (EngineException e) {
      throw failed(e);
    }
  }

  /** Keeps no more than what keys can be made from, as the connection is idle. */
  void relax() {
    if (protection != null) {
      protection.relax();
    }
  }

  /** Wipes the keys. */
  @Override
  public void close() {
    if (protection != null) {
      protection.close();
    }
  }

  private static byte[] fitted(byte[] content, int length) {
    if (length < 0) {
      return null;
    }
    return length == content.length ? content : Arrays.copyOf(content, length);
  }

  /** Keys in memory do not fail: a closed connection was used. */
  static IllegalStateException failed(EngineException e) {
    return new IllegalStateException("A connection's keys are gone.", e);
  }
}
