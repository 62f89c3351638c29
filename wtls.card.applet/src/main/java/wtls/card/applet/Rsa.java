package wtls.card.applet;

import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.CryptoException;
import javacard.security.KeyBuilder;
import javacard.security.KeyPair;
import javacard.security.RSAPrivateCrtKey;
import javacard.security.RSAPublicKey;
import javacardx.crypto.Cipher;

/**
 * RSA with the padding of PKCS#1 1.5 over what it is given: no DigestInfo is added or expected.
 * There is one key object for each length the card knows; a key is put into it for one operation.
 *
 * <p>An own key is n | p | q | dp | dq | qi, with the exponent 65537; its primes are half as long
 * as n.
 */
final class Rsa {
  /** Octets of the largest modulus. */
  static final short LARGEST = 256;

  /** Octets that padding takes at least. */
  static final short PADDING = 11;

  /** The exponent of the card's own keys. */
  static final byte[] EXPONENT = {1, 0, 1};

  // Key objects lie at the octets of their modulus through 8.
  private static final short UNIT = 8;
  private static final short COUNT = (short) (LARGEST / UNIT + 1);

  private final Cipher cipher;
  private final Cipher bare;
  private final RSAPublicKey[] publicKeys;
  private final RSAPrivateCrtKey[] privateKeys;
  private final KeyPair[] pairs;

  /** Transient: an exponent, padded. */
  private final byte[] padding;

  Rsa() {
    cipher = Cipher.getInstance(Cipher.ALG_RSA_PKCS1, false);
    bare = Cipher.getInstance(Cipher.ALG_RSA_NOPAD, false);
    publicKeys = new RSAPublicKey[COUNT];
    privateKeys = new RSAPrivateCrtKey[COUNT];
    pairs = new KeyPair[COUNT];
    padding = JCSystem.makeTransientByteArray(LARGEST, JCSystem.CLEAR_ON_DESELECT);
    for (short octets = 64; octets <= LARGEST; octets += 16) {
      buildPublic(octets);
    }
    buildPublic((short) 248);
    buildPair((short) 128);
    buildPair((short) 160);
    buildPair((short) 192);
    buildPair((short) 248);
    buildPair((short) 256);
  }

  private void buildPublic(short octets) {
    try {
      publicKeys[(short) (octets / UNIT)] =
          (RSAPublicKey)
              KeyBuilder.buildKey(KeyBuilder.TYPE_RSA_PUBLIC, (short) (octets * 8), false);
    } catch (CryptoException e) {
      // A length this card does not have: keys of it are refused.
      publicKeys[(short) (octets / UNIT)] = null;
    }
  }

  private void buildPair(short octets) {
    short at = (short) (octets / UNIT);
    privateKeys[at] =
        (RSAPrivateCrtKey)
            KeyBuilder.buildKey(KeyBuilder.TYPE_RSA_CRT_PRIVATE, (short) (octets * 8), false);
    pairs[at] = new KeyPair(publicKeys[at], privateKeys[at]);
  }

  /** Whether the card knows private keys of this length. */
  boolean hasPair(short octets) {
    return octets > 0 && octets <= LARGEST && octets % UNIT == 0 && pairs[index(octets)] != null;
  }

  /** Whether a public key can be used: a length the card knows, an odd exponent of at least 3. */
  boolean isPublicKey(
      byte[] key, short exponent, short exponentLength, short modulus, short modulusLength) {
    if (modulusLength <= 0 || modulusLength > LARGEST || modulusLength % UNIT != 0) {
      return false;
    }
    if (publicKeys[index(modulusLength)] == null || key[modulus] >= 0) {
      return false;
    }
    if (exponentLength <= 0 || exponentLength > modulusLength) {
      return false;
    }
    short last = (short) (exponent + exponentLength - 1);
    if ((byte) (key[(short) (modulus + modulusLength - 1)] & key[last] & 1) == 0) {
      return false;
    }
    return key[last] != 1 || !Octets.isZero(key, exponent, (short) (exponentLength - 1));
  }

  private static short index(short octets) {
    return (short) (octets / UNIT);
  }

  /**
   * Encrypts with block type 2 under a key that {@link #isPublicKey} took. The cryptogram may lie
   * over the data.
   */
  void encrypt(
      byte[] key,
      short exponent,
      short exponentLength,
      short modulus,
      short modulusLength,
      byte[] data,
      short offset,
      short length,
      byte[] out,
      short outOffset) {
    cipher.init(
        publicKey(key, exponent, exponentLength, modulus, modulusLength), Cipher.MODE_ENCRYPT);
    cipher.doFinal(data, offset, length, out, outOffset);
  }

  /**
   * Opens a signature with a key that {@link #isPublicKey} took. The whole block is checked here:
   * some cards take any padding, and then a small exponent lets anybody sign.
   *
   * @param signature as long as the modulus
   * @param out has room for as many octets
   * @return the octets signed, or -1 when it is no block of type 1 under this key
   */
  short open(
      byte[] key,
      short exponent,
      short exponentLength,
      short modulus,
      short modulusLength,
      byte[] signature,
      short offset,
      byte[] out,
      short outOffset) {
    if (!Octets.isBelow(signature, offset, key, modulus, modulusLength)) {
      return -1;
    }
    try {
      bare.init(
          publicKey(key, exponent, exponentLength, modulus, modulusLength), Cipher.MODE_DECRYPT);
      short length = bare.doFinal(signature, offset, modulusLength, out, outOffset);
      place(out, outOffset, modulusLength, length);
    } catch (CryptoException e) {
      return -1;
    }
    return unpad(out, outOffset, modulusLength);
  }

  /** Takes what is signed out of a block of type 1; gives its length, or -1. */
  private static short unpad(byte[] block, short offset, short length) {
    if (block[offset] != 0 || block[(short) (offset + 1)] != 1) {
      return -1;
    }
    short at = 2;
    while (at < length && block[(short) (offset + at)] == (byte) 0xFF) {
      at++;
    }
    if (at < (short) (PADDING - 1) || at == length || block[(short) (offset + at)] != 0) {
      return -1;
    }
    at++;
    short signed = (short) (length - at);
    Util.arrayCopyNonAtomic(block, (short) (offset + at), block, offset, signed);
    return signed;
  }

  private RSAPublicKey publicKey(
      byte[] key, short exponent, short exponentLength, short modulus, short modulusLength) {
    RSAPublicKey publicKey = publicKeys[index(modulusLength)];
    setExponent(publicKey, key, exponent, exponentLength, modulusLength);
    publicKey.setModulus(key, modulus, modulusLength);
    return publicKey;
  }

  // Padded to one length: jCardSim keeps the tail of a longer number that was set before.
  private void setExponent(
      RSAPublicKey publicKey, byte[] from, short offset, short length, short padded) {
    short missing = (short) (padded - length);
    Util.arrayFillNonAtomic(padding, (short) 0, missing, (byte) 0);
    Util.arrayCopyNonAtomic(from, offset, padding, missing, length);
    publicKey.setExponent(padding, (short) 0, padded);
  }

  /**
   * Signs with block type 1.
   *
   * @param key where an own key lies, n of this many octets first
   * @param length at most n less {@link #PADDING}
   */
  void sign(
      byte[] key,
      short keyOffset,
      short octets,
      byte[] data,
      short offset,
      short length,
      byte[] out,
      short outOffset) {
    cipher.init(privateKey(key, keyOffset, octets), Cipher.MODE_ENCRYPT);
    cipher.doFinal(data, offset, length, out, outOffset);
    privateKeys[index(octets)].clearKey();
  }

  /**
   * Decrypts a block of type 2.
   *
   * @param cryptogram as long as the modulus; the data may lie over it
   * @return the octets that were encrypted, or -1 when the block is not well formed
   */
  short decrypt(
      byte[] key,
      short keyOffset,
      short octets,
      byte[] cryptogram,
      short offset,
      byte[] out,
      short outOffset) {
    if (!Octets.isBelow(cryptogram, offset, key, keyOffset, octets)) {
      return -1;
    }
    try {
      cipher.init(privateKey(key, keyOffset, octets), Cipher.MODE_DECRYPT);
      return cipher.doFinal(cryptogram, offset, octets, out, outOffset);
    } catch (CryptoException e) {
      return -1;
    } finally {
      privateKeys[index(octets)].clearKey();
    }
  }

  private RSAPrivateCrtKey privateKey(byte[] key, short offset, short octets) {
    short half = (short) (octets / 2);
    short at = (short) (offset + octets);
    RSAPrivateCrtKey privateKey = privateKeys[index(octets)];
    privateKey.setP(key, at, half);
    at += half;
    privateKey.setQ(key, at, half);
    at += half;
    privateKey.setDP1(key, at, half);
    at += half;
    privateKey.setDQ1(key, at, half);
    at += half;
    privateKey.setPQ(key, at, half);
    return privateKey;
  }

  /** Octets of an own key whose modulus has this many. */
  static short keyLength(short octets) {
    return (short) (octets + (short) ((short) (octets / 2) * 5));
  }

  /** Makes an own key of a length that {@link #hasPair} knows. */
  void generate(short octets, byte[] key, short offset) {
    short half = (short) (octets / 2);
    short at = (short) (offset + octets);
    RSAPublicKey publicKey = publicKeys[index(octets)];
    RSAPrivateCrtKey privateKey = privateKeys[index(octets)];
    setExponent(publicKey, EXPONENT, (short) 0, (short) EXPONENT.length, octets);
    pairs[index(octets)].genKeyPair();
    place(key, offset, octets, publicKey.getModulus(key, offset));
    place(key, at, half, privateKey.getP(key, at));
    at += half;
    place(key, at, half, privateKey.getQ(key, at));
    at += half;
    place(key, at, half, privateKey.getDP1(key, at));
    at += half;
    place(key, at, half, privateKey.getDQ1(key, at));
    at += half;
    place(key, at, half, privateKey.getPQ(key, at));
    privateKey.clearKey();
  }

  /** Left-pads a number that came out shorter. */
  private static void place(byte[] number, short offset, short length, short got) {
    short missing = (short) (length - got);
    if (missing > 0) {
      Util.arrayCopyNonAtomic(number, offset, number, (short) (offset + missing), got);
      Util.arrayFillNonAtomic(number, offset, missing, (byte) 0);
    }
  }
}
