package wtls.card.wim;

/**
 * A PIN of a card (WAP-260 9.4.6, 12.1.4).
 *
 * @param label its name
 * @param reference its number in the card's PIN commands
 * @param authId what keys refer to it by
 * @param general whether it is PIN-G, valid until the card is pulled; else it guards one
 *     non-repudiation key, for one signature each time
 * @param minimum the least number of characters
 * @param stored the most, which is what shorter ones are padded to
 * @param pad with what
 * @param canBeDisabled whether the card may be told to do without it
 */
public record WimPin(
    String label,
    int reference,
    int authId,
    boolean general,
    int minimum,
    int stored,
    byte pad,
    boolean canBeDisabled) {

  /**
   * What a card says of a PIN.
   *
   * @param needed whether it must be given before what it guards
   * @param blocked whether it has been wrong too often
   * @param triesLeft how often it may still be given; 0 when blocked, -1 when the card does not say
   */
  public record State(boolean needed, boolean blocked, int triesLeft) {}
}
