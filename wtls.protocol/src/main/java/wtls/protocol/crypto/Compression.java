package wtls.protocol.crypto;

import wtls.api.algorithm.PrfHash;

/**
 * The compression function of SHA-1 or MD5, with its chaining value in the caller's hands: HMAC
 * keys are kept as chaining values, and opening a record in constant time selects one among several
 * ({@link RecordMac}). An instance owns scratch memory; one thread uses it at a time.
 */
abstract class Compression {
  /** Octets in a block of either hash. */
  static final int BLOCK = 64;

  static Compression of(PrfHash hash) {
    return switch (hash) {
      case SHA1 -> new Sha1Compression();
      case MD5 -> new Md5Compression();
    };
  }

  /** Words of 4 octets in the chaining value. */
  abstract int words();

  /** Sets the chaining value to that of an empty message. */
  abstract void begin(int[] state);

  /** Takes the block at {@code offset} into the chaining value. */
  abstract void compress(int[] state, byte[] block, int offset);

  /** The message length in bits as the last 8 octets of a message hold it, read big-endian. */
  abstract long lengthWord(long bits);

  /** Writes the chaining value as a hash value: {@link #words} times 4 octets. */
  abstract void store(int[] state, byte[] out, int offset);

  /** Wipes the scratch memory. */
  abstract void wipe();
}
