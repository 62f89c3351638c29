package wtls.protocol.crypto;

import java.util.Arrays;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.engine.RecordProtection;

/**
 * Seals and opens fragments in place, with scratch memory of its own: all of it is public, a copy,
 * or wiped with {@link #wipe}. Opening takes a time that depends on the fragment's length alone, up
 * to the moment when the verdict is known.
 */
final class Workbench {
  private static final int MOST_PADDING = 255;
  private static final int MOST_MAC = 20;

  /** The tail ends here, on a word boundary; behind it is room to read a word too far. */
  private static final int TAIL_END = 280;

  private final CipherSuite suite;
  private final int macSize;
  private final RecordMac recordMac;
  private final byte[] mac = new byte[MOST_MAC];
  private final byte[] received = new byte[MOST_MAC + 4];
  private final byte[] tail = new byte[TAIL_END + 8];

  Workbench(CipherSuite suite) {
    this(suite, RecordMac.of(suite.mac()));
  }

  /** With a MAC given in, so that tests can count its compressions. */
  Workbench(CipherSuite suite, RecordMac recordMac) {
    this.suite = suite;
    this.macSize = suite.mac().size();
    this.recordMac = recordMac;
  }

  /** Octets of a fragment with this much content. */
  static int sealedSize(CipherSuite suite, int length) {
    int size = length + suite.mac().size();
    return suite.bulk() == BulkCipher.NULL ? size : (size / CbcCipher.BLOCK + 1) * CbcCipher.BLOCK;
  }

  /** Seals the content at {@code offset}; the fragment takes its place and the octets behind. */
  int seal(WindowKeys keys, int sequence, int recordType, byte[] octets, int offset, int length) {
    int size = sealedSize(suite, length);
    if (macSize > 0) {
      recordMac.compute(
          keys.mac(recordMac), sequence, recordType, octets, offset, length, length, length, mac);
      System.arraycopy(mac, 0, octets, offset + length, macSize);
    }
    if (suite.bulk() != BulkCipher.NULL) {
      int padding = size - length - macSize - 1;
      Arrays.fill(octets, offset + length + macSize, offset + size, (byte) padding);
      keys.cipher(Direction.WRITE).encrypt(octets, offset, size, keys.iv(sequence));
    }
    return size;
  }

  /** Opens the fragment at {@code offset}; the content takes its place. */
  int open(WindowKeys keys, int sequence, int recordType, byte[] octets, int offset, int size) {
    return suite.bulk() == BulkCipher.NULL
        ? openClear(keys, sequence, recordType, octets, offset, size)
        : openPadded(keys, sequence, recordType, octets, offset, size);
  }

  private int openClear(
      WindowKeys keys, int sequence, int recordType, byte[] octets, int offset, int size) {
    int length = size - macSize;
    if (length < 0) {
      return RecordProtection.REJECTED;
    }
    if (macSize > 0) {
      recordMac.compute(
          keys.mac(recordMac), sequence, recordType, octets, offset, length, length, length, mac);
    }
    int good = ConstantTime.equalMask(octets, offset + length, mac, 0, macSize);
    return ConstantTime.select(good, length, RecordProtection.REJECTED);
  }

  private int openPadded(
      WindowKeys keys, int sequence, int recordType, byte[] octets, int offset, int size) {
    int most = size - macSize - 1;
    if (most < 0 || size % CbcCipher.BLOCK != 0) {
      return RecordProtection.REJECTED;
    }
    keys.cipher(Direction.READ).decrypt(octets, offset, size, keys.iv(sequence));
    int tailSize = Math.min(size, MOST_PADDING + 1 + macSize);
    System.arraycopy(octets, offset + size - tailSize, tail, TAIL_END - tailSize, tailSize);

    int mostPadding = Math.min(most, MOST_PADDING);
    int padding = tail[TAIL_END - 1] & 0xFF;
    int good = ~ConstantTime.lessMask(mostPadding, padding);
    padding &= good;
    good &= paddingMask(padding, mostPadding);
    int length = most - padding;
    if (macSize > 0) {
      recordMac.compute(
          keys.mac(recordMac),
          sequence,
          recordType,
          octets,
          offset,
          length,
          most - mostPadding,
          most,
          mac);
      takeMac(padding, mostPadding);
      good &= ConstantTime.equalMask(received, 0, mac, 0, macSize);
    }
    return ConstantTime.select(good, length, RecordProtection.REJECTED);
  }

  /** The mask of whether the last {@code padding + 1} octets all say {@code padding}. */
  private int paddingMask(int padding, int mostPadding) {
    long expected = padding * 0x0101010101010101L;
    long difference = 0;
    for (int at = 0; at <= mostPadding; at += 8) {
      // How many of the 8 octets before this place, counted from the end, are padding.
      int left = padding + 1 - at;
      left &= ~(left >> 31);
      int excess = 8 - left;
      left += excess & (excess >> 31);
      long inside = -1L >>> (32 - 4 * left) >>> (32 - 4 * left);
      difference |= (Octets.getLong(tail, TAIL_END - 8 - at) ^ expected) & inside;
    }
    return ConstantTime.zeroMask((int) (difference | difference >>> 32));
  }

  /** Copies the MAC from before the padding, reading every place where it could be. */
  private void takeMac(int padding, int mostPadding) {
    for (int word = 0; word < macSize; word += 8) {
      long taken = 0;
      int at = TAIL_END - 1 - macSize + word;
      for (int i = 0; i <= mostPadding; i++) {
        taken |= Octets.getLong(tail, at - i) & ConstantTime.equalMask(i, padding);
      }
      Octets.putLong(received, word, taken);
    }
  }

  void wipe() {
    recordMac.wipe();
    Arrays.fill(mac, (byte) 0);
    Arrays.fill(received, (byte) 0);
    Arrays.fill(tail, (byte) 0);
  }
}
