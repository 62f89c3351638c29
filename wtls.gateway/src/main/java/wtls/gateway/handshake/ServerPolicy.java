package wtls.gateway.handshake;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.protocol.policy.AlgorithmPolicy;

/**
 * What a gateway agrees to.
 *
 * @param algorithms which legacy algorithms are allowed
 * @param leastClass the WTLS class that a session must reach, 1 to 3 (WAP-261 appendix C): 1 allows
 *     anonymous key exchange as far as {@code algorithms} does, 3 asks for a client certificate
 * @param keyExchanges the key exchange suites to agree to; empty for all that the rest allows
 * @param cipherSuites the cipher suites to agree to; empty for all that the rest allows
 * @param keyRefreshCeiling the highest key refresh k to agree to, 0 to 255; higher offers are
 *     lowered to it
 * @param bareEncryptedSecret whether an RSA ClientKeyExchange without its vector length is
 *     accepted, as some handsets sent it
 * @param sessionLifetime how long a session may be resumed
 * @param sessionUses how often a session may be resumed, 0 for never
 * @param handshakeTimeout how long a handshake may stay unfinished
 * @param idleTimeout how long a connection may stay silent
 */
public record ServerPolicy(
    AlgorithmPolicy algorithms,
    int leastClass,
    Set<KeyExchangeSuite> keyExchanges,
    Set<CipherSuite> cipherSuites,
    int keyRefreshCeiling,
    boolean bareEncryptedSecret,
    Duration sessionLifetime,
    int sessionUses,
    Duration handshakeTimeout,
    Duration idleTimeout) {

  /** Class 2 with strict algorithms. */
  public static final ServerPolicy STRICT =
      new ServerPolicy(
          AlgorithmPolicy.STRICT,
          2,
          Set.of(),
          Set.of(),
          10,
          false,
          Duration.ofHours(12),
          100,
          Duration.ofSeconds(40),
          Duration.ofMinutes(30));

  public ServerPolicy {
    Objects.requireNonNull(algorithms, "algorithms");
    keyExchanges = Set.copyOf(keyExchanges);
    cipherSuites = Set.copyOf(cipherSuites);
    Objects.requireNonNull(sessionLifetime, "sessionLifetime");
    Objects.requireNonNull(handshakeTimeout, "handshakeTimeout");
    Objects.requireNonNull(idleTimeout, "idleTimeout");
    check(leastClass >= 1 && leastClass <= 3, "The class is 1, 2 or 3, not " + leastClass + ".");
    check(
        keyRefreshCeiling >= 0 && keyRefreshCeiling <= 255,
        "The key refresh ceiling is within 0 to 255, not " + keyRefreshCeiling + ".");
    check(sessionUses >= 0, "A session cannot be used " + sessionUses + " times.");
    for (Duration time : List.of(sessionLifetime, handshakeTimeout, idleTimeout)) {
      check(time.toMillis() > 0, "A time limit is more than 0, not " + time + ".");
    }
  }

  /** Whether a session over this key exchange may come about. */
  boolean allows(KeyExchangeSuite suite) {
    return (keyExchanges.isEmpty() || keyExchanges.contains(suite))
        && (suite.authenticated() || leastClass == 1)
        && algorithms.allows(suite);
  }

  /** Whether a session may use this cipher suite. */
  boolean allows(CipherSuite suite) {
    return (cipherSuites.isEmpty() || cipherSuites.contains(suite))
        && protects(suite)
        && algorithms.allows(suite);
  }

  /** Whether clients must show a certificate. */
  boolean wantsClientCertificate() {
    return leastClass == 3;
  }

  /**
   * Whether the suite makes any protected record: with NULL and SHA_0 it is unclear what flag C
   * says (WAP-261 9.2.1, 10.3), and SHA_XOR_40 is not even a checksum without CBC.
   */
  private static boolean protects(CipherSuite suite) {
    return switch (suite.mac()) {
      case SHA_0, SHA_XOR_40 -> suite.bulk().ivSize() > 0;
      case SHA_40, SHA_80, SHA, MD5_40, MD5_80, MD5 -> true;
    };
  }

  private static void check(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(problem);
    }
  }
}
