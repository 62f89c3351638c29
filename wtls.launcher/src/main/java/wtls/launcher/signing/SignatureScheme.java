package wtls.launcher.signing;

import java.util.Optional;

/** How signed content is signed. The hash is SHA-1. */
public enum SignatureScheme {
  /** PKCS #1 block type 1 over a DigestInfo. */
  RSA_SHA_PKCS1(1),
  /** R and S, each as long as the order of the base point. */
  ECDSA_SHA_P1363(2);

  private final int number;

  SignatureScheme(int number) {
    this.number = number;
  }

  /** The number that stands for it. */
  public int number() {
    return number;
  }

  static Optional<SignatureScheme> of(int number) {
    for (SignatureScheme scheme : values()) {
      if (scheme.number == number) {
        return Optional.of(scheme);
      }
    }
    return Optional.empty();
  }
}
