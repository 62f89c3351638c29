package wtls.testkit;

import java.security.SecureRandom;
import java.util.SplittableRandom;

/** Randomness that follows from a seed, for where a {@link SecureRandom} is asked for. */
public final class SeededRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final transient SplittableRandom random;

  public SeededRandom(long seed) {
    this.random = new SplittableRandom(seed);
  }

  @Override
  public void nextBytes(byte[] octets) {
    random.nextBytes(octets);
  }

  @Override
  public byte[] generateSeed(int count) {
    byte[] octets = new byte[count];
    random.nextBytes(octets);
    return octets;
  }
}
