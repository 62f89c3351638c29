package wtls.gateway.handshake;

import java.nio.ByteBuffer;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.handshake.HandshakeType;
import wtls.protocol.handshake.Handshakes;
import wtls.protocol.record.ContentType;
import wtls.protocol.record.RecordView;

/**
 * The live connection with a client, if there is one, and for a while the one that an in-place
 * handshake put it in the place of: records that were still on their way arrive under the old keys.
 */
final class LiveConnection {
  /** How long records under the keys before are still delivered. */
  private static final long PREVIOUS_MILLIS = 10_000;

  /** After this long without a record, working memory is given back. */
  private static final long RELAX_MILLIS = 5_000;

  /** How long a connection is kept that the client says it does not know. */
  private static final long SUSPECT_MILLIS = 30_000;

  /** How often, and how many times, a client is told that its Finished has come. */
  private static final long REPORT_MILLIS = 500;

  private static final int MOST_REPORTS = 16;

  private final long idleMillis;
  private Connection current;
  private Connection previous;
  private long origin;
  private long previousUntil = Long.MAX_VALUE;
  private long idleAt = Long.MAX_VALUE;
  private long relaxAt = Long.MAX_VALUE;
  private long reportedAt;
  private int reportsLeft;

  LiveConnection(long idleMillis) {
    this.idleMillis = idleMillis;
  }

  boolean isOpen() {
    return current != null;
  }

  Connection current() {
    return current;
  }

  /** Puts a connection in place of any other, which is closed. */
  void replace(Connection next, byte[] beginning, long now) {
    close();
    current = next;
    origin = fingerprint(beginning);
    touched(now);
  }

  /** Continues under new keys. */
  void renew(Connection next, long now) {
    closePrevious();
    previous = current;
    previousUntil = now + PREVIOUS_MILLIS;
    current = next;
    touched(now);
  }

  /**
   * The client finished second, and repeats its Finished until it knows that it has come. What this
   * side has to send will tell it, if that does not take long.
   */
  void expectDuplicateFinished(long now) {
    reportsLeft = MOST_REPORTS;
    reportedAt = now;
  }

  /** Whether the connection began with this ClientHello, so that it is a late copy. */
  boolean beganWith(byte[] digest) {
    return current != null && origin == fingerprint(digest);
  }

  /**
   * Opens a protected record.
   *
   * @return its content in a new array; null when it is not authentic or not new
   */
  byte[] open(RecordView record, ContentType type, long now) {
    byte[] content = current.open(record);
    if (content == null && previous != null && type == ContentType.APPLICATION_DATA) {
      content = previous.open(record);
    }
    if (content != null) {
      touched(now);
    }
    return content;
  }

  /**
   * Whether a record that was not new is the client's Finished once more, and the client is to be
   * told that it has come (WAP-261 10.4).
   */
  boolean reportsDuplicate(RecordView record, ContentType type, long now) {
    if (reportsLeft == 0
        || type != ContentType.HANDSHAKE
        || record.sequence() != 0
        || now < reportedAt + REPORT_MILLIS
        || !isFinished(current.openAgain(record))) {
      return false;
    }
    reportsLeft--;
    reportedAt = now;
    return true;
  }

  private static boolean isFinished(byte[] message) {
    try {
      return message != null
          && Handshakes.peek(message, 0, message.length) == HandshakeType.FINISHED;
    } catch (DecodeException e) {
      return false;
    }
  }

  /** A record goes out or has come in. */
  void used(long now) {
    relaxAt = now + RELAX_MILLIS;
  }

  private void touched(long now) {
    used(now);
    idleAt = now + idleMillis;
  }

  /** The client seems not to know this connection; anyone could have said so. */
  void suspect(long now) {
    idleAt = Math.min(idleAt, now + SUSPECT_MILLIS);
  }

  boolean isIdle(long now) {
    return current != null && now >= idleAt;
  }

  /** When {@link #tidy} or {@link #isIdle} should be asked again. */
  long deadline() {
    return Math.min(Math.min(previousUntil, relaxAt), idleAt);
  }

  /** Gives back what is not needed any more. */
  void tidy(long now) {
    if (now >= previousUntil) {
      closePrevious();
    }
    if (now >= relaxAt && current != null) {
      current.relax();
      relaxAt = Long.MAX_VALUE;
    }
  }

  /** Wipes all keys. */
  void close() {
    closePrevious();
    if (current != null) {
      current.close();
      current = null;
    }
    idleAt = Long.MAX_VALUE;
    relaxAt = Long.MAX_VALUE;
    reportsLeft = 0;
  }

  private void closePrevious() {
    if (previous != null) {
      previous.close();
      previous = null;
    }
    previousUntil = Long.MAX_VALUE;
  }

  private static long fingerprint(byte[] digest) {
    return ByteBuffer.wrap(digest).getLong();
  }
}
