package wtls.card.wim;

/** How a session is to be kept. */
public enum StoreOption {
  /** Not given away when room is short. */
  FAVOURITE(0x01),
  /** Its secret may be read out after the PIN. */
  PORTABLE(0x04),
  /** Its secret serves the card's own records only; the card knows, and is not told. */
  ENGINE_ONLY(0);

  private final int bit;

  StoreOption(int bit) {
    this.bit = bit;
  }

  int bit() {
    return bit;
  }
}
