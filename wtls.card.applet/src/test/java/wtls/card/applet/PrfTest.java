package wtls.card.applet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wtls.api.algorithm.PrfHash;

/** P_SHA-1 on the card, beside known answers and the phone's. */
class PrfTest {
  private static final long SEED = 4711;
  private static final String CR = "101112131415161718191a1b1c1d1e1f";
  private static final String SR = "202122232425262728292a2b2c2d2e2f";

  private static Prf prf;

  @BeforeAll
  static void powerUp() {
    prf = new Prf();
  }

  @ParameterizedTest
  @CsvSource({
    "client finished, 3333333333333333333333333333333333333333, 58a3e39b3f07cf3efd7a5bbe",
    "server finished, 3333333333333333333333333333333333333333, 9b7e924c540490301c5a1374",
    "client expansion, 0000"
        + SR
        + CR
        + ", b5317595d6931ef62cfd196424c499dcbb4cb46bea4f70b04eadb53d0847b059ca983fdd423ff11dda51cf88",
    "server expansion, 0000"
        + SR
        + CR
        + ", 42f88cbec4f23b2b86f97661fa2399bd1612dd4cb0ceb2111bc8ee277f39c07a8365ffc8944a10517e78710b",
    "client expansion, 0008"
        + SR
        + CR
        + ", dc0dee90ad88e393469f761ab71d3ba9cc8c0734cca165423059aadddcffbcde8cf02b7c670a0cdeb19b799e"
  })
  void givesTheKnownAnswersOfTheCard(String label, String seed, String answer) {
    byte[] master = hex("3941f94469760b764251ad455a71187f41abdfb6");
    assertThat(expand(master, seed(label, seed), answer.length() / 2)).isEqualTo(hex(answer));
  }

  @Test
  void makesTheMasterSecretOfAnAgreement() {
    byte[] z = hex("404142434445464748494a4b4c4d4e4f50515253");
    assertThat(expand(z, seed("master secret", CR + SR), 20))
        .isEqualTo(hex("0e510e5382a26dc5e7577c64d5c6642b587890f9"));
  }

  @Test
  void takesALongSecretAsItsHash() {
    byte[] preMaster = new byte[155];
    preMaster[0] = 1;
    for (int i = 1; i < 20; i++) {
      preMaster[i] = (byte) i;
    }
    System.arraycopy(hex("00030100010080"), 0, preMaster, 20, 7);
    java.util.Arrays.fill(preMaster, 27, 155, (byte) 0xC5);
    byte[] hash = new byte[20];
    prf.hash(preMaster, (short) 0, (short) 20, preMaster, (short) 20, (short) 135, hash, (short) 0);

    assertThat(expand(hash, seed("master secret", CR + SR), 20))
        .isEqualTo(hex("3941f94469760b764251ad455a71187f41abdfb6"));
  }

  @Test
  void agreesWithThePhoneForAllLengths() {
    Random random = new Random(SEED);
    for (int i = 0; i < 300; i++) {
      byte[] secret = new byte[random.nextInt(65)];
      byte[] seed = new byte[random.nextInt(256)];
      random.nextBytes(secret);
      random.nextBytes(seed);
      byte[] expected = new byte[random.nextInt(256)];
      wtls.protocol.crypto.Prf.derive(secret, "", PrfHash.SHA1, expected, seed);
      assertThat(expand(secret, seed, expected.length))
          .as("seed %d, %d", SEED, i)
          .isEqualTo(expected);
    }
  }

  @Test
  void continuesAHash() throws Exception {
    Random random = new Random(SEED);
    for (int blocks = 0; blocks < 256; blocks += 5) {
      byte[] message = new byte[64 * blocks + random.nextInt(64)];
      random.nextBytes(message);
      byte[] state = Sha1State.after(message, blocks);
      byte[] hash = new byte[20];

      prf.resumeHash(
          state,
          (short) 0,
          (short) blocks,
          message,
          (short) (64 * blocks),
          (short) (message.length - 64 * blocks),
          hash,
          (short) 0);

      assertThat(hash)
          .as("seed %d, %d blocks", SEED, blocks)
          .isEqualTo(java.security.MessageDigest.getInstance("SHA-1").digest(message));
    }
  }

  private static byte[] expand(byte[] secret, byte[] seed, int length) {
    byte[] out = new byte[length];
    prf.expand(
        secret,
        (short) 0,
        (short) secret.length,
        seed,
        (short) 0,
        (short) seed.length,
        out,
        (short) 0,
        (short) length);
    return out;
  }

  private static byte[] seed(String label, String rest) {
    return Arrays.concatenate(label.getBytes(StandardCharsets.US_ASCII), hex(rest));
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
