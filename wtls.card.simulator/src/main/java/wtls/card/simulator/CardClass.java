package wtls.card.simulator;

/** What a simulated card can do: the three embodiments that need a card. */
public enum CardClass {
  /** Keeps keys and session records. */
  STORAGE(1),
  /** Also derives and keeps master secrets. */
  CRYPTO(2),
  /** Also seals and opens records. */
  FULL(3);

  private final int number;

  CardClass(int number) {
    this.number = number;
  }

  /** 1 to 3, as people and files call it. */
  public int number() {
    return number;
  }

  /**
   * The class with a number.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static CardClass of(int number) {
    for (CardClass cardClass : values()) {
      if (cardClass.number == number) {
        return cardClass;
      }
    }
    throw new IllegalArgumentException(
        "There is no card class " + number + ": give 1 (storage), 2 (crypto) or 3 (full).");
  }
}
