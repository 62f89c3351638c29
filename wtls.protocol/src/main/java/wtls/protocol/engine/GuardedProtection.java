package wtls.protocol.engine;

import wtls.api.engine.EngineException;
import wtls.api.engine.RecordProtection;

/**
 * A record protection that its session can close from another thread, but never in the middle of a
 * record: half-wiped keys would seal it for everybody to read.
 */
final class GuardedProtection implements RecordProtection {
  private final GuardedSession session;
  private final RecordProtection protection;

  GuardedProtection(GuardedSession session, RecordProtection protection) {
    this.session = session;
    this.protection = protection;
  }

  @Override
  public int sealedSize(int length) {
    return protection.sealedSize(length);
  }

  @Override
  public int seal(
      int sequence,
      int recordType,
      byte[] content,
      int contentOffset,
      int length,
      byte[] sealed,
      int sealedOffset)
      throws EngineException {
    synchronized (session) {
      return protection.seal(
          sequence, recordType, content, contentOffset, length, sealed, sealedOffset);
    }
  }

  @Override
  public int open(
      int sequence,
      int recordType,
      byte[] sealed,
      int sealedOffset,
      int length,
      byte[] content,
      int contentOffset)
      throws EngineException {
    synchronized (session) {
      return protection.open(
          sequence, recordType, sealed, sealedOffset, length, content, contentOffset);
    }
  }

  @Override
  public void close() {
    synchronized (session) {
      protection.close();
      session.forgetProtection(this);
    }
  }
}
