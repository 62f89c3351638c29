package wtls.protocol.policy;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import wtls.api.algorithm.Algorithm;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.DhGroup;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.algorithm.NamedCurve;

/**
 * The names of algorithms in configuration. They are the standard names, in upper or lower case,
 * with one exception: WAP-261 calls both a cipher and a key exchange NULL, so here the key exchange
 * is {@value #NULL_KEY_EXCHANGE}.
 */
public final class AlgorithmNames {
  /** The name of the key exchange suite NULL. */
  public static final String NULL_KEY_EXCHANGE = "NULL_key_exchange";

  private static final List<Algorithm> ALL =
      Stream.<Algorithm[]>of(
              KeyExchangeSuite.values(),
              BulkCipher.values(),
              MacAlgorithm.values(),
              NamedCurve.values(),
              DhGroup.values())
          .flatMap(Stream::of)
          .toList();

  private AlgorithmNames() {}

  /** All algorithms: key exchange suites, ciphers, MACs, curves, groups; each by number. */
  public static List<Algorithm> all() {
    return ALL;
  }

  /** The name in configuration. */
  public static String nameOf(Algorithm algorithm) {
    return algorithm == KeyExchangeSuite.NULL ? NULL_KEY_EXCHANGE : algorithm.standardName();
  }

  /** The algorithm with this name, in upper or lower case. */
  public static Optional<Algorithm> of(String name) {
    return find(name, algorithm -> true);
  }

  /**
   * The key exchange suite with this name; also "NULL" is understood here.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static KeyExchangeSuite keyExchange(String name) {
    if (name.equalsIgnoreCase(KeyExchangeSuite.NULL.standardName())) {
      return KeyExchangeSuite.NULL;
    }
    return (KeyExchangeSuite)
        require(name, "key exchange suite", KeyExchangeSuite.class::isInstance);
  }

  /**
   * The cipher suite with this name: cipher, slash, MAC, as in {@code RC5_CBC/SHA}.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static CipherSuite cipherSuite(String name) {
    int slash = name.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(
          "\""
              + name
              + "\" is no cipher suite: write cipher and MAC with a slash between, such as"
              + " RC5_CBC/SHA.");
    }
    Algorithm bulk = require(name.substring(0, slash), "cipher", BulkCipher.class::isInstance);
    Algorithm mac = require(name.substring(slash + 1), "MAC", MacAlgorithm.class::isInstance);
    return new CipherSuite((BulkCipher) bulk, (MacAlgorithm) mac);
  }

  private static Algorithm require(String name, String kind, Predicate<Algorithm> wanted) {
    return find(name, wanted)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"" + name + "\" is no " + kind + ": use one of " + names(wanted) + "."));
  }

  private static Optional<Algorithm> find(String name, Predicate<Algorithm> wanted) {
    String trimmed = name.trim();
    return ALL.stream()
        .filter(wanted)
        .filter(algorithm -> nameOf(algorithm).equalsIgnoreCase(trimmed))
        .findFirst();
  }

  /** The names of the algorithms wanted, for people. */
  static String names(Predicate<Algorithm> wanted) {
    return ALL.stream()
        .filter(wanted)
        .map(AlgorithmNames::nameOf)
        .collect(Collectors.joining(", "));
  }
}
