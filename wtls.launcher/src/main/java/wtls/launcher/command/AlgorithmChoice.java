package wtls.launcher.command;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import wtls.api.algorithm.Algorithm;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.protocol.policy.AlgorithmNames;
import wtls.protocol.policy.AlgorithmPolicy;

/**
 * The algorithms that a person asks for by name.
 *
 * @param keyExchanges the key exchange suites, most preferred first; empty for all
 * @param cipherSuites the cipher suites, most preferred first; empty for all
 * @param allowedLegacy the names of legacy algorithms that may be negotiated
 */
record AlgorithmChoice(
    List<KeyExchangeSuite> keyExchanges,
    List<CipherSuite> cipherSuites,
    Set<String> allowedLegacy) {

  AlgorithmChoice {
    keyExchanges = List.copyOf(keyExchanges);
    cipherSuites = List.copyOf(cipherSuites);
    allowedLegacy = Set.copyOf(allowedLegacy);
  }

  /**
   * Reads names, in upper or lower case. A name with a slash is a cipher suite's.
   *
   * @throws IllegalArgumentException when a name is not known, or what it stands for is legacy and
   *     not allowed; the message is a sentence for the person who gave it
   */
  static AlgorithmChoice parse(List<String> suites, List<String> legacy) {
    AlgorithmPolicy policy = AlgorithmPolicy.of(new LinkedHashSet<>(legacy));
    Set<KeyExchangeSuite> keyExchanges = new LinkedHashSet<>();
    Set<CipherSuite> cipherSuites = new LinkedHashSet<>();
    for (String name : suites) {
      if (name.indexOf('/') >= 0) {
        CipherSuite suite = AlgorithmNames.cipherSuite(name);
        requireAllowed(suite, policy);
        cipherSuites.add(suite);
      } else {
        KeyExchangeSuite suite = keyExchange(name);
        requireAllowed(suite, policy);
        keyExchanges.add(suite);
      }
    }
    return new AlgorithmChoice(
        new ArrayList<>(keyExchanges), new ArrayList<>(cipherSuites), policy.allowedLegacy());
  }

  private static KeyExchangeSuite keyExchange(String name) {
    boolean half =
        AlgorithmNames.of(name).filter(a -> !(a instanceof KeyExchangeSuite)).isPresent();
    if (half && !name.equalsIgnoreCase(KeyExchangeSuite.NULL.standardName())) {
      throw new IllegalArgumentException(
          name
              + " is not a suite; write cipher and MAC with a slash between, such as RC5_CBC/SHA.");
    }
    return AlgorithmNames.keyExchange(name);
  }

  private static void requireAllowed(CipherSuite suite, AlgorithmPolicy policy) {
    requireAllowed(suite.bulk(), policy);
    requireAllowed(suite.mac(), policy);
    if (!policy.allows(suite)) {
      throw new IllegalArgumentException(suite + " protects nothing and is never used.");
    }
  }

  private static void requireAllowed(Algorithm algorithm, AlgorithmPolicy policy) {
    if (!policy.allows(algorithm)) {
      String name = AlgorithmNames.nameOf(algorithm);
      throw new IllegalArgumentException(
          name + " is too weak for use today; if it must be, add --allow-legacy " + name + ".");
    }
  }
}
