package wtls.protocol.crypto;

import java.util.Arrays;

/**
 * A key of HMAC (RFC 2104) as two chaining values: those behind the inner and the outer padded key.
 * This saves two compressions per message, and no copy of the key itself is kept.
 */
final class HmacKey {
  private final int[] inner;
  private final int[] outer;

  HmacKey(Compression hash) {
    inner = new int[hash.words()];
    outer = new int[hash.words()];
  }

  /** Takes this key, any length, instead of the one before. */
  void set(Compression hash, byte[] key, int offset, int length) {
    byte[] block = new byte[Compression.BLOCK];
    if (length > Compression.BLOCK) {
      Hmac.hash(hash, key, offset, length, block);
    } else {
      System.arraycopy(key, offset, block, 0, length);
    }
    pad(hash, block, 0x36, inner);
    pad(hash, block, 0x36 ^ 0x5C, outer);
    Arrays.fill(block, (byte) 0);
    hash.wipe();
  }

  private static void pad(Compression hash, byte[] block, int pad, int[] state) {
    for (int i = 0; i < block.length; i++) {
      block[i] ^= (byte) pad;
    }
    hash.begin(state);
    hash.compress(state, block, 0);
  }

  void beginInner(int[] state) {
    System.arraycopy(inner, 0, state, 0, inner.length);
  }

  void beginOuter(int[] state) {
    System.arraycopy(outer, 0, state, 0, outer.length);
  }

  void wipe() {
    Arrays.fill(inner, 0);
    Arrays.fill(outer, 0);
  }

  boolean isWiped() {
    return Arrays.stream(inner).allMatch(word -> word == 0)
        && Arrays.stream(outer).allMatch(word -> word == 0);
  }
}
