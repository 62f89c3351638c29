package wtls.api.algorithm;

import java.util.Optional;

/** The predefined Diffie-Hellman groups (WAP-261 appendix A), both of them legacy by size. */
public enum DhGroup implements Algorithm {
  DH_512(1, 512),
  DH_768(2, 768);

  private final int number;
  private final int bits;

  DhGroup(int number, int bits) {
    this.number = number;
    this.bits = bits;
  }

  /** The group with this number, or empty where WAP-261 assigns none. */
  public static Optional<DhGroup> of(int number) {
    for (DhGroup group : values()) {
      if (group.number == number) {
        return Optional.of(group);
      }
    }
    return Optional.empty();
  }

  @Override
  public String standardName() {
    return name();
  }

  @Override
  public int number() {
    return number;
  }

  /** Size of the prime in bits. */
  public int bits() {
    return bits;
  }

  @Override
  public boolean legacy() {
    return bits < 1024;
  }
}
