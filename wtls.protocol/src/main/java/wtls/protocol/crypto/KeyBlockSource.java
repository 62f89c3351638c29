package wtls.protocol.crypto;

import wtls.api.engine.EngineException;

/**
 * Where the key blocks of one connection come from: a master secret here, or a card that keeps one
 * to itself. Called by one thread at a time, and blocks as long as the engine behind it does.
 */
@FunctionalInterface
public interface KeyBlockSource extends AutoCloseable {

  /**
   * Derives one key block, before any export derivation (WAP-261 11.2).
   *
   * @param windowStart the sequence number with which the key window begins
   * @param block is filled whole; its owner wipes it
   * @throws EngineException when the engine cannot derive it; {@code block} is then of no use
   */
  void keyBlock(Direction direction, int windowStart, byte[] block) throws EngineException;

  /** Drops what can be derived again, because the connection is idle. Does nothing by default. */
  default void relax() {}

  /** Wipes what this source keeps. Idempotent, never throws; does nothing by default. */
  @Override
  default void close() {}
}
