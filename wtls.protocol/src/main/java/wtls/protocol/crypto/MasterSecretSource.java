package wtls.protocol.crypto;

import java.util.Arrays;
import java.util.Objects;
import wtls.api.algorithm.PrfHash;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.EngineException;
import wtls.api.engine.KeyExpansion;

/** Key blocks from a master secret in memory. */
public final class MasterSecretSource implements KeyBlockSource {
  private final byte[] masterSecret;
  private final PrfHash hash;
  private final KeyExpansion write;
  private final KeyExpansion read;
  private final byte[] start = new byte[2];
  private Prf prf;
  private boolean closed;

  /**
   * A source for one connection.
   *
   * @param masterSecret copied; the copy is wiped by {@link #close}
   */
  public MasterSecretSource(byte[] masterSecret, ConnectionParameters parameters) {
    this.masterSecret = Objects.requireNonNull(masterSecret, "masterSecret").clone();
    this.hash = parameters.cipherSuite().mac().hash();
    this.write = parameters.write();
    this.read = parameters.read();
  }

  @Override
  public void keyBlock(Direction direction, int windowStart, byte[] block) throws EngineException {
    if (closed) {
      throw new EngineException(
          EngineException.Reason.CLOSED, "The key source is closed: make a new one.");
    }
    if (prf == null) {
      prf = Prf.keyed(masterSecret, hash);
    }
    KeyExpansion expansion = direction == Direction.WRITE ? write : read;
    start[0] = (byte) (windowStart >> 8);
    start[1] = (byte) windowStart;
    prf.derive(expansion.label(), block, start, expansion.seed());
  }

  /** Leaves the master secret only. */
  @Override
  public void relax() {
    if (prf != null) {
      prf.close();
      prf = null;
    }
  }

  @Override
  public void close() {
    relax();
    closed = true;
    Arrays.fill(masterSecret, (byte) 0);
  }

  boolean isWiped() {
    return prf == null && Arrays.equals(masterSecret, new byte[masterSecret.length]);
  }
}
