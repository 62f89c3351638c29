package wtls.protocol.crypto;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.util.BigIntegers;
import wtls.api.algorithm.DhGroup;

/**
 * Diffie-Hellman in the predefined groups (WAP-261 appendix A), both of them legacy. Exponents have
 * 160 bits, as long as the order of the subgroup.
 */
public final class DhKeys {
  private static final int EXPONENT_OCTETS = 20;
  private static final int MOST_TRIES = 64;

  /** A prime, the prime order of a subgroup, and a generator of it. */
  private record Group(BigInteger p, BigInteger q, BigInteger g) {
    Group(String p, String q, String g) {
      this(new BigInteger(p, 16), new BigInteger(q, 16), new BigInteger(g, 16));
    }
  }

  private static final Group GROUP_512 =
      new Group(
          "FAF30C63D171E54A8131CD331D7C8D6C8AED41B0354E1A29D8DAD03E2E67FF8E"
              + "00053A07FD28A1EE6AF199FD70330EA8C4C602B86EDFBF47FD1D7BFB6456BD57",
          "DD0838E2DFED712C9A9CD91A874143A0C5CBFE41",
          "E7734EBBCF50893C760181B2AA2DB0ACF2D5B6E775EE88BAFC7AA5A6BB20A64E"
              + "B9F54301141F90291B7B37513539450481C9F9CB2BA3E67B4580E2153FD22B80");

  private static final Group GROUP_768 =
      new Group(
          "85DB5DB185090AED3BDB3BABFCB46669F9563E681EDB43599241FEF6AA9B5DF9"
              + "EFE39C0CB7994A04F2BD8F57B5B22AF75E360526216420BCA08FCDF98FF6417D"
              + "CFDD1C40E4FFB183260E3B28EF0B31A3633788C988B1BC6734A81B31A28CD6FB",
          "C5E121744718078DB3291BF8C13E28B3BC3092B3",
          "1B15C3C57263B0DD1A9D996768B88370ED458D7B0081A220054EFDD23B9CD829"
              + "8B719FD3B67CB093817332D033642D21130F83D9CB2CC5ACDD36E6E6DDB2410A"
              + "B30311CDBEE9222CCFE644443B0C7204F2D12F7A3719C8866A20A0E778EBBA");

  private DhKeys() {}

  private static Group of(DhGroup group) {
    return switch (group) {
      case DH_512 -> GROUP_512;
      case DH_768 -> GROUP_768;
    };
  }

  static BigInteger prime(DhGroup group) {
    return of(group).p();
  }

  /** Makes a key pair; the caller closes it. */
  public static DhKeyPair generate(DhGroup group, SecureRandom random) {
    Group numbers = of(group);
    BigInteger exponent =
        BigIntegers.createRandomInRange(
            BigInteger.TWO, numbers.q().subtract(BigInteger.ONE), random);
    BigInteger value = numbers.g().modPow(exponent, numbers.p());
    return new DhKeyPair(
        group,
        BigIntegers.asUnsignedByteArray(EXPONENT_OCTETS, exponent),
        BigIntegers.asUnsignedByteArray(value));
  }

  /**
   * Makes a key pair whose secret shared with this peer has no leading zero octet: there peers
   * disagree whether to strip it, since WAP-261 does not say.
   *
   * @param peerValue the peer's Y as received; checked whole
   * @throws BadKeyException when the peer's value is not valid
   */
  public static DhKeyPair generateFor(DhGroup group, byte[] peerValue, SecureRandom random)
      throws BadKeyException {
    BigInteger peer = checkedValue(group, peerValue);
    BigInteger prime = prime(group);
    int whole = group.bits() / 8;
    DhKeyPair pair = generate(group, random);
    for (int i = 1; i < MOST_TRIES; i++) {
      BigInteger shared = peer.modPow(new BigInteger(1, pair.privateKey()), prime);
      if (BigIntegers.getUnsignedByteLength(shared) == whole) {
        break;
      }
      pair.close();
      pair = generate(group, random);
    }
    return pair;
  }

  /**
   * Agrees on a secret: g^xy without leading zero octets (WAP-261 10.5.7.3).
   *
   * @param exponent the own private key, big-endian; not kept
   * @param peerValue the peer's Y as received; checked whole
   * @return a new array; the caller wipes it
   * @throws BadKeyException when the peer's value or the exponent is not valid
   */
  public static byte[] agree(DhGroup group, byte[] exponent, byte[] peerValue)
      throws BadKeyException {
    return BigIntegers.asUnsignedByteArray(shared(group, exponent, peerValue));
  }

  /** The same secret as long as the prime, leading zeros kept: what some peers use. */
  public static byte[] paddedAgree(DhGroup group, byte[] exponent, byte[] peerValue)
      throws BadKeyException {
    return BigIntegers.asUnsignedByteArray(group.bits() / 8, shared(group, exponent, peerValue));
  }

  private static BigInteger shared(DhGroup group, byte[] exponent, byte[] peerValue)
      throws BadKeyException {
    BigInteger peer = checkedValue(group, peerValue);
    BigInteger x = new BigInteger(1, exponent);
    if (x.signum() == 0 || x.compareTo(of(group).q()) >= 0) {
      throw new BadKeyException(
          "The DH exponent is not between 0 and the order of "
              + group.standardName()
              + ": use one made for this group.");
    }
    return peer.modPow(x, of(group).p());
  }

  /** The value, which is neither 1 nor -1 nor of any order but that of the subgroup. */
  private static BigInteger checkedValue(DhGroup group, byte[] value) throws BadKeyException {
    Group numbers = of(group);
    BigInteger y = new BigInteger(1, value);
    boolean inside =
        y.compareTo(BigInteger.ONE) > 0 && y.compareTo(numbers.p().subtract(BigInteger.ONE)) < 0;
    if (!inside || !y.modPow(numbers.q(), numbers.p()).equals(BigInteger.ONE)) {
      throw new BadKeyException(
          "The DH value is not in the subgroup of "
              + group.standardName()
              + ": send one made with its generator.");
    }
    return y;
  }
}
