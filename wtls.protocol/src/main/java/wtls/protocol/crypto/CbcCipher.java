package wtls.protocol.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.engines.IDEAEngine;
import org.bouncycastle.crypto.engines.RC532Engine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.RC5Parameters;
import wtls.api.algorithm.BulkCipher;

/**
 * A block cipher in CBC mode, one direction, keyed once per key window. Chaining is done here over
 * the raw cipher, so that a record's IV costs no new key schedule and no allocation.
 */
final class CbcCipher {
  /** Octets in a block: the same for all ciphers of WTLS. */
  static final int BLOCK = 8;

  private final BulkCipher bulk;
  private final boolean encrypting;
  private final BlockCipher cipher;

  CbcCipher(BulkCipher bulk, boolean encrypting) {
    this.bulk = bulk;
    this.encrypting = encrypting;
    this.cipher =
        switch (bulk) {
          case NULL -> throw new IllegalArgumentException("NULL is no block cipher.");
          case RC5_CBC_40, RC5_CBC_56, RC5_CBC, RC5_CBC_64 -> new RC532Engine();
          case DES_CBC_40, DES_CBC -> new DESEngine();
          case TRIPLE_DES_CBC_EDE -> new TripleDes();
          case IDEA_CBC_40, IDEA_CBC_56, IDEA_CBC, IDEA_CBC_64 -> new IDEAEngine();
        };
  }

  /** Takes the key at {@code offset} instead of the one before. */
  void key(byte[] octets, int offset) {
    byte[] key = Arrays.copyOfRange(octets, offset, offset + bulk.expandedKey());
    CipherParameters parameters =
        cipher instanceof RC532Engine
            ? new RC5Parameters(key, bulk.rounds())
            : new KeyParameter(key);
    cipher.init(encrypting, parameters);
    // Both kinds of parameters give out their own array.
    if (parameters instanceof RC5Parameters rc5) {
      Arrays.fill(rc5.getKey(), (byte) 0);
    } else if (parameters instanceof KeyParameter plain) {
      Arrays.fill(plain.getKey(), (byte) 0);
    }
    Arrays.fill(key, (byte) 0);
  }

  /** Encrypts a whole number of blocks in place. */
  void encrypt(byte[] octets, int offset, int length, long iv) {
    long previous = iv;
    for (int at = offset; at < offset + length; at += BLOCK) {
      Octets.putLong(octets, at, Octets.getLong(octets, at) ^ previous);
      cipher.processBlock(octets, at, octets, at);
      previous = Octets.getLong(octets, at);
    }
  }

  /** Decrypts a whole number of blocks in place. */
  void decrypt(byte[] octets, int offset, int length, long iv) {
    long previous = iv;
    for (int at = offset; at < offset + length; at += BLOCK) {
      long sealed = Octets.getLong(octets, at);
      cipher.processBlock(octets, at, octets, at);
      Octets.putLong(octets, at, Octets.getLong(octets, at) ^ previous);
      previous = sealed;
    }
  }

  /** Replaces the round keys by those of a zero key. */
  void wipe() {
    key(new byte[bulk.expandedKey()], 0);
  }
}
