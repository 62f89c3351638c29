package wtls.testkit.network;

import java.time.Duration;

/**
 * What chance does to the datagrams of one direction; each with a probability from 0 to 1.
 *
 * @param loss that a datagram is lost
 * @param duplication that it arrives twice
 * @param delay that it is held back, so that later ones overtake it
 * @param longestDelay how long it is held back at most
 * @param corruption that one to eight of its bits are flipped
 * @param truncation that its end is missing
 * @param replay that an earlier datagram of this direction arrives again after it
 */
public record Faults(
    double loss,
    double duplication,
    double delay,
    Duration longestDelay,
    double corruption,
    double truncation,
    double replay) {

  /** Everything arrives, once, in order, unchanged. */
  public static final Faults NONE = new Faults(0, 0, 0, Duration.ZERO, 0, 0, 0);

  public Faults {
    for (double probability :
        new double[] {loss, duplication, delay, corruption, truncation, replay}) {
      if (!(probability >= 0 && probability <= 1)) {
        throw new IllegalArgumentException(probability + " is no probability.");
      }
    }
  }

  public Faults withLoss(double probability) {
    return new Faults(
        probability, duplication, delay, longestDelay, corruption, truncation, replay);
  }

  public Faults withDuplication(double probability) {
    return new Faults(loss, probability, delay, longestDelay, corruption, truncation, replay);
  }

  public Faults withDelay(double probability, Duration longest) {
    return new Faults(loss, duplication, probability, longest, corruption, truncation, replay);
  }

  public Faults withCorruption(double probability) {
    return new Faults(loss, duplication, delay, longestDelay, probability, truncation, replay);
  }

  public Faults withTruncation(double probability) {
    return new Faults(loss, duplication, delay, longestDelay, corruption, probability, replay);
  }

  public Faults withReplay(double probability) {
    return new Faults(loss, duplication, delay, longestDelay, corruption, truncation, probability);
  }
}
