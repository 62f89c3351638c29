package wtls.card.personal;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import wtls.api.algorithm.NamedCurve;

/**
 * A key that a card is to have.
 *
 * @param name what the profile calls it, and the card too
 * @param use what it is for
 * @param bits of an RSA key; 0 for EC
 * @param curve of an EC key
 * @param given whether it comes from outside; else the card generates it
 * @param pin of a non-repudiation key; secret, the profile's
 * @param unblockingCode of that PIN; secret, the profile's
 */
public record KeyPlan(
    String name,
    Use use,
    int bits,
    Optional<NamedCurve> curve,
    boolean given,
    byte[] pin,
    byte[] unblockingCode) {

  /** What keys are for. */
  public enum Use {
    /** Proves who the client is, by signing. */
    SIGN("sign"),
    /** The same, and deciphers. */
    SIGN_AND_DECRYPT("sign+decrypt"),
    /** Proves who the client is, by key agreement. */
    AGREE("agree"),
    /** The same, with a result that leaves a card of class 2 or 3; a key for this alone. */
    AGREE_IN_THE_CLEAR("agree-in-the-clear"),
    /** Signs application data, with its own PIN each time. */
    NON_REPUDIATION("non-repudiation");

    private final String word;

    Use(String word) {
      this.word = word;
    }

    /** Whether it takes part in key agreement. */
    boolean agrees() {
      return this == AGREE || this == AGREE_IN_THE_CLEAR;
    }

    /** As in a profile. */
    public String word() {
      return word;
    }
  }

  public KeyPlan {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(use, "use");
    Objects.requireNonNull(curve, "curve");
  }

  void wipe() {
    Arrays.fill(pin, (byte) 0);
    Arrays.fill(unblockingCode, (byte) 0);
  }

  @Override
  public String toString() {
    String kind = curve.map(NamedCurve::standardName).orElse("RSA of " + bits + " bits");
    return "key " + name + ", " + kind + ", to " + use.word;
  }
}
