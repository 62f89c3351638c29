package wtls.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;

class WipedPowerTest {
  private static final long SEED = 0x504F574552L;
  private static final BigInteger[] EXPONENTS = {
    BigInteger.ONE,
    BigInteger.valueOf(3),
    BigInteger.valueOf(65537),
    BigInteger.TWO.pow(255).add(BigInteger.TEN)
  };

  @Test
  void agreesWithBigInteger() {
    Random random = new Random(SEED);
    for (int bits = 2; bits <= 2100; bits += 1 + random.nextInt(60)) {
      BigInteger modulus = new BigInteger(bits, random).setBit(bits - 1).setBit(0);
      for (BigInteger exponent : EXPONENTS) {
        check(new BigInteger(bits, random).mod(modulus), exponent, modulus);
        check(modulus.subtract(BigInteger.ONE), exponent, modulus);
        check(BigInteger.ZERO, exponent, modulus);
        check(BigInteger.ONE, exponent, modulus);
      }
    }
  }

  @Test
  void agreesWithBigIntegerWhereCarriesAreLongest() {
    for (int words = 1; words <= 64; words++) {
      BigInteger modulus = BigInteger.ONE.shiftLeft(32 * words).subtract(BigInteger.ONE);
      check(modulus.subtract(BigInteger.ONE), BigInteger.valueOf(65537), modulus);
      check(modulus.subtract(BigInteger.TWO), BigInteger.valueOf(65537), modulus);
      check(modulus.shiftRight(1), BigInteger.valueOf(65537), modulus);
    }
  }

  private static void check(BigInteger base, BigInteger exponent, BigInteger modulus) {
    int size = BigIntegers.getUnsignedByteLength(modulus);
    byte[] octets = BigIntegers.asUnsignedByteArray(size, base);
    byte[] expected = BigIntegers.asUnsignedByteArray(size, base.modPow(exponent, modulus));

    assertThat(WipedPower.of(octets, exponent, modulus))
        .as("%s ^ %s mod %s, seed %s", base, exponent, modulus, SEED)
        .isEqualTo(expected);
  }
}
