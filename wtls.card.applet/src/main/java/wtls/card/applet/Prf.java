package wtls.card.applet;

import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.InitializedMessageDigest;
import javacard.security.MessageDigest;

/**
 * P_SHA-1 (WAP-261 11.3.1), the only PRF of a WIM, and the SHA-1 hashes around it. What it works on
 * lies in transient memory and is wiped before a method returns.
 */
final class Prf {
  /** Octets of a SHA-1 hash. */
  static final short HASH = 20;

  /** Octets that SHA-1 takes at a time, and the longest secret that HMAC takes as it is. */
  static final short BLOCK = 64;

  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5C;
  private static final short CHAIN = BLOCK;
  private static final short INSIDE = (short) (CHAIN + HASH);
  private static final short WORK = (short) (INSIDE + HASH);

  private final InitializedMessageDigest sha;

  /** Transient: the padded secret, A(i), and the inner hash or a block of output. */
  private final byte[] work;

  /** Transient: how many octets a running hash has taken so far. */
  private final byte[] hashed;

  Prf() {
    sha = MessageDigest.getInitializedMessageDigestInstance(MessageDigest.ALG_SHA, false);
    work = JCSystem.makeTransientByteArray(WORK, JCSystem.CLEAR_ON_DESELECT);
    hashed = JCSystem.makeTransientByteArray((short) 2, JCSystem.CLEAR_ON_DESELECT);
  }

  /** Hashes octets; the hash may lie over them. */
  void hash(byte[] octets, short offset, short length, byte[] hash, short hashOffset) {
    sha.reset();
    sha.doFinal(octets, offset, length, hash, hashOffset);
  }

  /** Hashes two runs of octets as one. */
  void hash(
      byte[] first,
      short firstOffset,
      short firstLength,
      byte[] second,
      short secondOffset,
      short secondLength,
      byte[] hash,
      short hashOffset) {
    sha.reset();
    sha.update(first, firstOffset, firstLength);
    sha.doFinal(second, secondOffset, secondLength, hash, hashOffset);
  }

  /**
   * Ends a hash that began elsewhere.
   *
   * @param state the five words of SHA-1 after the blocks hashed so far; not read when there are
   *     none
   * @param blocks how many blocks of 64 octets that was, 0 to 255
   * @param tail the octets after them
   */
  void resumeHash(
      byte[] state,
      short stateOffset,
      short blocks,
      byte[] tail,
      short tailOffset,
      short tailLength,
      byte[] hash,
      short hashOffset) {
    sha.reset();
    if (blocks != 0) {
      Util.setShort(hashed, (short) 0, (short) (blocks * BLOCK));
      sha.setInitialDigest(state, stateOffset, HASH, hashed, (short) 0, (short) 2);
    }
    sha.doFinal(tail, tailOffset, tailLength, hash, hashOffset);
  }

  /**
   * Expands a secret: P_SHA-1(secret, seed). The seed begins with the label.
   *
   * @param secret of at most 64 octets; a longer one is given as its hash, which HMAC makes of it
   *     anyway
   * @param out may not lie over secret or seed
   */
  void expand(
      byte[] secret,
      short secretOffset,
      short secretLength,
      byte[] seed,
      short seedOffset,
      short seedLength,
      byte[] out,
      short offset,
      short length) {
    pad(secret, secretOffset, secretLength);
    mac(seed, seedOffset, seedLength, false, CHAIN);
    while (length > 0) {
      mac(seed, seedOffset, seedLength, true, INSIDE);
      short octets = length < HASH ? length : HASH;
      Util.arrayCopyNonAtomic(work, INSIDE, out, offset, octets);
      offset += octets;
      length -= octets;
      mac(work, CHAIN, HASH, false, CHAIN);
    }
    Util.arrayFillNonAtomic(work, (short) 0, WORK, (byte) 0);
    sha.reset();
  }

  private void pad(byte[] secret, short offset, short length) {
    Util.arrayFillNonAtomic(work, (short) 0, BLOCK, (byte) 0);
    Util.arrayCopyNonAtomic(secret, offset, work, (short) 0, length);
  }

  /** HMAC of the seed, or of A(i) and the seed. */
  private void mac(byte[] seed, short offset, short length, boolean chained, short result) {
    maskSecret(INNER);
    sha.reset();
    sha.update(work, (short) 0, BLOCK);
    if (chained) {
      sha.update(work, CHAIN, HASH);
    }
    sha.doFinal(seed, offset, length, work, INSIDE);
    maskSecret((byte) (INNER ^ OUTER));
    sha.update(work, (short) 0, BLOCK);
    sha.doFinal(work, INSIDE, HASH, work, result);
    maskSecret(OUTER);
  }

  private void maskSecret(byte mask) {
    for (short i = 0; i < BLOCK; i++) {
      work[i] ^= mask;
    }
  }
}
