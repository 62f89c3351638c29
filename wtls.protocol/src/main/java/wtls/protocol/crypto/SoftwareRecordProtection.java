package wtls.protocol.crypto;

import java.util.Arrays;
import java.util.Objects;
import wtls.api.algorithm.CipherSuite;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.EngineException;
import wtls.api.engine.RecordProtection;
import wtls.api.engine.Ticket;

/**
 * Record protection in memory (WAP-261 9.2.3), over key blocks from any source.
 *
 * <p>Keys of a window are derived when a record first needs them. Two windows are kept in each
 * direction, so that records may be reordered across a refresh; older ones are derived again. While
 * the window stays the same, sealing allocates nothing and opening at most 512 octets: Bouncy
 * Castle gives out chaining values as copies only.
 *
 * <p>Opening neither tells nor times why a record was rejected, and a rejected record pushes out no
 * keys of authentic ones. Any thread may call; one call at a time is served, so that no record
 * meets keys that are half wiped. Blocks only as the source does.
 */
public final class SoftwareRecordProtection implements RecordProtection {
  private final CipherSuite suite;
  private final int keyRefresh;
  private final KeyBlockSource source;
  private final DirectionKeys write;
  private final DirectionKeys read;
  private Workbench workbench;
  private boolean closed;

  /**
   * The protection of one connection.
   *
   * @param source is closed together with this protection
   */
  public SoftwareRecordProtection(ConnectionParameters parameters, KeyBlockSource source) {
    this.suite = parameters.cipherSuite();
    this.keyRefresh = parameters.keyRefresh();
    this.source = Objects.requireNonNull(source, "source");
    this.write = new DirectionKeys(Direction.WRITE, parameters.write(), suite);
    this.read = new DirectionKeys(Direction.READ, parameters.read(), suite);
  }

  @Override
  public int sealedSize(int length) {
    return Workbench.sealedSize(suite, length);
  }

  @Override
  public synchronized int seal(
      int sequence,
      int recordType,
      byte[] content,
      int contentOffset,
      int length,
      byte[] sealed,
      int sealedOffset)
      throws EngineException {
    checkRecord(sequence, length);
    Objects.checkFromIndexSize(contentOffset, length, content.length);
    Objects.checkFromIndexSize(sealedOffset, sealedSize(length), sealed.length);
    WindowKeys keys = write.window(WtlsKeys.windowStart(sequence, keyRefresh), source);
    write.confirm(keys);
    System.arraycopy(content, contentOffset, sealed, sealedOffset, length);
    return workbench().seal(keys, sequence, recordType, sealed, sealedOffset, length);
  }

  @Override
  public synchronized int open(
      int sequence,
      int recordType,
      byte[] sealed,
      int sealedOffset,
      int length,
      byte[] content,
      int contentOffset)
      throws EngineException {
    checkRecord(sequence, length);
    Objects.checkFromIndexSize(sealedOffset, length, sealed.length);
    Objects.checkFromIndexSize(contentOffset, length, content.length);
    WindowKeys keys = read.window(WtlsKeys.windowStart(sequence, keyRefresh), source);
    System.arraycopy(sealed, sealedOffset, content, contentOffset, length);
    int opened = workbench().open(keys, sequence, recordType, content, contentOffset, length);
    if (opened == REJECTED) {
      Arrays.fill(content, contentOffset, contentOffset + length, (byte) 0);
    } else {
      read.confirm(keys);
    }
    return opened;
  }

  private void checkRecord(int sequence, int length) throws EngineException {
    if (closed) {
      throw new EngineException(
          EngineException.Reason.CLOSED, "The record protection is closed: make a new one.");
    }
    if (sequence < 0 || sequence > 0xFFFF) {
      throw new IllegalArgumentException("sequence is not within 0 to 65535: " + sequence);
    }
    if (length > 0xFFFF) {
      throw new IllegalArgumentException("length is above 65535: " + length);
    }
  }

  private Workbench workbench() {
    if (workbench == null) {
      workbench = new Workbench(suite);
    }
    return workbench;
  }

  /**
   * The key blocks of the windows in use: what a ticket of kind {@link Ticket.KeyWindow} carries.
   *
   * @return new arrays; the caller wipes them
   */
  public synchronized Ticket.KeyWindow keyWindow() throws EngineException {
    checkRecord(0, 0);
    byte[] writeBlock = new byte[suite.keyBlockSize()];
    byte[] readBlock = new byte[suite.keyBlockSize()];
    source.keyBlock(Direction.WRITE, write.start(), writeBlock);
    source.keyBlock(Direction.READ, read.start(), readBlock);
    return new Ticket.KeyWindow(write.start(), writeBlock, read.start(), readBlock);
  }

  /**
   * Drops all working memory but the key octets of the current windows, because the connection is
   * idle. The next record makes it anew.
   */
  public synchronized void relax() {
    source.relax();
    write.relax();
    read.relax();
    if (workbench != null) {
      workbench.wipe();
      workbench = null;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    relax();
    write.wipe();
    read.wipe();
    source.close();
  }

  boolean isRelaxed() {
    return workbench == null && write.isRelaxed() && read.isRelaxed();
  }

  boolean isWiped() {
    return workbench == null && write.isWiped() && read.isWiped();
  }
}
