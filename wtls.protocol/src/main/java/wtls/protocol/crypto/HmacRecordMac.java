package wtls.protocol.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.digests.EncodableDigest;
import org.bouncycastle.crypto.digests.GeneralDigest;
import wtls.api.algorithm.PrfHash;

/**
 * HMAC over a record. Where the length is a secret, blocks that are full of content whatever it is
 * are hashed as they are; of the others, every block that could be the last is built with masks and
 * hashed, and the chaining value behind the true last one is selected: the number of compressions
 * depends on the bounds of the length alone.
 */
final class HmacRecordMac implements RecordMac {
  private static final int BLOCK = Digests.BLOCK;

  /** A hash ends with an octet 80 and 8 octets of length. */
  private static final int LENGTH_OCTETS = 8;

  /** Where the chaining value begins in a digest's encoded state, as big-endian words. */
  private static final int CHAINING_VALUE = 16;

  private final PrfHash hash;
  private final GeneralDigest digest;
  private final byte[] block = new byte[BLOCK];
  private final byte[] inner;

  HmacRecordMac(PrfHash hash) {
    this(hash, Digests.of(hash));
  }

  /** With a digest given in, so that tests can watch its compressions. */
  HmacRecordMac(PrfHash hash, GeneralDigest digest) {
    this.hash = hash;
    this.digest = digest;
    this.inner = new byte[hash.size()];
  }

  @Override
  public HmacKey key(byte[] octets, int offset, int length) {
    return new HmacKey(hash, octets, offset, length);
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
    key.beginInner(digest);
    if (least == most) {
      Octets.putLong(block, 0, header);
      digest.update(block, 0, HEADER);
      digest.update(content, offset, length);
      digest.doFinal(inner, 0);
    } else {
      int clear = (HEADER + least) / BLOCK;
      hashClearBlocks(header, content, offset, clear);
      hashLastBlocks(header, content, offset, length, most, clear);
    }
    key.beginOuter(digest);
    digest.update(inner, 0, inner.length);
    digest.doFinal(mac, 0);
  }

  private void hashClearBlocks(long header, byte[] content, int offset, int clear) {
    if (clear > 0) {
      Octets.putLong(block, 0, header);
      System.arraycopy(content, offset, block, HEADER, BLOCK - HEADER);
      digest.update(block, 0, BLOCK);
      digest.update(content, offset + BLOCK - HEADER, (clear - 1) * BLOCK);
    }
  }

  private void hashLastBlocks(
      long header, byte[] content, int offset, int length, int most, int clear) {
    int message = HEADER + length;
    int last = (message + LENGTH_OCTETS) / BLOCK;
    int bound = (HEADER + most + LENGTH_OCTETS) / BLOCK;
    long lengthWord = lengthWord(8L * (BLOCK + message));
    Arrays.fill(inner, (byte) 0);
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
      digest.update(block, 0, BLOCK);
      select(isLast);
    }
    if (hash == PrfHash.MD5) {
      reverseWords();
    }
  }

  /** Takes the chaining value if the mask is all ones. */
  private void select(int mask) {
    byte[] state = ((EncodableDigest) digest).getEncodedState();
    for (int i = 0; i < inner.length; i++) {
      inner[i] |= (byte) (state[CHAINING_VALUE + i] & mask);
    }
    Arrays.fill(state, (byte) 0);
  }

  /** MD5 counts in little-endian order, and Bouncy Castle encodes it big-endian. */
  private long lengthWord(long bits) {
    return hash == PrfHash.MD5 ? Long.reverseBytes(bits) : bits;
  }

  private void reverseWords() {
    for (int i = 0; i < inner.length; i += 4) {
      Octets.putInt(inner, i, Integer.reverseBytes(Octets.getInt(inner, i)));
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

  @Override
  public void wipe() {
    digest.reset();
    Arrays.fill(inner, (byte) 0);
    Arrays.fill(block, (byte) 0);
  }
}
