package wtls.card.wim;

/**
 * A connection whose keys are in the card.
 *
 * @param number the card's number for it
 * @param clientFinished the client's verify data, 12 octets; empty when it was not asked for
 */
public record CardConnection(int number, byte[] clientFinished) {
  @Override
  public String toString() {
    return "connection " + number;
  }
}
