package wtls.card.applet;

import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.MessageDigest;
import javacardx.crypto.Cipher;

/**
 * Seals and opens fragments in place (WAP-261 9.2.3), with keys laid out as {@link RecordKeys}. Up
 * to the moment when the verdict is known, the work of opening depends on the fragment's length
 * alone.
 */
final class RecordProtection {
  /** What opening gives for a fragment that is not authentic; nobody learns why. */
  static final short REJECTED = -1;

  /** Most octets that sealing adds: MAC and padding. */
  static final short MOST_ADDED = (short) (Suite.HASH + Suite.BLOCK);

  private static final short MOST_PADDING = 255;

  private static final short MAC = 0;
  private static final short FOUND = Suite.HASH;
  private static final short OTHER = (short) (2 * Suite.HASH);
  private static final short WORK_SIZE = (short) (3 * Suite.HASH);

  /** Steps of 1, 2, 4, 8 and 16 turn 20 octets by any number. */
  private static final short TURNS = 5;

  private final RecordMac recordMac;
  private final BlockCiphers sealing;
  private final BlockCiphers opening;

  /** Computed MAC, MAC as found, and room to turn it. */
  private final byte[] work;

  /**
   * @param sha SHA-1, used only within calls
   */
  RecordProtection(MessageDigest sha) {
    recordMac = new RecordMac(sha);
    sealing = new BlockCiphers(Cipher.MODE_ENCRYPT);
    opening = new BlockCiphers(Cipher.MODE_DECRYPT);
    work = JCSystem.makeTransientByteArray(WORK_SIZE, JCSystem.CLEAR_ON_DESELECT);
  }

  /** Takes the keys that {@link #seal} uses from now on. */
  void keySealing(byte bulk, byte[] keys, short offset) {
    sealing.key(bulk, keys, (short) (offset + RecordKeys.KEY));
  }

  /** Takes the keys that {@link #open} uses from now on. */
  void keyOpening(byte bulk, byte[] keys, short offset) {
    opening.key(bulk, keys, (short) (offset + RecordKeys.KEY));
  }

  /** Octets of a fragment with this much content. */
  static short sealedSize(byte mac, short length) {
    short size = (short) (length + Suite.macSize(mac));
    return (short) ((short) (size & ~7) + Suite.BLOCK);
  }

  /**
   * Seals the content at {@code offset}; the fragment takes its place and the octets behind.
   *
   * @param keys those given to {@link #keySealing}
   * @return octets of the fragment
   */
  short seal(
      byte bulk,
      byte mac,
      byte[] keys,
      short keyOffset,
      short sequence,
      byte type,
      byte[] octets,
      short offset,
      short length) {
    short macKey = (short) (keyOffset + RecordKeys.MAC);
    recordMac.compute(keys, macKey, sequence, type, octets, offset, length, length, work, MAC);
    short macSize = Suite.macSize(mac);
    short size = sealedSize(mac, length);
    short at = Util.arrayCopyNonAtomic(work, MAC, octets, (short) (offset + length), macSize);
    short padding = (short) (size - length - macSize);
    Util.arrayFillNonAtomic(octets, at, padding, (byte) (padding - 1));
    chain(keys, (short) (keyOffset + RecordKeys.IV), sequence, octets, offset);
    sealing.crypt(bulk, octets, offset, size);
    wipe();
    return size;
  }

  /**
   * Opens the fragment at {@code offset}; the content takes its place, or zeros if it is rejected.
   *
   * @param keys those given to {@link #keyOpening}
   * @return octets of content, or {@link #REJECTED}
   */
  short open(
      byte bulk,
      byte mac,
      byte[] keys,
      short keyOffset,
      short sequence,
      byte type,
      byte[] octets,
      short offset,
      short size) {
    short macSize = Suite.macSize(mac);
    short most = (short) (size - macSize - 1);
    if (most < 0 || (short) (size & 7) != 0) {
      return REJECTED;
    }
    opening.crypt(bulk, octets, offset, size);
    chain(keys, (short) (keyOffset + RecordKeys.IV), sequence, octets, offset);

    short last = (short) (offset + size - 1);
    short mostPadding = most < MOST_PADDING ? most : MOST_PADDING;
    short padding = (short) (octets[last] & 0xFF);
    short good = (short) ~ConstantTime.lessMask(mostPadding, padding);
    padding &= good;
    good &= paddingMask(octets, last, padding, mostPadding);
    short length = (short) (most - padding);
    short macKey = (short) (keyOffset + RecordKeys.MAC);
    recordMac.compute(keys, macKey, sequence, type, octets, offset, length, most, work, MAC);
    short found =
        takeMac(
            octets,
            (short) (last - mostPadding - macSize),
            (short) (offset + length),
            last,
            macSize);
    good &= ConstantTime.equalMask(work, MAC, work, found, macSize);
    wipe();
    if (good == 0) {
      Util.arrayFillNonAtomic(octets, offset, size, (byte) 0);
    }
    return ConstantTime.select(good, length, REJECTED);
  }

  /** The mask of whether the last {@code padding + 1} octets all say {@code padding}. */
  private static short paddingMask(byte[] octets, short last, short padding, short mostPadding) {
    short difference = 0;
    for (short i = 0; i <= mostPadding; i++) {
      short outside = ConstantTime.lessMask(padding, i);
      difference |=
          (short) ((short) (octets[(short) (last - i)] ^ padding) & (short) (0xFF & ~outside));
    }
    return ConstantTime.equalMask(difference, (short) 0);
  }

  /**
   * Copies the MAC that begins at {@code start}, a secret, reading every place from {@code first}
   * on where it could be.
   *
   * @return where in the work area it is
   */
  private short takeMac(byte[] octets, short first, short start, short last, short macSize) {
    short end = (short) (start + macSize);
    short slot = 0;
    short turned = 0;
    Util.arrayFillNonAtomic(work, FOUND, Suite.HASH, (byte) 0);
    for (short at = first; at < last; at++) {
      short inside =
          (short) (ConstantTime.lessMask(at, end) & (short) ~ConstantTime.lessMask(at, start));
      work[(short) (FOUND + slot)] |= (byte) (octets[at] & inside);
      turned |= (short) (slot & ConstantTime.equalMask(at, start));
      slot++;
      if (slot == macSize) {
        slot = 0;
      }
    }
    return turnBack(turned, macSize);
  }

  /** Turns what was found back by {@code turned} octets. */
  private short turnBack(short turned, short macSize) {
    short from = FOUND;
    short to = OTHER;
    for (short turn = 0; turn < TURNS; turn++) {
      short wanted = (short) -((short) (turned >> turn) & 1);
      short other = (short) ((short) (1 << turn) % macSize);
      for (short i = 0; i < macSize; i++) {
        work[(short) (to + i)] =
            (byte)
                ConstantTime.select(wanted, work[(short) (from + other)], work[(short) (from + i)]);
        other++;
        if (other == macSize) {
          other = 0;
        }
      }
      short swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  /** XORs the record's IV, which is the window's XOR the number repeated, into the first block. */
  private static void chain(byte[] keys, short iv, short sequence, byte[] octets, short offset) {
    for (short i = 0; i < Suite.BLOCK; i++) {
      byte number = (byte) ((short) (i & 1) == 0 ? (short) (sequence >> 8) : sequence);
      octets[(short) (offset + i)] ^= (byte) (keys[(short) (iv + i)] ^ number);
    }
  }

  private void wipe() {
    Util.arrayFillNonAtomic(work, MAC, WORK_SIZE, (byte) 0);
  }

  /** Forgets all keys. */
  void clear() {
    sealing.clear();
    opening.clear();
    wipe();
  }
}
