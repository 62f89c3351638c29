package wtls.card.applet;

import javacard.framework.Util;

/** What the bulk ciphers and MACs of WTLS need (WAP-261 appendix A, tables 5 and 6). */
final class Suite {
  static final byte RC5_CBC_40 = 1;
  static final byte RC5_CBC_56 = 2;
  static final byte RC5_CBC = 3;
  static final byte DES_CBC_40 = 4;
  static final byte DES_CBC = 5;
  static final byte TRIPLE_DES_CBC_EDE = 6;
  static final byte RC5_CBC_64 = 10;

  static final byte SHA_40 = 1;
  static final byte SHA_80 = 2;
  static final byte SHA = 3;

  /** Octets of the MAC secret, of a SHA-1 hash. */
  static final short HASH = 20;

  /** Octets in a block and in an IV: the same for all ciphers. */
  static final short BLOCK = 8;

  /** The ciphers that this card has, the strongest first. */
  private static final byte[] CIPHERS = {
    TRIPLE_DES_CBC_EDE, RC5_CBC, RC5_CBC_64, RC5_CBC_56, DES_CBC, RC5_CBC_40, DES_CBC_40
  };

  private Suite() {}

  /** Writes the numbers of all ciphers; returns how many. */
  static short listCiphers(byte[] to, short at) {
    short count = (short) CIPHERS.length;
    Util.arrayCopyNonAtomic(CIPHERS, (short) 0, to, at, count);
    return count;
  }

  /** Octets of key that the key block holds; 0 for ciphers that this card lacks. */
  static short keyMaterial(byte bulk) {
    switch (bulk) {
      case RC5_CBC_40:
      case DES_CBC_40:
        return (short) 5;
      case RC5_CBC_56:
        return (short) 7;
      case DES_CBC:
      case RC5_CBC_64:
        return (short) 8;
      case RC5_CBC:
        return (short) 16;
      case TRIPLE_DES_CBC_EDE:
        return (short) 24;
      default:
        return (short) 0;
    }
  }

  /** Octets of the key that the cipher takes. */
  static short expandedKey(byte bulk) {
    if (isRc5(bulk)) {
      return (short) 16;
    }
    return bulk == TRIPLE_DES_CBC_EDE ? (short) 24 : (short) 8;
  }

  /** Whether key and IV of the key block are only what the true ones are made from. */
  static boolean isExportable(byte bulk) {
    return bulk == DES_CBC_40 || isRc5(bulk) && bulk != RC5_CBC;
  }

  static boolean isRc5(byte bulk) {
    return bulk >= RC5_CBC_40 && bulk <= RC5_CBC || bulk == RC5_CBC_64;
  }

  /** Octets of a MAC; 0 for MACs that this card lacks. */
  static short macSize(byte mac) {
    switch (mac) {
      case SHA_40:
        return (short) 5;
      case SHA_80:
        return (short) 10;
      case SHA:
        return HASH;
      default:
        return (short) 0;
    }
  }

  /** Whether this card can protect records with both. */
  static boolean isSupported(byte bulk, byte mac) {
    return keyMaterial(bulk) != 0 && macSize(mac) != 0;
  }

  /** Octets of a key block: MAC secret, key material, IV. */
  static short keyBlock(byte bulk) {
    return (short) (HASH + keyMaterial(bulk) + BLOCK);
  }
}
