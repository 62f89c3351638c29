package wtls.card.personal;

import java.util.Objects;
import java.util.Optional;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.KeyId;

/**
 * The public part of a key on the card, to be certified.
 *
 * @param name as in the profile
 * @param use what it is for
 * @param id SHA-1 of the modulus, or of the x-coordinate
 * @param curve of an EC key; empty for RSA
 * @param publicKey the modulus (the exponent is 65537), or the point, uncompressed
 */
public record NewKey(
    String name, KeyPlan.Use use, KeyId id, Optional<NamedCurve> curve, byte[] publicKey) {
  public NewKey {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(publicKey, "publicKey");
  }

  @Override
  public String toString() {
    return "key " + name + " " + id;
  }
}
