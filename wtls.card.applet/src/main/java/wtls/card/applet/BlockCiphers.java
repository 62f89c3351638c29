package wtls.card.applet;

import javacard.security.DESKey;
import javacard.security.KeyBuilder;
import javacardx.crypto.Cipher;

/**
 * CBC with the ciphers of WTLS, in place, for one direction. The key of the last use is kept, since
 * a key window lasts for many records.
 */
final class BlockCiphers {
  private final byte mode;
  private final DESKey desKey;
  private final DESKey tripleDesKey;
  private final Cipher des;
  private final Cipher tripleDes;
  private final Rc5 rc5;

  /**
   * @param mode of {@link Cipher}
   */
  BlockCiphers(byte mode) {
    this.mode = mode;
    desKey =
        (DESKey)
            KeyBuilder.buildKey(
                KeyBuilder.TYPE_DES_TRANSIENT_DESELECT, KeyBuilder.LENGTH_DES, false);
    tripleDesKey =
        (DESKey)
            KeyBuilder.buildKey(
                KeyBuilder.TYPE_DES_TRANSIENT_DESELECT, KeyBuilder.LENGTH_DES3_3KEY, false);
    des = Cipher.getInstance(Cipher.ALG_DES_CBC_NOPAD, false);
    tripleDes = Cipher.getInstance(Cipher.ALG_DES_CBC_NOPAD, false);
    rc5 = new Rc5(mode);
  }

  /** Takes the key at {@code offset} instead of the one before. */
  void key(byte bulk, byte[] octets, short offset) {
    if (Suite.isRc5(bulk)) {
      rc5.key(octets, offset, bulk == Suite.RC5_CBC ? (short) 16 : (short) 12);
    } else if (bulk == Suite.TRIPLE_DES_CBC_EDE) {
      tripleDesKey.setKey(octets, offset);
      tripleDes.init(tripleDesKey, mode);
    } else {
      desKey.setKey(octets, offset);
      des.init(desKey, mode);
    }
  }

  /** Encrypts or decrypts a whole number of blocks under an IV of zero. */
  void crypt(byte bulk, byte[] octets, short offset, short length) {
    if (Suite.isRc5(bulk)) {
      rc5.crypt(octets, offset, length);
    } else if (bulk == Suite.TRIPLE_DES_CBC_EDE) {
      tripleDes.doFinal(octets, offset, length, octets, offset);
    } else {
      des.doFinal(octets, offset, length, octets, offset);
    }
  }

  /** Forgets all keys. */
  void clear() {
    desKey.clearKey();
    tripleDesKey.clearKey();
    rc5.clear();
  }
}
