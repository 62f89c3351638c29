package wtls.core.machine;

import java.util.Arrays;
import wtls.api.engine.EngineException;
import wtls.api.engine.RecordProtection;
import wtls.protocol.connection.WriteState;
import wtls.protocol.record.RecordView;

/**
 * The keys that a connection has: none at first, then those of its session, and for records that an
 * in-place handshake has overtaken, those of the session before.
 */
final class States implements AutoCloseable {
  private WriteState clearWrite = WriteState.clear();
  private SecureState current;
  private SecureState previous;
  private byte[] scratch = new byte[0];

  /** Whether there is a session: the first handshake is over. */
  boolean isOpen() {
    return current != null;
  }

  SecureState current() {
    return current;
  }

  SecureState previous() {
    return previous;
  }

  /** The state for records to be sent now. */
  WriteState write() {
    return isOpen() ? current.write() : clearWrite;
  }

  /** Takes over the numbers of a copy of {@link #write} that records were tried out with. */
  void commitWrite(WriteState advanced) {
    if (isOpen()) {
      current.commit(advanced);
    } else {
      clearWrite = advanced;
    }
  }

  /** Goes on with another session. */
  void install(SecureState next) {
    dropPrevious();
    previous = current;
    current = next;
  }

  /** Stops reading records under the keys before the current ones, and wipes those. */
  void dropPrevious() {
    if (previous != null) {
      previous.close();
      previous = null;
    }
  }

  /** The content of a record, or null when it is not authentic under {@code state}. */
  byte[] open(SecureState state, RecordView record) throws EngineException {
    if (scratch.length < record.fragmentLength()) {
      Arrays.fill(scratch, (byte) 0);
      scratch = new byte[record.fragmentLength()];
    }
    int length = state.read().open(record, scratch);
    return length == RecordProtection.REJECTED ? null : Arrays.copyOf(scratch, length);
  }

  /** Wipes all keys. */
  @Override
  public void close() {
    dropPrevious();
    if (current != null) {
      current.close();
    }
    Arrays.fill(scratch, (byte) 0);
  }
}
