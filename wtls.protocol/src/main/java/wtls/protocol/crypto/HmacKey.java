package wtls.protocol.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.digests.GeneralDigest;
import wtls.api.algorithm.PrfHash;

/**
 * A key of HMAC (RFC 2104) as two digests that have taken the inner and the outer padded key. This
 * saves two compressions per message, no copy of the key itself is kept, and wiping costs nothing.
 */
final class HmacKey {
  private final GeneralDigest inner;
  private final GeneralDigest outer;

  /** The key at {@code offset}; one that is longer than a block is hashed first. */
  HmacKey(PrfHash hash, byte[] key, int offset, int length) {
    byte[] block = new byte[Digests.BLOCK];
    if (length <= block.length) {
      System.arraycopy(key, offset, block, 0, length);
    } else {
      GeneralDigest digest = Digests.of(hash);
      digest.update(key, offset, length);
      digest.doFinal(block, 0);
    }
    inner = padded(hash, block, 0x36);
    outer = padded(hash, block, 0x36 ^ 0x5C);
    Arrays.fill(block, (byte) 0);
  }

  private static GeneralDigest padded(PrfHash hash, byte[] block, int pad) {
    for (int i = 0; i < block.length; i++) {
      block[i] ^= (byte) pad;
    }
    GeneralDigest digest = Digests.of(hash);
    digest.update(block, 0, block.length);
    return digest;
  }

  void beginInner(GeneralDigest digest) {
    digest.reset(inner);
  }

  void beginOuter(GeneralDigest digest) {
    digest.reset(outer);
  }

  void wipe() {
    inner.reset();
    outer.reset();
  }
}
