package wtls.protocol.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import wtls.api.algorithm.Algorithm;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.MacAlgorithm;

/**
 * Which algorithms may be negotiated: all that are not legacy, and the legacy ones named here. A
 * legacy algorithm is one with {@link Algorithm#legacy()}; an RSA key is legacy below 1024 bits.
 *
 * @param allowedLegacy names as in {@link AlgorithmNames}, in upper or lower case
 */
public record AlgorithmPolicy(Set<String> allowedLegacy) {
  private static final int LEAST_RSA_BITS = 1024;

  /** Allows nothing legacy. */
  public static final AlgorithmPolicy STRICT = new AlgorithmPolicy(Set.of());

  /**
   * Checks the names.
   *
   * @throws IllegalArgumentException when a name is unknown, or is of nothing legacy
   */
  public AlgorithmPolicy {
    Set<String> canonical = new TreeSet<>();
    List<String> unknown = new ArrayList<>();
    for (String name : allowedLegacy) {
      Optional<Algorithm> legacy = AlgorithmNames.of(name).filter(Algorithm::legacy);
      legacy.ifPresentOrElse(
          algorithm -> canonical.add(AlgorithmNames.nameOf(algorithm)), () -> unknown.add(name));
    }
    if (!unknown.isEmpty()) {
      unknown.sort(null);
      throw new IllegalArgumentException(
          "No legacy algorithm is called "
              + String.join(", ", unknown)
              + ": use names out of "
              + AlgorithmNames.names(Algorithm::legacy)
              + ".");
    }
    allowedLegacy = Set.copyOf(canonical);
  }

  /**
   * The policy that allows these legacy algorithms and no others.
   *
   * @throws IllegalArgumentException when a name is unknown, or is of nothing legacy
   */
  public static AlgorithmPolicy of(Set<String> names) {
    return names.isEmpty() ? STRICT : new AlgorithmPolicy(names);
  }

  /** Whether this algorithm may be used. */
  public boolean allows(Algorithm algorithm) {
    return !algorithm.legacy() || allowedLegacy.contains(AlgorithmNames.nameOf(algorithm));
  }

  /**
   * Whether both parts may be used, and together. Never allowed are NULL with SHA_0, for which
   * WAP-261 contradicts itself on how records look, and SHA_XOR_40 without encryption.
   */
  public boolean allows(CipherSuite suite) {
    boolean broken =
        suite.bulk() == BulkCipher.NULL
            && (suite.mac() == MacAlgorithm.SHA_0 || suite.mac() == MacAlgorithm.SHA_XOR_40);
    return !broken && allows(suite.bulk()) && allows(suite.mac());
  }

  /**
   * Whether an RSA key of this size may be used: from 1024 bits on always, below only as far as an
   * RSA suite that is allowed reaches down, such as RSA_768.
   */
  public boolean allowsRsaKey(int bits) {
    int least =
        Arrays.stream(KeyExchangeSuite.values())
            .filter(suite -> suite.kind() == KeyExchangeSuite.Kind.RSA)
            .filter(suite -> suite.keyLimitBits() > 0 && allows(suite))
            .mapToInt(KeyExchangeSuite::keyLimitBits)
            .min()
            .orElse(LEAST_RSA_BITS);
    return bits >= least;
  }
}
