package wtls.protocol.crypto;

import java.io.IOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.util.BigIntegers;
import wtls.api.engine.KeyId;

/**
 * An RSA private key with its CRT parts. Immutable and safe for any thread. Its numbers cannot be
 * wiped (they are big integers): drop it when done.
 */
public final class RsaPrivateKey {
  private final RSAPrivateCrtKeyParameters key;

  RsaPrivateKey(RSAPrivateCrtKeyParameters key) {
    this.key = key;
  }

  /**
   * Reads a PKCS #8 PrivateKeyInfo or a PKCS #1 RSAPrivateKey.
   *
   * @param der not kept; the caller wipes it
   * @throws BadKeyException when it is neither, or its numbers do not belong together
   */
  public static RsaPrivateKey decode(byte[] der) throws BadKeyException {
    RSAPrivateKey parts;
    try {
      parts = parse(der);
    } catch (IOException | RuntimeException e) {
      // The cause may quote the input, so it is not passed on.
      throw new BadKeyException(
          "The RSA private key is neither PKCS #8 nor PKCS #1: give one of them in DER.");
    }
    checkConsistent(parts);
    try {
      return new RsaPrivateKey(
          new RSAPrivateCrtKeyParameters(
              parts.getModulus(),
              parts.getPublicExponent(),
              parts.getPrivateExponent(),
              parts.getPrime1(),
              parts.getPrime2(),
              parts.getExponent1(),
              parts.getExponent2(),
              parts.getCoefficient()));
    } catch (IllegalArgumentException e) {
      throw inconsistent();
    }
  }

  private static RSAPrivateKey parse(byte[] der) throws IOException {
    ASN1Sequence sequence = ASN1Sequence.getInstance(der);
    // PKCS #8 has an algorithm identifier, a sequence, in second place; PKCS #1 the modulus.
    if (sequence.size() > 1 && sequence.getObjectAt(1) instanceof ASN1Sequence) {
      return RSAPrivateKey.getInstance(PrivateKeyInfo.getInstance(sequence).parsePrivateKey());
    }
    return RSAPrivateKey.getInstance(sequence);
  }

  private static void checkConsistent(RSAPrivateKey key) throws BadKeyException {
    BigInteger p = key.getPrime1();
    BigInteger q = key.getPrime2();
    BigInteger d = key.getPrivateExponent();
    BigInteger one = BigInteger.ONE;
    boolean good =
        p.compareTo(one) > 0 && q.compareTo(one) > 0 && p.multiply(q).equals(key.getModulus());
    if (good) {
      BigInteger pLess = p.subtract(one);
      BigInteger qLess = q.subtract(one);
      BigInteger product = key.getPublicExponent().multiply(d);
      good =
          product.mod(pLess).equals(one)
              && product.mod(qLess).equals(one)
              && key.getExponent1().equals(d.mod(pLess))
              && key.getExponent2().equals(d.mod(qLess))
              && key.getCoefficient().multiply(q).mod(p).equals(one);
    }
    if (!good) {
      throw inconsistent();
    }
  }

  private static BadKeyException inconsistent() {
    return new BadKeyException(
        "The numbers of the RSA private key do not belong together: give an undamaged key.");
  }

  /** The key as PKCS #8 DER, a new array; the caller wipes it. */
  public byte[] encode() {
    try {
      return PrivateKeyInfoFactory.createPrivateKeyInfo(key).getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("The RSA private key cannot be encoded.", e);
    }
  }

  /** The public exponent, unsigned, big-endian, without leading zeros. */
  public byte[] exponent() {
    return BigIntegers.asUnsignedByteArray(key.getPublicExponent());
  }

  /** The modulus, unsigned, big-endian, without leading zeros. */
  public byte[] modulus() {
    return BigIntegers.asUnsignedByteArray(key.getModulus());
  }

  /** Size of the modulus in bits. */
  public int bits() {
    return key.getModulus().bitLength();
  }

  /** The key id of the public key. */
  public KeyId keyId() {
    return RsaKeys.keyId(modulus());
  }

  RSAPrivateCrtKeyParameters parameters() {
    return key;
  }

  /** Says the size only. */
  @Override
  public String toString() {
    return "RSA private key of " + bits() + " bits";
  }
}
