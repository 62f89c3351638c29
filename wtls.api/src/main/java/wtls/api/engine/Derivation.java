package wtls.api.engine;

import java.util.Objects;
import wtls.api.algorithm.PrfHash;

/**
 * One derivation from a secret (WAP-261 11.1): the PRF of the secret with this label and seed. An
 * engine with a sealed secret answers only labels that it knows to be harmless.
 *
 * @param label ASCII
 * @param seed opaque to the engine
 * @param hash the hash under the PRF
 * @param length octets wanted
 */
public record Derivation(String label, byte[] seed, PrfHash hash, int length) {

  public Derivation {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(seed, "seed");
    Objects.requireNonNull(hash, "hash");
    if (length < 0) {
      throw new IllegalArgumentException("length is negative: " + length);
    }
  }

  @Override
  public String toString() {
    return "\"" + label + "\" to " + length + " octets with " + hash;
  }
}
