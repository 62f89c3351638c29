package wtls.protocol.crypto;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Powers of a secret under a public key. {@link BigInteger} would do, but leaves its numbers to the
 * collector, who does not wipe them. Montgomery's multiplication, in words of 32 bits with the
 * lowest first; time and memory accesses do not depend on the base.
 */
final class WipedPower {
  private static final int WORD = 32;
  private static final long MASK = 0xFFFFFFFFL;

  private final int[] modulus;
  private final int negativeInverse;
  private final int[] sum;

  private WipedPower(BigInteger modulus) {
    int words = (modulus.bitLength() + WORD - 1) / WORD;
    this.modulus = words(modulus.toByteArray(), words);
    negativeInverse = negativeInverse(this.modulus[0]);
    sum = new int[words + 2];
  }

  /**
   * The base to the power of the exponent.
   *
   * @param base big-endian, below the modulus; stays the caller's
   * @param exponent above 0, public
   * @param modulus odd, public
   * @return big-endian, as long as the modulus
   */
  static byte[] of(byte[] base, BigInteger exponent, BigInteger modulus) {
    WipedPower numbers = new WipedPower(modulus);
    int words = numbers.modulus.length;
    BigInteger square = BigInteger.ONE.shiftLeft(2 * WORD * words).mod(modulus);
    int[] once = words(base, words);
    int[] power = null;
    try {
      numbers.multiply(once, words(square.toByteArray(), words));
      power = once.clone();
      for (int bit = exponent.bitLength() - 2; bit >= 0; bit--) {
        numbers.multiply(power, power);
        if (exponent.testBit(bit)) {
          numbers.multiply(power, once);
        }
      }
      numbers.multiply(power, words(new byte[] {1}, words));
      return octets(power, (modulus.bitLength() + 7) / 8);
    } finally {
      Arrays.fill(once, 0);
      if (power != null) {
        Arrays.fill(power, 0);
      }
      Arrays.fill(numbers.sum, 0);
    }
  }

  /** Puts {@code a * b / 2^(32 n) mod modulus} into {@code a}. */
  private void multiply(int[] a, int[] b) {
    int n = modulus.length;
    Arrays.fill(sum, 0);
    for (int i = 0; i < n; i++) {
      addProduct(a, b[i]);
      reduce();
    }
    subtractOnce(a);
  }

  private void addProduct(int[] a, int factor) {
    int n = modulus.length;
    long carry = 0;
    for (int j = 0; j < n; j++) {
      carry += (a[j] & MASK) * (factor & MASK) + (sum[j] & MASK);
      sum[j] = (int) carry;
      carry >>>= WORD;
    }
    carry += sum[n] & MASK;
    sum[n] = (int) carry;
    sum[n + 1] = (int) (carry >>> WORD);
  }

  /** Makes the lowest word zero by a multiple of the modulus, and drops it. */
  private void reduce() {
    int n = modulus.length;
    int lowest = sum[0] * negativeInverse;
    long factor = lowest & MASK;
    long carry = factor * (modulus[0] & MASK) + (sum[0] & MASK) >>> WORD;
    for (int j = 1; j < n; j++) {
      carry += factor * (modulus[j] & MASK) + (sum[j] & MASK);
      sum[j - 1] = (int) carry;
      carry >>>= WORD;
    }
    carry += sum[n] & MASK;
    sum[n - 1] = (int) carry;
    sum[n] = sum[n + 1] + (int) (carry >>> WORD);
  }

  /** Takes the modulus off the sum if it is not below it; which of both leaves no trace in time. */
  private void subtractOnce(int[] out) {
    int n = modulus.length;
    long borrow = 0;
    for (int j = 0; j < n; j++) {
      borrow += (sum[j] & MASK) - (modulus[j] & MASK);
      out[j] = (int) borrow;
      borrow >>= WORD;
    }
    borrow += sum[n] & MASK;
    int keep = (int) (borrow >> WORD);
    for (int j = 0; j < n; j++) {
      out[j] = sum[j] & keep | out[j] & ~keep;
    }
  }

  /** By Newton's iteration: each step doubles the bits that are right. */
  private static int negativeInverse(int odd) {
    int inverse = odd;
    for (int bits = 3; bits < WORD; bits *= 2) {
      inverse *= 2 - odd * inverse;
    }
    return -inverse;
  }

  /** Leading zeros may be more or fewer than there is room for. */
  private static int[] words(byte[] octets, int count) {
    int[] words = new int[count];
    for (int i = 0; i < Math.min(octets.length, 4 * count); i++) {
      words[i / 4] |= (octets[octets.length - 1 - i] & 0xFF) << 8 * (i % 4);
    }
    return words;
  }

  private static byte[] octets(int[] words, int size) {
    byte[] octets = new byte[size];
    for (int i = 0; i < size; i++) {
      octets[size - 1 - i] = (byte) (words[i / 4] >> 8 * (i % 4));
    }
    return octets;
  }
}
