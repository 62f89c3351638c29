package wtls.card.applet;

import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.RandomData;

/**
 * RSA key transport (WAP-261 10.5.7.1): the secret is client version and 19 random octets; secret
 * and server key together are the pre-master secret. As that is longer than 64 octets, HMAC works
 * with its hash, and the hash is all that is kept.
 */
final class KeyTransport {
  private static final short SECRET = 20;

  private final Rsa rsa;
  private final Prf prf;
  private final RandomData random;

  /** Transient: the secret. */
  private final byte[] secret;

  KeyTransport(Rsa rsa, Prf prf, RandomData random) {
    this.rsa = rsa;
    this.prf = prf;
    this.random = random;
    secret = JCSystem.makeTransientByteArray(SECRET, JCSystem.CLEAR_ON_DESELECT);
  }

  /**
   * Where the modulus begins in a WTLS RSAPublicKey, length 2 | exponent | length 2 | modulus;
   * refuses (6A80) what is no such key or none that the card can use.
   */
  short locateModulus(byte[] key, short offset, short length) {
    Status.check(length > 4, Status.DATA);
    short exponentLength = Util.getShort(key, offset);
    Status.check(exponentLength > 0 && exponentLength < (short) (length - 4), Status.DATA);
    short modulus = (short) (offset + 4 + exponentLength);
    short modulusLength = Util.getShort(key, (short) (modulus - 2));
    Status.check(modulusLength == (short) (offset + length - modulus), Status.DATA);
    Status.check(
        rsa.isPublicKey(key, (short) (offset + 2), exponentLength, modulus, modulusLength),
        Status.DATA);
    return modulus;
  }

  /**
   * Makes a secret and encrypts it for the server.
   *
   * @param key the server's, as WTLS writes it
   * @param preMaster takes the hash of the pre-master secret
   * @param out where in the key's array the encrypted secret goes
   * @return octets of the encrypted secret
   */
  short wrap(
      byte version,
      byte[] key,
      short offset,
      short length,
      byte[] preMaster,
      short preMasterOffset,
      short out) {
    short modulus = locateModulus(key, offset, length);
    short modulusLength = (short) (offset + length - modulus);
    random.nextBytes(secret, (short) 0, SECRET);
    secret[0] = version;
    prf.hash(secret, (short) 0, SECRET, key, offset, length, preMaster, preMasterOffset);
    rsa.encrypt(
        key,
        (short) (offset + 2),
        Util.getShort(key, offset),
        modulus,
        modulusLength,
        secret,
        (short) 0,
        SECRET,
        key,
        out);
    Util.arrayFillNonAtomic(secret, (short) 0, SECRET, (byte) 0);
    return modulusLength;
  }
}
