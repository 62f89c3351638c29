package wtls.api.engine;

import java.util.Objects;
import wtls.api.algorithm.DhGroup;
import wtls.api.algorithm.NamedCurve;

/** The public key that a server brings to a key exchange, in its certificate or in the clear. */
public sealed interface ServerKey {

  /**
   * An RSA key, octets exactly as sent: they become part of the pre-master secret (WAP-261
   * 10.5.7.1).
   *
   * @param exponent unsigned, big-endian
   * @param modulus unsigned, big-endian
   */
  record Rsa(byte[] exponent, byte[] modulus) implements ServerKey {
    public Rsa {
      Objects.requireNonNull(exponent, "exponent");
      Objects.requireNonNull(modulus, "modulus");
    }

    @Override
    public String toString() {
      return "RSA key of " + modulus.length + " octets";
    }
  }

  /**
   * A Diffie-Hellman value.
   *
   * @param group the group it is in
   * @param y unsigned, big-endian
   */
  record Dh(DhGroup group, byte[] y) implements ServerKey {
    public Dh {
      Objects.requireNonNull(group, "group");
      Objects.requireNonNull(y, "y");
    }

    @Override
    public String toString() {
      return "DH value in " + group.standardName();
    }
  }

  /**
   * A point on a curve.
   *
   * @param curve the curve it is on, if the sender told the truth: engines check
   * @param point an X9.62 point string, compressed or not
   */
  record Ec(NamedCurve curve, byte[] point) implements ServerKey {
    public Ec {
      Objects.requireNonNull(curve, "curve");
      Objects.requireNonNull(point, "point");
    }

    @Override
    public String toString() {
      return "EC point on " + curve.standardName();
    }
  }

  /** None: for the suites NULL and SHARED_SECRET. */
  record None() implements ServerKey {}
}
