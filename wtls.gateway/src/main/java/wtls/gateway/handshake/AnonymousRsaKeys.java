package wtls.gateway.handshake;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.protocol.crypto.RsaKeys;
import wtls.protocol.crypto.RsaPrivateKey;

/**
 * The unsigned RSA keys for the RSA_anon suites, one for each size, made when first needed. Making
 * one takes up to seconds, in which other callers wait: not for the threads that carry datagrams.
 */
public final class AnonymousRsaKeys {
  private static final int UNLIMITED_BITS = 2048;

  private final SecureRandom random;
  private final Map<Integer, RsaPrivateKey> bySize = new HashMap<>();

  public AnonymousRsaKeys(SecureRandom random) {
    this.random = Objects.requireNonNull(random, "random");
  }

  /** With a key for the suites without limit. */
  AnonymousRsaKeys(SecureRandom random, RsaPrivateKey unlimited) {
    this(random);
    bySize.put(UNLIMITED_BITS, unlimited);
  }

  /** A key as large as the suite allows. */
  synchronized RsaPrivateKey forSuite(KeyExchangeSuite suite) {
    int bits = suite.keyLimitBits() == 0 ? UNLIMITED_BITS : suite.keyLimitBits();
    return bySize.computeIfAbsent(bits, size -> RsaKeys.generate(size, random));
  }
}
