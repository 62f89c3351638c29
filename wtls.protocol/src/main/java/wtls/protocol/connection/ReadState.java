package wtls.protocol.connection;

import wtls.api.engine.EngineException;
import wtls.api.engine.RecordProtection;
import wtls.protocol.record.ContentType;
import wtls.protocol.record.RecordView;
import wtls.protocol.record.ReplayWindow;

/**
 * One direction's state for receiving: the replay window and the protection. Does not own the
 * protection. Nothing changes before a record has proved authentic (WAP-261 9.2.3.1).
 */
public final class ReadState {
  private final ReplayWindow window = new ReplayWindow();
  private RecordProtection protection;

  /** The highest number of a record that belonged to a handshake. */
  private int newestHandshake = -1;

  private ReadState(RecordProtection protection) {
    this.protection = protection;
  }

  /** The state before any ChangeCipherSpec. */
  public static ReadState clear() {
    return new ReadState(null);
  }

  /** The state after ChangeCipherSpec. */
  public static ReadState secure(RecordProtection protection) {
    return new ReadState(protection);
  }

  /** Whether records must be protected. */
  public boolean isSecure() {
    return protection != null;
  }

  /** The highest sequence number accepted, or -1 before the first. */
  public int highestSequence() {
    return window.highest();
  }

  /** Puts another engine's protection in place, between two records. */
  public void replaceProtection(RecordProtection replacement) {
    if (protection == null) {
      throw new IllegalStateException("A clear read state has no protection to replace.");
    }
    protection = replacement;
  }

  /**
   * Opens a protected record, or copies a clear one, in {@code content}; when it is authentic,
   * marks its number as seen.
   *
   * <p>The replay window moves on with the data, while a flight that was lost is repeated under its
   * old numbers (WAP-261 10.4). So a record of a handshake is never too old, as long as it is newer
   * than all such records before it.
   *
   * @param content takes the content from index 0 on; as long as the fragment at least
   * @return octets of content, or {@link RecordProtection#REJECTED} for a record that is not
   *     authentic, was seen before, is too old, or does not fit the state
   */
  public int open(RecordView record, byte[] content) throws EngineException {
    if (record.sequence() < 0 || record.ciphered() != isSecure()) {
      return RecordProtection.REJECTED;
    }
    boolean handshake = isOfHandshake(record);
    boolean inWindow = window.isFresh(record.sequence());
    if (!inWindow && !(handshake && isLate(record.sequence()))) {
      return RecordProtection.REJECTED;
    }
    int length = record.fragmentLength();
    if (isSecure()) {
      length =
          protection.open(
              record.sequence(),
              record.type(),
              record.datagram(),
              record.fragmentOffset(),
              record.fragmentLength(),
              content,
              0);
    } else {
      System.arraycopy(record.datagram(), record.fragmentOffset(), content, 0, length);
    }
    if (length != RecordProtection.REJECTED) {
      window.accept(record.sequence()); // Does nothing when it is older than the window.
      if (handshake) {
        newestHandshake = Math.max(newestHandshake, record.sequence());
      }
    }
    return length;
  }

  private boolean isLate(int sequence) {
    return sequence <= window.highest() - ReplayWindow.WIDTH && sequence > newestHandshake;
  }

  private static boolean isOfHandshake(RecordView record) {
    ContentType type = record.contentType().orElse(null);
    return type == ContentType.HANDSHAKE || type == ContentType.CHANGE_CIPHER_SPEC;
  }
}
