package wtls.protocol.certificate;

import java.util.Optional;

/** How a WTLS certificate is signed (WAP-261 10.5.2). The hash is SHA-1. */
public enum SignatureAlgorithm {
  /** Not at all. */
  ANONYMOUS,
  /** R and S, each as long as the order of the base point. */
  ECDSA_SHA,
  /** PKCS #1 block type 1 over the bare hash, without DigestInfo. */
  RSA_SHA;

  private static final SignatureAlgorithm[] VALUES = values();

  /** The algorithm with this number, or empty where WAP-261 assigns none. */
  public static Optional<SignatureAlgorithm> of(int number) {
    return number >= 0 && number < VALUES.length ? Optional.of(VALUES[number]) : Optional.empty();
  }

  /** The number that stands for it on the wire. */
  public int number() {
    return ordinal();
  }
}
