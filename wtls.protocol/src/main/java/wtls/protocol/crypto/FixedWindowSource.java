package wtls.protocol.crypto;

import java.util.Arrays;
import wtls.api.engine.EngineException;
import wtls.api.engine.Ticket;

/** The two key blocks of a {@link Ticket.KeyWindow}, and no others. */
public final class FixedWindowSource implements KeyBlockSource {
  private final int writeStart;
  private final byte[] writeBlock;
  private final int readStart;
  private final byte[] readBlock;
  private boolean closed;

  /**
   * A source for the windows that were handed over.
   *
   * @param window its blocks are copied; the copies are wiped by {@link #close}
   */
  public FixedWindowSource(Ticket.KeyWindow window) {
    writeStart = window.writeStart();
    writeBlock = window.writeBlock().clone();
    readStart = window.readStart();
    readBlock = window.readBlock().clone();
  }

  /**
   * {@inheritDoc}
   *
   * @throws EngineException {@link EngineException.Reason#WINDOW_ENDED} for any other window
   */
  @Override
  public void keyBlock(Direction direction, int windowStart, byte[] block) throws EngineException {
    if (closed) {
      throw new EngineException(
          EngineException.Reason.CLOSED, "The key source is closed: make a new one.");
    }
    boolean writing = direction == Direction.WRITE;
    int start = writing ? writeStart : readStart;
    byte[] held = writing ? writeBlock : readBlock;
    if (windowStart != start) {
      throw new EngineException(
          EngineException.Reason.WINDOW_ENDED,
          "Only the key window from "
              + start
              + " was handed over, not that from "
              + windowStart
              + ": begin an in-place handshake.");
    }
    if (block.length != held.length) {
      throw new EngineException(
          EngineException.Reason.FAILED,
          "The key block handed over has "
              + held.length
              + " octets, not "
              + block.length
              + ": hand over with the session's own cipher suite.");
    }
    System.arraycopy(held, 0, block, 0, block.length);
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(writeBlock, (byte) 0);
    Arrays.fill(readBlock, (byte) 0);
  }

  boolean isWiped() {
    return Arrays.equals(writeBlock, new byte[writeBlock.length])
        && Arrays.equals(readBlock, new byte[readBlock.length]);
  }
}
