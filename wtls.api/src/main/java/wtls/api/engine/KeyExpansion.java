package wtls.api.engine;

import java.util.Objects;

/**
 * How the key blocks of one direction are derived from the master secret (WAP-261 11.2). The
 * sequence number at which a key window begins, 2 octets, is put before {@code seed} and before
 * {@code exportSeed} of the IV.
 *
 * @param label of the key block
 * @param seed of the key block, behind the sequence number
 * @param exportKeyLabel of the final key of exportable ciphers
 * @param exportIvLabel of the final IV of exportable ciphers
 * @param exportSeed of both
 */
public record KeyExpansion(
    String label, byte[] seed, String exportKeyLabel, String exportIvLabel, byte[] exportSeed) {

  public KeyExpansion {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(seed, "seed");
    Objects.requireNonNull(exportKeyLabel, "exportKeyLabel");
    Objects.requireNonNull(exportIvLabel, "exportIvLabel");
    Objects.requireNonNull(exportSeed, "exportSeed");
  }

  @Override
  public String toString() {
    return "\"" + label + "\"";
  }
}
