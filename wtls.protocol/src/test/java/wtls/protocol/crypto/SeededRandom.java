package wtls.protocol.crypto;

import java.security.SecureRandom;
import java.util.Random;

/** A source of randomness that repeats itself from a seed: for tests only. */
final class SeededRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final Random random;

  SeededRandom(long seed) {
    this.random = new Random(seed);
  }

  @Override
  public void nextBytes(byte[] octets) {
    random.nextBytes(octets);
  }
}
