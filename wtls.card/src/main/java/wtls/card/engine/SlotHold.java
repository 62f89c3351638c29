package wtls.card.engine;

import wtls.card.wim.WimCard;

/** Holds one session slot of a card, so that it is not given away. Safe for any thread. */
public final class SlotHold implements AutoCloseable {
  private final WimCard card;
  private final int slot;
  private boolean closed;

  /**
   * @param slot is held already
   */
  public SlotHold(WimCard card, int slot) {
    this.card = card;
    this.slot = slot;
  }

  /** Its number, which is also that of the master secret in it. */
  public int slot() {
    return slot;
  }

  /** Lets go of it; the card wipes a secret that no record keeps. Idempotent, never throws. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      card.sessions().release(slot);
    }
  }
}
