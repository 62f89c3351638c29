package wtls.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.function.Consumer;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import wtls.protocol.Vectors;

class RsaKeysTest {
  private static final JsonNode JSON = Vectors.json();
  private static final byte[] SECRET = Vectors.hex(JSON.get("rsa_secret"));
  private static final int SIZE = 128;

  private final SecureRandom random = new SeededRandom(1998);
  private final RsaPrivateKey server = key("server");

  private static RsaPrivateKey key(String name) {
    try {
      return RsaPrivateKey.decode(der(name));
    } catch (BadKeyException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] der(String name) {
    String pem = new String(Vectors.file("rsa1024_" + name + ".pem"), StandardCharsets.US_ASCII);
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
  }

  @Test
  void readsTheKeysOfTheVectors() {
    JsonNode numbers = JSON.get("certs").get("rsa_keys").get("server");

    assertThat(server.modulus()).isEqualTo(Vectors.hex(numbers.get("n")));
    assertThat(server.exponent()).isEqualTo(new byte[] {1, 0, 1});
    assertThat(server.bits()).isEqualTo(1024);
    assertThat(server).hasToString("RSA private key of 1024 bits");
  }

  @Test
  void encryptsAsInTheVectors() throws BadKeyException {
    // The vectors' padding counts 01, 02, 03, and so on.
    SecureRandom counting =
        new SecureRandom() {
          private static final long serialVersionUID = 1L;
          private byte next = 1;

          @Override
          public void nextBytes(byte[] octets) {
            for (int i = 0; i < octets.length; i++) {
              octets[i] = next++;
            }
          }
        };
    byte[] encrypted = RsaKeys.encrypt(SECRET, server.exponent(), server.modulus(), counting);

    JsonNode datagram = JSON.get("handshakes").get(0).get("flights").get(2).get("datagram");
    assertThat(datagram.asText())
        .contains(BigIntegers.fromUnsignedByteArray(encrypted).toString(16));
    assertThat(RsaKeys.decryptSecret(server, encrypted, 1, random)).isEqualTo(SECRET);
  }

  @Test
  void decryptsWhatItEncrypted() throws BadKeyException {
    for (int round = 0; round < 20; round++) {
      try (EncryptedSecret made = RsaKeys.encrypt(server.exponent(), server.modulus(), 1, random)) {
        assertThat(made.secret()).hasSize(20).startsWith(1);
        assertThat(made.encrypted()).hasSize(SIZE);
        assertThat(made).hasToString("secret encrypted to 128 octets");
        assertThat(RsaKeys.decryptSecret(server, made.encrypted(), 1, random))
            .isEqualTo(made.secret());
      }
    }
  }

  @Test
  void wipesTheSecretOnClose() throws BadKeyException {
    EncryptedSecret made = RsaKeys.encrypt(server.exponent(), server.modulus(), 1, random);
    made.close();
    assertThat(made.secret()).containsOnly(0);
  }

  /** A right block, spoilt, encrypted and decrypted: is the answer the random substitute? */
  private void assertSubstituted(String what, Consumer<byte[]> spoil) {
    byte[] block = new byte[SIZE];
    Arrays.fill(block, (byte) 0x55);
    block[0] = 0;
    block[1] = 2;
    block[SIZE - 21] = 0;
    System.arraycopy(SECRET, 0, block, SIZE - 20, 20);
    spoil.accept(block);
    BigInteger modulus = new BigInteger(1, server.modulus());
    BigInteger raised = new BigInteger(1, block).modPow(BigInteger.valueOf(65537), modulus);
    assertAnswersWithSubstitute(what, BigIntegers.asUnsignedByteArray(SIZE, raised));
  }

  private void assertAnswersWithSubstitute(String what, byte[] encrypted) {
    byte[] substitute = new byte[20];
    new SeededRandom(42).nextBytes(substitute);
    assertThat(RsaKeys.decryptSecret(server, encrypted, 1, new SeededRandom(42)))
        .as(what)
        .isEqualTo(substitute);
  }

  @Test
  void answersEveryBadBlockWithARandomSecret() {
    assertSubstituted("first octet", block -> block[0] = 1);
    assertSubstituted("block type 1", block -> block[1] = 1);
    assertSubstituted("block type 0", block -> block[1] = 0);
    assertSubstituted("no zero before the secret", block -> block[SIZE - 21] = 7);
    assertSubstituted("version 2", block -> block[SIZE - 20] = 2);
    assertSubstituted("version 0", block -> block[SIZE - 20] = 0);
    for (int place = 2; place < SIZE - 21; place++) {
      int zero = place;
      assertSubstituted("zero in padding at " + place, block -> block[zero] = 0);
    }
    assertSubstituted("all zero", block -> Arrays.fill(block, (byte) 0));
    assertSubstituted("one", block -> Arrays.fill(block, 0, SIZE - 1, (byte) 0));
  }

  @Test
  void answersEveryBadLengthWithARandomSecret() {
    for (int length : new int[] {0, 1, SIZE - 1, SIZE + 1, 4096}) {
      assertAnswersWithSubstitute("length " + length, new byte[length]);
    }
    byte[] large = new byte[SIZE];
    Arrays.fill(large, (byte) 0xFF);
    assertAnswersWithSubstitute("above the modulus", large);
    assertAnswersWithSubstitute("the modulus", server.modulus());
  }

  @Test
  void signsTheBareHashWithBlockTypeOne() throws BadKeyException {
    byte[] hash = new byte[20];
    random.nextBytes(hash);
    byte[] signature = RsaKeys.sign(server, hash, random);

    byte[] block =
        BigIntegers.asUnsignedByteArray(
            SIZE,
            new BigInteger(1, signature)
                .modPow(BigInteger.valueOf(65537), new BigInteger(1, server.modulus())));
    assertThat(block).startsWith(0, 1, 0xFF).endsWith(hash);
    assertThat(block[SIZE - 21]).isZero();
    assertThat(Arrays.copyOfRange(block, 2, SIZE - 21)).containsOnly(0xFF);
    assertThat(RsaKeys.verify(server.exponent(), server.modulus(), hash, signature)).isTrue();
  }

  @Test
  void rejectsSignaturesThatDifferAnywhere() throws BadKeyException {
    byte[] hash = new byte[20];
    random.nextBytes(hash);
    byte[] signature = RsaKeys.sign(server, hash, random);
    for (int bit = 0; bit < 8 * SIZE; bit += 7) {
      byte[] broken = signature.clone();
      broken[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(verify(hash, broken)).as("bit %d", bit).isFalse();
    }
    assertThat(verify(hash, Arrays.copyOf(signature, SIZE - 1))).isFalse();
    assertThat(verify(hash, Arrays.copyOf(signature, SIZE + 1))).isFalse();
    assertThat(verify(new byte[20], signature)).isFalse();
    assertThat(verify(new byte[SIZE], signature)).isFalse();
    byte[] added =
        BigIntegers.asUnsignedByteArray(
            new BigInteger(1, signature).add(new BigInteger(1, server.modulus())));
    assertThat(verify(hash, added)).as("plus the modulus").isFalse();
  }

  private boolean verify(byte[] hash, byte[] signature) throws BadKeyException {
    return RsaKeys.verify(server.exponent(), server.modulus(), hash, signature);
  }

  @Test
  void verifiesTheCertificatesOfTheVectors() throws BadKeyException, NoSuchAlgorithmException {
    RsaPrivateKey ca = key("ca");
    for (String name : new String[] {"ca", "server", "client"}) {
      byte[] certificate = Vectors.file("derived_" + name + "_rsa.wtls");
      int end = certificate.length - SIZE - 2;
      byte[] hash = MessageDigest.getInstance("SHA-1").digest(Arrays.copyOf(certificate, end));
      byte[] signature = Arrays.copyOfRange(certificate, end + 2, certificate.length);
      assertThat(RsaKeys.verify(ca.exponent(), ca.modulus(), hash, signature)).as(name).isTrue();
    }
  }

  @Test
  void refusesAHashThatDoesNotFit() {
    assertThatThrownBy(() -> RsaKeys.sign(server, new byte[118], random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A hash of 118 octets does not fit an RSA key of 1024 bits: use a larger key.");
  }

  @Test
  void refusesPublicKeysThatAreNone() {
    byte[] modulus = server.modulus();
    byte[] even = modulus.clone();
    even[SIZE - 1] &= (byte) 0xFE;
    String wrongModulus =
        "The RSA modulus is even, or not of 248 to 8192 bits: send a valid public key.";
    String wrongExponent =
        "The RSA exponent is even, 1, or above 256 bits: send a valid public key.";
    for (byte[] bad : new byte[][] {even, {}, {5}, Arrays.copyOf(modulus, 1025)}) {
      assertThatThrownBy(() -> RsaKeys.encrypt(server.exponent(), bad, 1, random))
          .isInstanceOf(BadKeyException.class)
          .hasMessage(wrongModulus);
    }
    for (byte[] bad : new byte[][] {{}, {1}, {4}, modulus}) {
      assertThatThrownBy(() -> RsaKeys.verify(bad, modulus, new byte[20], new byte[SIZE]))
          .isInstanceOf(BadKeyException.class)
          .hasMessage(wrongExponent);
    }
  }

  @Test
  void storesAndReadsAKeyAgain() throws BadKeyException {
    RsaPrivateKey again = RsaPrivateKey.decode(server.encode());

    assertThat(again.modulus()).isEqualTo(server.modulus());
    assertThat(again.keyId()).isEqualTo(RsaKeys.keyId(server.modulus()));
    byte[] encrypted = RsaKeys.encrypt(SECRET, server.exponent(), server.modulus(), random);
    assertThat(RsaKeys.decryptSecret(again, encrypted, 1, random)).isEqualTo(SECRET);
  }

  @Test
  void makesKeysOfTheSizeAskedFor() throws BadKeyException {
    RsaPrivateKey made = RsaKeys.generate(768, random);
    assertThat(made.bits()).isEqualTo(768);
    byte[] encrypted = RsaKeys.encrypt(SECRET, made.exponent(), made.modulus(), random);
    assertThat(RsaKeys.decryptSecret(made, encrypted, 1, random)).isEqualTo(SECRET);
  }

  @Test
  void refusesDamagedKeysWithoutQuotingThem() {
    long seed = 18;
    Random damage = new Random(seed);
    byte[] der = der("server");
    for (int round = 0; round < 2000; round++) {
      byte[] damaged = Arrays.copyOf(der, round % 3 == 0 ? damage.nextInt(der.length) : der.length);
      for (int i = 0; i < 3 && damaged.length > 0; i++) {
        damaged[damage.nextInt(damaged.length)] ^= (byte) (1 + damage.nextInt(255));
      }
      assertThatThrownBy(() -> RsaPrivateKey.decode(damaged))
          .as("seed %d, round %d", seed, round)
          .isInstanceOf(BadKeyException.class)
          .hasMessageMatching(
              "The RSA private key is neither PKCS #8 nor PKCS #1: give one of them in DER\\."
                  + "|The numbers of the RSA private key do not belong together: give an undamaged"
                  + " key\\.")
          .hasNoCause();
    }
  }
}
