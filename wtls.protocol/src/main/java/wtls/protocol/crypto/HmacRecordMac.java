package wtls.protocol.crypto;

import java.util.Arrays;

/**
 * HMAC over a record. Blocks that are full of content whatever the length are hashed as they are.
 * Of the others, every block that could be the last is built with masks and hashed, and the
 * chaining value behind the true last one is selected: the number of compressions depends on the
 * bounds of the length alone.
 */
final class HmacRecordMac implements RecordMac {
  private static final int BLOCK = Compression.BLOCK;

  /** A hash ends with an octet 80 and 8 octets of length. */
  private static final int LENGTH_OCTETS = 8;

  private final Compression hash;
  private final int[] state;
  private final int[] selected;
  private final byte[] block = new byte[BLOCK];

  HmacRecordMac(Compression hash) {
    this.hash = hash;
    this.state = new int[hash.words()];
    this.selected = new int[hash.words()];
  }

  @Override
  public HmacKey key(byte[] octets, int offset, int length) {
    HmacKey key = new HmacKey(hash);
    key.set(hash, octets, offset, length);
    return key;
  }

  @Override
  public void compute(
      HmacKey key,
      int sequence,
      int recordType,
      byte[] content,
      int offset,
      int length,
      int least,
      int most,
      byte[] mac) {
    long header = RecordMac.header(sequence, recordType, length);
    int clear = (HEADER + least) / BLOCK;
    key.beginInner(state);
    hashClearBlocks(header, content, offset, clear);
    hashLastBlocks(header, content, offset, length, most, clear);
    hash.store(selected, block, 0);
    key.beginOuter(state);
    hashDigest(mac);
  }

  private void hashClearBlocks(long header, byte[] content, int offset, int clear) {
    if (clear > 0) {
      Octets.putLong(block, 0, header);
      System.arraycopy(content, offset, block, HEADER, BLOCK - HEADER);
      hash.compress(state, block, 0);
    }
    for (int i = 1; i < clear; i++) {
      hash.compress(state, content, offset + i * BLOCK - HEADER);
    }
  }

  private void hashLastBlocks(
      long header, byte[] content, int offset, int length, int most, int clear) {
    int message = HEADER + length;
    int last = (message + LENGTH_OCTETS) / BLOCK;
    int bound = (HEADER + most + LENGTH_OCTETS) / BLOCK;
    long lengthWord = hash.lengthWord(8L * (BLOCK + message));
    Arrays.fill(selected, 0);
    for (int i = clear; i <= bound; i++) {
      int isLast = ConstantTime.equalMask(i, last);
      for (int at = 0; at < BLOCK; at += 8) {
        int start = i * BLOCK + at;
        long data =
            start == 0
                ? firstWord(header, content, offset, most)
                : word(content, offset, start - HEADER, most);
        Octets.putLong(block, at, ended(data, message - start));
      }
      long end = Octets.getLong(block, BLOCK - 8) | (lengthWord & isLast);
      Octets.putLong(block, BLOCK - 8, end);
      hash.compress(state, block, 0);
      for (int j = 0; j < selected.length; j++) {
        selected[j] |= state[j] & isLast;
      }
    }
  }

  private static long firstWord(long header, byte[] content, int offset, int most) {
    return header | word(content, offset, 0, Math.min(most, 8 - HEADER)) >>> (8 * HEADER);
  }

  /** The 8 octets of content from {@code at} on; zeros behind {@code most}. */
  private static long word(byte[] content, int offset, int at, int most) {
    if (at + 8 <= most) {
      return Octets.getLong(content, offset + at);
    }
    long word = 0;
    for (int i = at; i < most; i++) {
      word |= (content[offset + i] & 0xFFL) << (56 - 8 * (i - at));
    }
    return word;
  }

  /** The word with an octet 80 and zeros behind its first {@code left} octets, if it has so few. */
  private static long ended(long word, int left) {
    int kept = left & ~(left >> 31);
    int excess = 8 - kept;
    kept += excess & (excess >> 31);
    // Two shifts by half: one by 64 would do nothing.
    long behind = -1L >>> (4 * kept) >>> (4 * kept);
    long inside = ~((left | (7 - left)) >> 31);
    return (word & ~behind) | ((0x80L << 56 >>> (8 * kept)) & inside);
  }

  /** The outer hash: of the inner hash value, which is at the start of the block. */
  private void hashDigest(byte[] mac) {
    int size = 4 * state.length;
    block[size] = (byte) 0x80;
    Arrays.fill(block, size + 1, BLOCK, (byte) 0);
    Octets.putLong(block, BLOCK - 8, hash.lengthWord(8L * (BLOCK + size)));
    hash.compress(state, block, 0);
    hash.store(state, mac, 0);
  }

  @Override
  public void wipe() {
    Arrays.fill(state, 0);
    Arrays.fill(selected, 0);
    Arrays.fill(block, (byte) 0);
    hash.wipe();
  }
}
