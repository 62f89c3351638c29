package wtls.card.applet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RSA on the card, beside the JDK's. */
class RsaTest {
  private static final long SEED = 815;

  private static Rsa rsa;

  @BeforeAll
  static void powerUp() {
    rsa = new Rsa();
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 640, 768, 1024, 1152, 1280, 1536, 1792, 1984, 2048})
  void encryptsForServersOfManyLengths(int bits) throws Exception {
    for (BigInteger e : new BigInteger[] {BigInteger.valueOf(65537), BigInteger.valueOf(3)}) {
      RSAPrivateCrtKey server = RsaKeysOfTests.generate(bits, e);
      byte[] n = RsaKeysOfTests.octets(server.getModulus(), bits / 8);
      byte[] exponent = RsaKeysOfTests.octets(e, (e.bitLength() + 7) / 8);
      byte[] key = concat(exponent, n);
      byte[] out = new byte[bits / 8];
      byte[] secret = new byte[20];
      new Random(SEED).nextBytes(secret);
      short nAt = (short) exponent.length;

      assertThat(rsa.isPublicKey(key, (short) 0, nAt, nAt, (short) n.length)).isTrue();
      rsa.encrypt(
          key,
          (short) 0,
          nAt,
          nAt,
          (short) n.length,
          secret,
          (short) 0,
          (short) 20,
          out,
          (short) 0);

      Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
      cipher.init(Cipher.DECRYPT_MODE, server);
      assertThat(cipher.doFinal(out)).isEqualTo(secret);
    }
  }

  @Test
  void refusesPublicKeysItCannotUse() {
    byte[] key = new byte[3 + 128];
    Arrays.fill(key, (byte) 0xC5);
    key[0] = 1;
    key[1] = 0;
    key[2] = 1;
    assertThat(usable(key, 3, 128)).isTrue();
    assertThat(usable(key, 3, 127)).as("odd length").isFalse();
    assertThat(usable(key, 3, 0)).as("no modulus").isFalse();
    assertThat(usable(key, 0, 128)).as("no exponent").isFalse();
    key[2] = 2;
    assertThat(usable(key, 3, 128)).as("even exponent").isFalse();
    key[2] = 1;
    key[0] = 0;
    assertThat(usable(key, 3, 128)).as("exponent 1").isFalse();
    key[0] = 1;
    key[130] &= (byte) 0xFE;
    assertThat(usable(key, 3, 128)).as("even modulus").isFalse();
    key[130] |= 1;
    key[3] = 0x7F;
    assertThat(usable(key, 3, 128)).as("modulus shorter than its octets").isFalse();
  }

  private static boolean usable(byte[] key, int e, int n) {
    return rsa.isPublicKey(key, (short) 0, (short) e, (short) 3, (short) n);
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 1280, 1536, 1984, 2048})
  void signsDecryptsAndOpensWithItsOwnKeys(int bits) throws Exception {
    short n = (short) (bits / 8);
    byte[] key = new byte[Rsa.keyLength(n)];
    assertThat(rsa.hasPair(n)).isTrue();
    rsa.generate(n, key, (short) 0);
    var publicKey =
        KeyFactory.getInstance("RSA")
            .generatePublic(
                new RSAPublicKeySpec(
                    new BigInteger(1, Arrays.copyOf(key, n)), BigInteger.valueOf(65537)));
    byte[] data = new byte[20];
    new Random(SEED).nextBytes(data);
    byte[] out = new byte[n];

    rsa.sign(key, (short) 0, n, data, (short) 0, (short) 20, out, (short) 0);
    Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    cipher.init(Cipher.DECRYPT_MODE, publicKey);
    assertThat(cipher.doFinal(out)).isEqualTo(data);

    byte[] opened = new byte[n];
    assertThat(open(key, n, out, opened)).isEqualTo(20);
    assertThat(Arrays.copyOf(opened, 20)).isEqualTo(data);
    out[5] ^= 1;
    assertThat(open(key, n, out, opened)).isEqualTo(-1);
    Arrays.fill(out, (byte) 0xFF);
    assertThat(open(key, n, out, opened)).isEqualTo(-1);

    cipher.init(Cipher.ENCRYPT_MODE, publicKey);
    byte[] cryptogram = cipher.doFinal(data);
    assertThat(decrypt(key, n, cryptogram, opened)).isEqualTo(20);
    assertThat(Arrays.copyOf(opened, 20)).isEqualTo(data);
    cryptogram[7] ^= 1;
    assertThat(decrypt(key, n, cryptogram, opened)).isEqualTo(-1);
    Arrays.fill(cryptogram, (byte) 0xFF);
    assertThat(decrypt(key, n, cryptogram, opened)).isEqualTo(-1);
  }

  @Test
  void knowsNoOwnKeysBelow1024Bits() {
    assertThat(rsa.hasPair((short) 64)).isFalse();
    assertThat(rsa.hasPair((short) 129)).isFalse();
    assertThat(rsa.hasPair((short) 0)).isFalse();
    assertThat(rsa.hasPair((short) -128)).isFalse();
    assertThat(rsa.hasPair((short) 264)).isFalse();
  }

  private static int open(byte[] key, short n, byte[] signature, byte[] out) {
    byte[] all = concat(Rsa.EXPONENT, Arrays.copyOf(key, n));
    return rsa.open(all, (short) 0, (short) 3, (short) 3, n, signature, (short) 0, out, (short) 0);
  }

  private static int decrypt(byte[] key, short n, byte[] cryptogram, byte[] out) {
    return rsa.decrypt(key, (short) 0, n, cryptogram, (short) 0, out, (short) 0);
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
