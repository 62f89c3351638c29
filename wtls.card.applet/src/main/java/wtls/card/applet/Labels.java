package wtls.card.applet;

import javacard.framework.Util;

/**
 * The labels of WTLS's derivations, and what may be derived from a master secret: finished checks
 * and key blocks, so that no seed of the phone's choosing gives it the secret or lets it test a
 * guess.
 */
final class Labels {
  /** "master secret". */
  static final byte[] MASTER_SECRET = {
    0x6D, 0x61, 0x73, 0x74, 0x65, 0x72, 0x20, 0x73, 0x65, 0x63, 0x72, 0x65, 0x74
  };

  /** "client finished". */
  static final byte[] CLIENT_FINISHED = {
    0x63, 0x6C, 0x69, 0x65, 0x6E, 0x74, 0x20, 0x66, 0x69, 0x6E, 0x69, 0x73, 0x68, 0x65, 0x64
  };

  /** "server finished". */
  static final byte[] SERVER_FINISHED = {
    0x73, 0x65, 0x72, 0x76, 0x65, 0x72, 0x20, 0x66, 0x69, 0x6E, 0x69, 0x73, 0x68, 0x65, 0x64
  };

  /** "client expansion". */
  static final byte[] CLIENT_EXPANSION = {
    0x63, 0x6C, 0x69, 0x65, 0x6E, 0x74, 0x20, 0x65, 0x78, 0x70, 0x61, 0x6E, 0x73, 0x69, 0x6F, 0x6E
  };

  /** "server expansion". */
  static final byte[] SERVER_EXPANSION = {
    0x73, 0x65, 0x72, 0x76, 0x65, 0x72, 0x20, 0x65, 0x78, 0x70, 0x61, 0x6E, 0x73, 0x69, 0x6F, 0x6E
  };

  /** Octets of a finished check. */
  static final short CHECK = 12;

  /** Octets of a hello message's random. */
  static final short HELLO_RANDOM = 16;

  /** Octets of the largest key block that a phone gets. */
  static final short LARGEST_BLOCK = 64;

  /** Octets of a key block's seed after its label: sequence number and both randoms. */
  static final short EXPANSION_SEED = 2 + 2 * HELLO_RANDOM;

  private Labels() {}

  /** Whether a master secret may be derived with this seed. */
  static boolean makesMasterSecret(byte[] seed, short at, short length) {
    return begins(MASTER_SECRET, seed, at, length, (short) (2 * HELLO_RANDOM));
  }

  /** Whether so many octets may be derived from a master secret with this seed. */
  static boolean mayComeOut(byte[] seed, short at, short length, short out) {
    return isCheck(seed, at, length, out)
        || (out <= LARGEST_BLOCK
            && (begins(CLIENT_EXPANSION, seed, at, length, EXPANSION_SEED)
                || begins(SERVER_EXPANSION, seed, at, length, EXPANSION_SEED)));
  }

  /** Whether this is how a finished check is derived, which says nothing of any key. */
  static boolean isCheck(byte[] seed, short at, short length, short out) {
    return out == CHECK
        && (begins(CLIENT_FINISHED, seed, at, length, Prf.HASH)
            || begins(SERVER_FINISHED, seed, at, length, Prf.HASH));
  }

  private static boolean begins(byte[] label, byte[] seed, short at, short length, short rest) {
    short labelLength = (short) label.length;
    return length == (short) (labelLength + rest)
        && Util.arrayCompare(label, (short) 0, seed, at, labelLength) == 0;
  }

  /** Writes a label; returns what comes after it. */
  static short write(byte[] label, byte[] to, short at) {
    return Util.arrayCopyNonAtomic(label, (short) 0, to, at, (short) label.length);
  }
}
