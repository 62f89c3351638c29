package wtls.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.engines.RC532Engine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.RC5Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.PrfHash;
import wtls.api.engine.Derivation;
import wtls.api.engine.KeyExpansion;

/** Single blocks of RC5 and IDEA, and the key schedule as a WIM card computes it. */
class PublishedVectorsTest {
  private static final byte[] CLIENT_RANDOM = hex("101112131415161718191a1b1c1d1e1f");
  private static final byte[] SERVER_RANDOM = hex("202122232425262728292a2b2c2d2e2f");

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  @ParameterizedTest
  @CsvSource({
    "RC5_CBC_40, 00000000000000000000000000000000, 0000000000000000, 21a5dbee154b8f6d",
    "IDEA_CBC, 00010002000300040005000600070008, 0000000100020003, 11fbed2b01986de5",
    "DES_CBC, 133457799bbcdff1, 0123456789abcdef, 85e813540f0ab405",
  })
  void encryptsOneBlock(BulkCipher bulk, String key, String plain, String sealed) {
    CbcCipher encrypting = new CbcCipher(bulk, true);
    encrypting.key(hex(key), 0);
    byte[] block = hex(plain);
    encrypting.encrypt(block, 0, 8, 0);
    assertThat(block).isEqualTo(hex(sealed));

    CbcCipher decrypting = new CbcCipher(bulk, false);
    decrypting.key(hex(key), 0);
    decrypting.decrypt(block, 0, 8, 0);
    assertThat(block).isEqualTo(hex(plain));
  }

  @Test
  void encryptsTripleDesLikeBouncyCastle() {
    Random random = new Random(3);
    byte[] key = new byte[24];
    byte[] block = new byte[8];
    for (int round = 0; round < 100; round++) {
      random.nextBytes(key);
      random.nextBytes(block);
      byte[] expected = new byte[8];
      DESedeEngine reference = new DESedeEngine();
      reference.init(true, new KeyParameter(key));
      reference.processBlock(block, 0, expected, 0);

      CbcCipher cipher = new CbcCipher(BulkCipher.TRIPLE_DES_CBC_EDE, true);
      cipher.key(key, 0);
      cipher.encrypt(block, 0, 8, 0);
      assertThat(block).as("round %d", round).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"12, 921f12485373b4f7", "16, 5ba0ca6bbe7f5fad"})
  void encryptsTheBlocksOfRfc2040(int rounds, String sealed) {
    byte[] key = hex("0102030405060708");
    byte[] block = hex("1020304050607080");
    for (int i = 0; i < 8; i++) {
      block[i] ^= key[i]; // its IV is its key
    }
    RC532Engine engine = new RC532Engine();
    engine.init(true, new RC5Parameters(key, rounds));
    engine.processBlock(block, 0, block, 0);
    assertThat(block).isEqualTo(hex(sealed));
  }

  @Test
  void derivesTheMasterSecretAsACardDoes() {
    byte[] secret = new byte[20];
    secret[0] = 1;
    for (int i = 1; i < 20; i++) {
      secret[i] = (byte) i;
    }
    byte[] modulus = new byte[128];
    Arrays.fill(modulus, (byte) 0xC5);
    byte[] preMaster = WtlsKeys.rsaPreMaster(secret, new byte[] {1, 0, 1}, modulus);
    assertThat(preMaster).hasSize(155);
    byte[] master = master(preMaster);
    assertThat(master).isEqualTo(hex("3941f94469760b764251ad455a71187f41abdfb6"));

    byte[] hash = new byte[20];
    Arrays.fill(hash, (byte) 0x33);
    assertThat(Prf.derive(master, WtlsKeys.clientFinished(hash, PrfHash.SHA1)))
        .isEqualTo(hex("58a3e39b3f07cf3efd7a5bbe"));
    assertThat(Prf.derive(master, WtlsKeys.serverFinished(hash, PrfHash.SHA1)))
        .isEqualTo(hex("9b7e924c540490301c5a1374"));

    KeyExpansion client = WtlsKeys.clientExpansion(CLIENT_RANDOM, SERVER_RANDOM);
    KeyExpansion server = WtlsKeys.serverExpansion(CLIENT_RANDOM, SERVER_RANDOM);
    assertThat(keyBlock(master, client, 0))
        .isEqualTo(
            hex(
                "b5317595d6931ef62cfd196424c499dcbb4cb46bea4f70b04eadb53d0847b059"
                    + "ca983fdd423ff11dda51cf88"));
    assertThat(keyBlock(master, server, 0))
        .isEqualTo(
            hex(
                "42f88cbec4f23b2b86f97661fa2399bd1612dd4cb0ceb2111bc8ee277f39c07a"
                    + "8365ffc8944a10517e78710b"));
    assertThat(keyBlock(master, client, 8))
        .isEqualTo(
            hex(
                "dc0dee90ad88e393469f761ab71d3ba9cc8c0734cca165423059aadddcffbcde"
                    + "8cf02b7c670a0cdeb19b799e"));
  }

  @Test
  void derivesTheMasterSecretOfAnAgreementAsACardDoes() {
    byte[] z = new byte[20];
    for (int i = 0; i < 20; i++) {
      z[i] = (byte) (0x40 + i);
    }
    assertThat(master(z)).isEqualTo(hex("0e510e5382a26dc5e7577c64d5c6642b587890f9"));
  }

  private static byte[] master(byte[] preMaster) {
    Derivation derivation = WtlsKeys.masterSecret(CLIENT_RANDOM, SERVER_RANDOM, PrfHash.SHA1);
    return Prf.derive(preMaster, derivation);
  }

  private static byte[] keyBlock(byte[] master, KeyExpansion expansion, int start) {
    byte[] block = new byte[44];
    byte[] number = {0, (byte) start};
    Prf.derive(master, expansion.label(), PrfHash.SHA1, block, number, expansion.seed());
    return block;
  }
}
