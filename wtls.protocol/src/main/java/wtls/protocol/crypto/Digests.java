package wtls.protocol.crypto;

import org.bouncycastle.crypto.digests.GeneralDigest;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import wtls.api.algorithm.PrfHash;

/** Bouncy Castle's digests for the hashes of WTLS. */
final class Digests {
  /** Octets in a block of either hash. */
  static final int BLOCK = 64;

  private Digests() {}

  static GeneralDigest of(PrfHash hash) {
    return switch (hash) {
      case SHA1 -> new SHA1Digest();
      case MD5 -> new MD5Digest();
    };
  }
}
