package wtls.card.simulator;

/**
 * How a simulated card behaves towards its reader.
 *
 * @param largestData the most octets of data in a command: 255 for short APDUs only, to {@value
 *     #MOST_DATA}
 * @param t0 whether it speaks T=0: short APDUs, 61xx and 6Cxx (ISO 7816-3)
 * @param sync whether what it remembers is forced to the disk before each answer, so that the whole
 *     machine may crash; a crash of the process alone never harms
 */
public record CardOptions(int largestData, boolean t0, boolean sync) {
  /** The longest data that Java Card knows. */
  public static final int MOST_DATA = 32767;

  /** T=1, extended APDUs, safe from crashes of the machine. */
  public static final CardOptions DEFAULT = new CardOptions(MOST_DATA, false, true);

  private static final int SHORT_DATA = 255;

  public CardOptions {
    if (largestData < SHORT_DATA || largestData > MOST_DATA) {
      throw new IllegalArgumentException(
          "A card cannot take " + largestData + " octets of data: give 255 to " + MOST_DATA + ".");
    }
    if (t0) {
      largestData = SHORT_DATA;
    }
  }

  /** The same with short APDUs only. */
  public CardOptions withShortApdus() {
    return new CardOptions(SHORT_DATA, t0, sync);
  }

  /** The same over T=0. */
  public CardOptions withT0() {
    return new CardOptions(largestData, true, sync);
  }

  /** The same without forcing writes to the disk: much faster where many cards are written. */
  public CardOptions withoutSync() {
    return new CardOptions(largestData, t0, false);
  }

  boolean knowsExtended() {
    return largestData > SHORT_DATA;
  }
}
