package wtls.card.applet;

import javacard.framework.JCSystem;
import javacard.framework.Util;

/** The key schedule of records (WAP-261 11.2): from a master secret to {@link RecordKeys}. */
final class KeySchedule {
  /** "client write key". */
  private static final byte[] CLIENT_WRITE_KEY = {
    0x63, 0x6C, 0x69, 0x65, 0x6E, 0x74, 0x20, 0x77, 0x72, 0x69, 0x74, 0x65, 0x20, 0x6B, 0x65, 0x79
  };

  /** "server write key". */
  private static final byte[] SERVER_WRITE_KEY = {
    0x73, 0x65, 0x72, 0x76, 0x65, 0x72, 0x20, 0x77, 0x72, 0x69, 0x74, 0x65, 0x20, 0x6B, 0x65, 0x79
  };

  /** "client write IV". */
  private static final byte[] CLIENT_WRITE_IV = {
    0x63, 0x6C, 0x69, 0x65, 0x6E, 0x74, 0x20, 0x77, 0x72, 0x69, 0x74, 0x65, 0x20, 0x49, 0x56
  };

  /** "server write IV". */
  private static final byte[] SERVER_WRITE_IV = {
    0x73, 0x65, 0x72, 0x76, 0x65, 0x72, 0x20, 0x77, 0x72, 0x69, 0x74, 0x65, 0x20, 0x49, 0x56
  };

  private static final short WHOLE_SEQUENCE = 16;
  private static final short RANDOM = Labels.HELLO_RANDOM;
  private static final short LONGEST_LABEL = 16;

  private static final short SEED = 0;
  private static final short BLOCK = (short) (SEED + LONGEST_LABEL + 2 + 2 * RANDOM);
  private static final short SIZE = (short) (BLOCK + RecordKeys.SIZE);

  private final Prf prf;
  private final byte[] work;

  KeySchedule(Prf prf) {
    this.prf = prf;
    work = JCSystem.makeTransientByteArray(SIZE, JCSystem.CLEAR_ON_DESELECT);
  }

  /**
   * The sequence number with which the key window of a record begins.
   *
   * @param refresh keys change every 2^refresh records; 16 and above mean never
   */
  static short windowStart(short sequence, byte refresh) {
    short bits = (short) (refresh & 0xFF);
    return bits >= WHOLE_SEQUENCE ? (short) 0 : (short) (sequence & (short) (-1 << bits));
  }

  /**
   * Derives the key block of one window, before any export derivation.
   *
   * @param write whether the client sends under it
   * @param randoms server random, then client random
   * @return octets of the block
   */
  short block(
      byte[] secrets,
      short master,
      boolean write,
      byte bulk,
      short start,
      byte[] from,
      short randoms,
      byte[] out,
      short offset) {
    short length = Suite.keyBlock(bulk);
    short at = Labels.write(write ? Labels.CLIENT_EXPANSION : Labels.SERVER_EXPANSION, work, SEED);
    at = Util.setShort(work, at, start);
    at = Util.arrayCopyNonAtomic(from, randoms, work, at, (short) (2 * RANDOM));
    prf.expand(
        secrets,
        master,
        Sessions.SECRET_LENGTH,
        work,
        SEED,
        (short) (at - SEED),
        out,
        offset,
        length);
    return length;
  }

  /** Derives the keys of one window; parameters as for {@link #block}. */
  void derive(
      byte[] secrets,
      short master,
      boolean write,
      byte bulk,
      short start,
      byte[] from,
      short randoms,
      byte[] keys,
      short offset) {
    short length = block(secrets, master, write, bulk, start, from, randoms, work, BLOCK);
    Util.arrayFillNonAtomic(keys, offset, RecordKeys.SIZE, (byte) 0);
    Util.arrayCopyNonAtomic(work, BLOCK, keys, (short) (offset + RecordKeys.MAC), Suite.HASH);
    if (Suite.isExportable(bulk)) {
      exportKey(write, bulk, from, randoms, keys, (short) (offset + RecordKeys.KEY));
      exportIv(write, start, from, randoms, keys, (short) (offset + RecordKeys.IV));
    } else {
      Util.arrayCopyNonAtomic(
          work,
          (short) (BLOCK + Suite.HASH),
          keys,
          (short) (offset + RecordKeys.KEY),
          Suite.keyMaterial(bulk));
      Util.arrayCopyNonAtomic(
          work,
          (short) (BLOCK + length - Suite.BLOCK),
          keys,
          (short) (offset + RecordKeys.IV),
          Suite.BLOCK);
    }
    Util.arrayFillNonAtomic(work, BLOCK, RecordKeys.SIZE, (byte) 0);
  }

  private void exportKey(
      boolean write, byte bulk, byte[] from, short randoms, byte[] keys, short offset) {
    short at = Labels.write(write ? CLIENT_WRITE_KEY : SERVER_WRITE_KEY, work, SEED);
    at = putClientFirst(from, randoms, at);
    prf.expand(
        work,
        (short) (BLOCK + Suite.HASH),
        Suite.keyMaterial(bulk),
        work,
        SEED,
        (short) (at - SEED),
        keys,
        offset,
        Suite.expandedKey(bulk));
  }

  /** The IV comes from an empty secret: anybody can compute it. */
  private void exportIv(
      boolean write, short start, byte[] from, short randoms, byte[] keys, short offset) {
    short at = Labels.write(write ? CLIENT_WRITE_IV : SERVER_WRITE_IV, work, SEED);
    at = Util.setShort(work, at, start);
    at = putClientFirst(from, randoms, at);
    prf.expand(work, SEED, (short) 0, work, SEED, (short) (at - SEED), keys, offset, Suite.BLOCK);
  }

  private short putClientFirst(byte[] from, short randoms, short at) {
    at = Util.arrayCopyNonAtomic(from, (short) (randoms + RANDOM), work, at, RANDOM);
    return Util.arrayCopyNonAtomic(from, randoms, work, at, RANDOM);
  }
}
