package wtls.core.machine;

import java.time.Instant;
import wtls.api.engine.EngineException;
import wtls.api.engine.SecurityEngine;

/** The random of ClientHello: GMT time and 12 random octets (WAP-261 10.5.1.2). */
final class HelloRandom {
  private static final int RANDOM_OCTETS = 12;

  private HelloRandom() {}

  static byte[] of(Instant now, SecurityEngine engine) throws EngineException {
    byte[] random = new byte[4 + RANDOM_OCTETS];
    long seconds = now.getEpochSecond();
    for (int i = 0; i < 4; i++) {
      random[i] = (byte) (seconds >>> (24 - 8 * i));
    }
    System.arraycopy(engine.random(RANDOM_OCTETS), 0, random, 4, RANDOM_OCTETS);
    return random;
  }
}
