package wtls.protocol.connection;

import wtls.api.engine.EngineException;
import wtls.api.engine.RecordProtection;
import wtls.protocol.codec.OctetWriter;
import wtls.protocol.record.ContentType;
import wtls.protocol.record.RecordHeader;
import wtls.protocol.record.RecordType;

/**
 * One direction's state for sending: the next sequence number and the protection (WAP-261 9.1).
 * Does not own the protection. A record that its engine fails to seal takes no sequence number, so
 * it can be sealed again once another engine is there.
 */
public final class WriteState {
  /** The highest sequence number; no record may follow it (WAP-261 9.2.3.1). */
  public static final int LAST_SEQUENCE = 0xFFFF;

  private RecordProtection protection;
  private int next;

  private WriteState(RecordProtection protection, int next) {
    this.protection = protection;
    this.next = next;
  }

  /** The state before any ChangeCipherSpec: records in the clear, numbered from 0. */
  public static WriteState clear() {
    return new WriteState(null, 0);
  }

  /** The state after ChangeCipherSpec: protected records, numbered from 0. */
  public static WriteState secure(RecordProtection protection) {
    return new WriteState(protection, 0);
  }

  /** Whether records are protected. */
  public boolean isSecure() {
    return protection != null;
  }

  /** The sequence number of the next record, 0 to {@link #LAST_SEQUENCE} + 1. */
  public int nextSequence() {
    return next;
  }

  /** Whether no record may follow: the connection must be closed or renewed before. */
  public boolean isExhausted() {
    return next > LAST_SEQUENCE;
  }

  /** Puts another engine's protection in place, between two records. */
  public void replaceProtection(RecordProtection replacement) {
    if (protection == null) {
      throw new IllegalStateException("A clear write state has no protection to replace.");
    }
    protection = replacement;
  }

  /** Another state with the same protection and next number, to try out records with. */
  public WriteState copy() {
    return new WriteState(protection, next);
  }

  /**
   * Appends one record to a datagram and counts it.
   *
   * @param lengthField whether it carries its length; it must unless it is the datagram's last
   * @throws EngineException when the protection cannot seal it; nothing has been counted then
   * @throws SequenceExhaustedException when the numbers have run out
   */
  public void append(OctetWriter datagram, ContentType type, byte[] content, boolean lengthField)
      throws EngineException {
    if (isExhausted()) {
      throw new SequenceExhaustedException();
    }
    int octet =
        type.number()
            | RecordType.SEQUENCE
            | (lengthField ? RecordType.LENGTH : 0)
            | (isSecure() ? RecordType.CIPHER : 0);
    int size = isSecure() ? protection.sealedSize(content.length) : content.length;
    int start = datagram.reserve(RecordHeader.size(lengthField) + size);
    int fragment = start + RecordHeader.size(lengthField);
    byte[] out = datagram.array();
    try {
      RecordHeader.write(out, start, octet, next, size);
      if (isSecure()) {
        protection.seal(next, octet, content, 0, content.length, out, fragment);
      } else {
        System.arraycopy(content, 0, out, fragment, size);
      }
    } catch (EngineException | RuntimeException e) {
      datagram.truncate(start);
      throw e;
    }
    next++;
  }
}
