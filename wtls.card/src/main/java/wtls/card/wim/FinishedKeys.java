package wtls.card.wim;

import java.util.Arrays;

/**
 * What comes out of a card at the end of a handshake.
 *
 * @param clientFinished the client's verify data, 12 octets
 * @param serverFinished the server's, 12 octets, to compare with in constant time
 * @param clientBlock the client's key block for the window that begins with record 0; secret
 * @param serverBlock the server's; secret
 */
public record FinishedKeys(
    byte[] clientFinished, byte[] serverFinished, byte[] clientBlock, byte[] serverBlock)
    implements AutoCloseable {

  /** Wipes all of it. */
  @Override
  public void close() {
    for (byte[] part : new byte[][] {clientFinished, serverFinished, clientBlock, serverBlock}) {
      Arrays.fill(part, (byte) 0);
    }
  }

  @Override
  public String toString() {
    return "finished values, and key blocks of " + clientBlock.length + " octets";
  }
}
