package wtls.card.applet;

import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.MessageDigest;

/**
 * HMAC-SHA1 over a record (WAP-261 9.2.3.2). Where the length is a secret, further blocks are
 * hashed for nothing, so that calls and compressions depend on its upper bound alone.
 */
final class RecordMac {
  private static final short BLOCK = 64;
  private static final short HEADER = 5;

  /** A hash ends with an octet 80 and 8 octets of length. */
  private static final short HASH_TAIL = 9;

  /** So many blocks can 255 octets of padding hide. */
  private static final short MOST_HIDDEN = 4;

  private final MessageDigest sha;

  /** The HMAC pad, then the record's header, then the inner hash. */
  private final byte[] work;

  private static final short HEADER_AT = BLOCK;
  private static final short INNER_AT = (short) (BLOCK + HEADER);

  RecordMac(MessageDigest sha) {
    this.sha = sha;
    this.work =
        JCSystem.makeTransientByteArray(
            (short) (INNER_AT + Suite.HASH), JCSystem.CLEAR_ON_DESELECT);
  }

  /**
   * Computes the whole MAC, 20 octets.
   *
   * @param key 20 octets
   * @param type the first octet of the record as sent
   * @param length of the content; secret if below {@code most}, and at most 255 less
   * @param most the upper bound of the length
   */
  void compute(
      byte[] keys,
      short key,
      short sequence,
      byte type,
      byte[] content,
      short offset,
      short length,
      short most,
      byte[] mac,
      short macOffset) {
    Util.setShort(work, HEADER_AT, sequence);
    work[(short) (HEADER_AT + 2)] = type;
    Util.setShort(work, (short) (HEADER_AT + 3), length);
    sha.reset();
    pad(keys, key, (byte) 0x36);
    // The header lies behind the pad.
    sha.update(work, (short) 0, (short) (BLOCK + HEADER));
    sha.doFinal(content, offset, length, work, INNER_AT);

    short hidden = (short) (blocks(most) - blocks(length));
    for (short i = 0; i < MOST_HIDDEN; i++) {
      short size = (short) (BLOCK & ConstantTime.lessMask(i, hidden));
      sha.update(work, (short) 0, size);
    }
    sha.reset();

    pad(keys, key, (byte) 0x5C);
    sha.update(work, (short) 0, BLOCK);
    sha.doFinal(work, INNER_AT, Suite.HASH, mac, macOffset);
    Util.arrayFillNonAtomic(work, (short) 0, BLOCK, (byte) 0);
  }

  private static short blocks(short length) {
    return (short) ((short) (length + (short) (BLOCK + HEADER + HASH_TAIL + BLOCK - 1)) >> 6);
  }

  private void pad(byte[] keys, short key, byte filler) {
    Util.arrayFillNonAtomic(work, (short) 0, BLOCK, filler);
    for (short i = 0; i < Suite.HASH; i++) {
      work[i] ^= keys[(short) (key + i)];
    }
  }
}
