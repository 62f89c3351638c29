package wtls.card.applet;

/** A card's power: may be told to fail before the n-th write of a persistent octet from now. */
final class Power {
  private int left = Integer.MAX_VALUE;
  private int writes;

  /** The failure; the card answers it with 6F00, or not at all. */
  static final class Cut extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** From now on that many writes succeed, then none until {@link #restore}. */
  void cutAfter(int successful) {
    left = successful;
  }

  void restore() {
    left = Integer.MAX_VALUE;
  }

  /** Writes since the card was made. */
  int writes() {
    return writes;
  }

  boolean failed() {
    return left == 0;
  }

  void spend() {
    if (left == 0) {
      throw new Cut();
    }
    left--;
    writes++;
  }
}
