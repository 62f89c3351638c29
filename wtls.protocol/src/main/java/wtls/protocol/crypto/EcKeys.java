package wtls.protocol.crypto;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECConstantTimeMultiplier;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.KeyId;

/**
 * Elliptic-curve keys: Diffie-Hellman without cofactor (P1363 ECSVDP-DH) and ECDSA, on any curve
 * with a WTLS number. Whether a curve is strong enough is a matter of policy; only ECDSA is bound
 * to 160 bits and above by WAP-261 itself.
 */
public final class EcKeys {
  private static final int LEAST_ECDSA_BITS = 160;

  private EcKeys() {}

  /** Makes a key pair; the caller closes it. */
  public static EcKeyPair generate(NamedCurve curve, SecureRandom random) {
    BigInteger order = Curves.of(curve).getN();
    BigInteger scalar =
        BigIntegers.createRandomInRange(BigInteger.ONE, order.subtract(BigInteger.ONE), random);
    return pair(curve, scalar);
  }

  /**
   * The key pair of a stored scalar; the caller closes it.
   *
   * @param scalar big-endian, any length; not kept
   * @throws BadKeyException when it is not from 1 to below the order
   */
  public static EcKeyPair of(NamedCurve curve, byte[] scalar) throws BadKeyException {
    return pair(curve, checkedScalar(curve, scalar));
  }

  private static EcKeyPair pair(NamedCurve curve, BigInteger scalar) {
    ECPoint base = Curves.of(curve).getG();
    ECPoint point = new FixedPointCombMultiplier().multiply(base, scalar);
    byte[] octets = BigIntegers.asUnsignedByteArray(curve.orderOctets(), scalar);
    return new EcKeyPair(curve, octets, point);
  }

  /**
   * Agrees on a secret: the x-coordinate of the shared point (WAP-261 10.5.7.2), as long as a field
   * element, leading zeros kept.
   *
   * @param scalar the own private key, big-endian; not kept
   * @param peerPoint the peer's public key as received; checked whole
   * @return a new array; the caller wipes it
   * @throws BadKeyException when the peer's point or the scalar is not valid
   */
  public static byte[] agree(NamedCurve curve, byte[] scalar, byte[] peerPoint)
      throws BadKeyException {
    ECPoint peer = Curves.decodePoint(curve, peerPoint);
    BigInteger own = checkedScalar(curve, scalar);
    ECPoint shared = new ECConstantTimeMultiplier().multiply(peer, own).normalize();
    if (shared.isInfinity()) {
      throw new BadKeyException(
          "The key agreement on " + curve.standardName() + " ends at infinity: use another key.");
    }
    return shared.getAffineXCoord().getEncoded();
  }

  private static BigInteger checkedScalar(NamedCurve curve, byte[] scalar) throws BadKeyException {
    BigInteger value = new BigInteger(1, scalar);
    if (value.signum() == 0 || value.compareTo(Curves.of(curve).getN()) >= 0) {
      throw new BadKeyException(
          "The EC private key is not between 0 and the order of "
              + curve.standardName()
              + ": use one made for this curve.");
    }
    return value;
  }

  /**
   * Signs a hash with ECDSA (WAP-261 10.5.2), with the deterministic nonce of RFC 6979.
   *
   * @param scalar the private key, big-endian; not kept
   * @param hash the SHA-1 hash
   * @return R and S, each as long as the base point's order
   * @throws BadKeyException when the curve is too small for ECDSA or the scalar is not valid
   */
  public static byte[] sign(NamedCurve curve, byte[] scalar, byte[] hash) throws BadKeyException {
    checkCurve(curve);
    ECDomainParameters domain = Curves.of(curve);
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(checkedScalar(curve, scalar), domain));
    BigInteger[] parts = signer.generateSignature(hash);
    int size = curve.orderOctets();
    byte[] signature = new byte[2 * size];
    BigIntegers.asUnsignedByteArray(parts[0], signature, 0, size);
    BigIntegers.asUnsignedByteArray(parts[1], signature, size, size);
    return signature;
  }

  /**
   * Whether an ECDSA signature is valid.
   *
   * @param point the public key as received; checked whole
   * @param signature R and S; any other length makes it invalid
   * @throws BadKeyException when the curve is too small for ECDSA or the point is not valid
   */
  public static boolean verify(NamedCurve curve, byte[] point, byte[] hash, byte[] signature)
      throws BadKeyException {
    checkCurve(curve);
    ECPoint key = Curves.decodePoint(curve, point);
    int size = curve.orderOctets();
    if (signature.length != 2 * size) {
      return false;
    }
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, new ECPublicKeyParameters(key, Curves.of(curve)));
    BigInteger r = new BigInteger(1, Arrays.copyOf(signature, size));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, size, 2 * size));
    return verifier.verifySignature(hash, r, s);
  }

  private static void checkCurve(NamedCurve curve) throws BadKeyException {
    if (curve.bits() < LEAST_ECDSA_BITS) {
      throw new BadKeyException(
          "ECDSA is not allowed on "
              + curve.standardName()
              + ", which is below 160 bits: use a"
              + " larger curve.");
    }
  }

  /**
   * The same point in another form, for engines that agree elsewhere.
   *
   * @param point an X9.62 4.3.6 string as received; checked whole
   * @return a new array: compressed, or uncompressed
   * @throws BadKeyException when it is no point of the group
   */
  public static byte[] point(NamedCurve curve, byte[] point, boolean compressed)
      throws BadKeyException {
    return Curves.decodePoint(curve, point).getEncoded(compressed);
  }

  /**
   * The key id of a point: SHA-1 of its x-coordinate (WAP-261 10.5.1.2).
   *
   * @param point an X9.62 4.3.6 string, compressed or not
   * @throws BadKeyException when it is neither
   */
  public static KeyId keyId(byte[] point) throws BadKeyException {
    if (point.length < 2 || point[0] < 2 || point[0] > 4) {
      throw new BadKeyException(
          "The EC point is neither compressed nor uncompressed: send it as 02, 03 or 04 and"
              + " coordinates.");
    }
    int end = point[0] == 4 ? 1 + (point.length - 1) / 2 : point.length;
    return KeyIds.of(point, 1, end - 1);
  }
}
