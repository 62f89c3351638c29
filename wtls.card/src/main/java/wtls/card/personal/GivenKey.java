package wtls.card.personal;

import java.util.Arrays;
import java.util.Objects;
import wtls.api.algorithm.NamedCurve;

/** A private key from outside; its secret parts are the caller's, who wipes them. */
public sealed interface GivenKey {

  /**
   * An RSA key with exponent 65537; all numbers unsigned and big-endian, the primes' parts half as
   * long as the modulus.
   */
  record Rsa(byte[] modulus, byte[] p, byte[] q, byte[] dp, byte[] dq, byte[] qi)
      implements GivenKey {
    public Rsa {
      for (byte[] part : new byte[][] {p, q, dp, dq, qi}) {
        if (part.length * 2 != modulus.length) {
          throw new IllegalArgumentException(
              "The parts of an RSA key are half as long as its modulus.");
        }
      }
    }

    /** Wipes the secret parts. */
    public void wipe() {
      for (byte[] part : new byte[][] {p, q, dp, dq, qi}) {
        Arrays.fill(part, (byte) 0);
      }
    }

    @Override
    public String toString() {
      return "RSA key of " + modulus.length * 8 + " bits";
    }
  }

  /**
   * An EC key.
   *
   * @param scalar the secret, as long as the curve's order
   * @param point the public key, uncompressed
   */
  record Ec(NamedCurve curve, byte[] scalar, byte[] point) implements GivenKey {
    public Ec {
      Objects.requireNonNull(curve, "curve");
      if (scalar.length != curve.orderOctets() || point.length != 1 + 2 * curve.fieldOctets()) {
        throw new IllegalArgumentException(
            "A key on " + curve.standardName() + " has other lengths.");
      }
    }

    @Override
    public String toString() {
      return "EC key on " + curve.standardName();
    }
  }
}
