package wtls.card.wim;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import wtls.api.algorithm.BulkCipher;

/**
 * What one of our cards says of itself (INFO).
 *
 * @param cardClass 1 storage, 2 crypto, 3 full
 * @param features what it knows beside WAP-260
 * @param slots how many sessions it keeps
 * @param connections how many connections it protects at a time; 0 below class 3
 * @param largestContent the most octets of content in a record that it seals or opens
 * @param largestData the most octets of data in one command
 * @param bulkCiphers those of its records; empty below class 3
 */
public record Announcement(
    int cardClass,
    Set<Feature> features,
    int slots,
    int connections,
    int largestContent,
    int largestData,
    Set<BulkCipher> bulkCiphers) {
  private static final int FIXED = 11;

  public Announcement {
    features = Set.copyOf(features);
    bulkCiphers = Set.copyOf(bulkCiphers);
  }

  /** The answer to INFO; empty when it is of a version that is not ours. */
  static Optional<Announcement> parse(byte[] octets) {
    if (octets.length < FIXED || octets[0] != 1 || octets[1] < 1 || octets[1] > 3) {
      return Optional.empty();
    }
    int count = octets[FIXED - 1] & 0xFF;
    if (octets.length < FIXED + count || number(octets, 8) == 0) {
      return Optional.empty();
    }
    Set<BulkCipher> ciphers = EnumSet.noneOf(BulkCipher.class);
    for (int i = 0; i < count; i++) {
      BulkCipher.of(octets[FIXED + i] & 0xFF).ifPresent(ciphers::add);
    }
    return Optional.of(
        new Announcement(
            octets[1],
            Feature.of(number(octets, 2)),
            octets[4] & 0xFF,
            octets[5] & 0xFF,
            number(octets, 6),
            number(octets, 8),
            ciphers));
  }

  private static int number(byte[] octets, int offset) {
    return (octets[offset] & 0xFF) << 8 | octets[offset + 1] & 0xFF;
  }
}
