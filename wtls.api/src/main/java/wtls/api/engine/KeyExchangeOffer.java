package wtls.api.engine;

import java.util.Objects;
import wtls.api.algorithm.KeyExchangeSuite;

/**
 * One way in which an engine can establish a secret.
 *
 * @param suite the key exchange suite
 * @param parameterIndex the number of the curve or group (WAP-261 appendix A); 0 for suites that
 *     have none
 */
public record KeyExchangeOffer(KeyExchangeSuite suite, int parameterIndex) {

  public KeyExchangeOffer {
    Objects.requireNonNull(suite, "suite");
  }

  /** An offer of a suite without parameters. */
  public static KeyExchangeOffer of(KeyExchangeSuite suite) {
    return new KeyExchangeOffer(suite, 0);
  }
}
