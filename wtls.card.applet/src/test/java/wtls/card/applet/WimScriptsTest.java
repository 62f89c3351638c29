package wtls.card.applet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.HexFormat;
import javax.crypto.Cipher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wtls.api.algorithm.PrfHash;
import wtls.protocol.crypto.EcKeys;
import wtls.protocol.crypto.Prf;

/** Whole conversations of a phone with a WIM, octet by octet (WAP-260 11.4). */
class WimScriptsTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String CR = "101112131415161718191A1B1C1D1E1F";
  private static final String SR = "202122232425262728292A2B2C2D2E2F";
  private static final String H = "33".repeat(20);
  private static final BigInteger SERVER =
      new BigInteger("d0af3c855d8d73e72da7af92e35b59d16716066b", 16);

  static final String MASTER_SECRET = "6D617374657220736563726574";
  static final String CLIENT_FINISHED = "636C69656E742066696E6973686564";
  static final String SERVER_FINISHED = "7365727665722066696E6973686564";
  static final String CLIENT_EXPANSION = "636C69656E7420657870616E73696F6E";
  static final String SERVER_EXPANSION = "73657276657220657870616E73696F6E";

  private TestCard card;

  @BeforeEach
  void insert() {
    card = KeyedCard.personalised(TestCard.Kind.CRYPTO);
  }

  @Test
  void givesTheNumbersOfTheStandardExample() {
    card.verify();
    card.ok("90 3E 00 02 14 3941F94469760B764251AD455A71187F41ABDFB6");
    card.ok("80 22 F3 01");
    card.ok("80 22 41 B4 06 8301 02 9601 0C");
    assertThat(card.ok("80 2A 8E 80 23" + CLIENT_FINISHED + H + "0C"))
        .isEqualTo("58A3E39B3F07CF3EFD7A5BBE");
    assertThat(card.ok("80 2A 8E 80 23" + SERVER_FINISHED + H + "0C"))
        .isEqualTo("9B7E924C540490301C5A1374");
    card.ok("80 22 41 B4 03 9601 2C");
    assertThat(card.ok("80 2A 8E 80 32" + CLIENT_EXPANSION + "0000" + SR + CR + "2C"))
        .isEqualTo(
            "B5317595D6931EF62CFD196424C499DCBB4CB46BEA4F70B04EADB53D0847B059CA983FDD423FF11DDA51CF88");
    assertThat(card.ok("80 2A 8E 80 32" + SERVER_EXPANSION + "0000" + SR + CR + "2C"))
        .isEqualTo(
            "42F88CBEC4F23B2B86F97661FA2399BD1612DD4CB0CEB2111BC8EE277F39C07A8365FFC8944A10517E78710B");
    assertThat(card.ok("80 2A 8E 80 32" + CLIENT_EXPANSION + "0008" + SR + CR + "2C"))
        .isEqualTo(
            "DC0DEE90AD88E393469F761AB71D3BA9CC8C0734CCA165423059AADDDCFFBCDE8CF02B7C670A0CDEB19B799E");
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 768, 1024, 1536, 1792})
  void runsAnRsaHandshakeWithClientAuthentication(int bits) throws Exception {
    RSAPrivateCrtKey server = RsaKeysOfTests.generate(bits, KeyedCard.EXPONENT);
    String n = KeyedCard.number(server.getModulus(), bits / 8);
    String key = "0003 010001" + "%04X".formatted(bits / 8) + n;
    String tagged = "83" + tlvLength(key) + key;
    card.verify();
    card.ok("80 22 F3 01");
    assertThat(card.ok("80 84 00 00 0C")).hasSize(24);
    String attributes = "91 01 01 91 00" + tagged;
    card.ok("80 22 81 B8" + KeyedCard.length(attributes) + attributes);
    String wrapped = card.ok("80 2A 86 00" + "%02X".formatted(bits / 8 + 1));
    card.ok("80 22 41 B4 32 8401 02 942D" + MASTER_SECRET + CR + SR);

    byte[] secret = decrypt(server, wrapped.substring(2));
    assertThat(wrapped).startsWith("00").hasSize(2 * (bits / 8 + 1));
    assertThat(secret).hasSize(20).startsWith(1);
    byte[] preMaster = HEX.parseHex(HEX.formatHex(secret) + key.replace(" ", ""));
    byte[] master = expand(preMaster, MASTER_SECRET + CR + SR, 20);
    assertThat(card.memory(secretAt(2), 20)).isEqualTo(HEX.formatHex(master));

    card.ok("80 22 41 B6 07 8102 4411 8401 01");
    assertThat(open(KeyedCard.AUTHENTICATION_KEY, card.ok("80 2A 9E 9A 14" + H + "80")))
        .isEqualTo(H);
    checkKeysOf(master);
    card.ok("80 A4 00 00 02 4432 00");
    card.ok("80 D6 00 16 16 80 B0 08 1122334455667788 03 06 00 00010203 3B4D6F00");
    card.ok("80 A4 00 00 02 4431 00");
    card.ok("80 D6 00 00 16 80 02 23F3 00 04 C000020A" + "FF".repeat(12));

    card.reset();
    card.verify();
    card.ok("80 22 F3 01");
    card.ok("80 22 41 B4 06 8301 02 9601 0C");
    assertThat(card.ok("80 2A 8E 80 23" + SERVER_FINISHED + H + "0C"))
        .isEqualTo(HEX.formatHex(expand(master, SERVER_FINISHED + H, 12)));
  }

  // Continues after DERIVE KEY, which left the reference set.
  private void checkKeysOf(byte[] master) {
    card.ok("80 22 41 B4 03 9601 0C");
    assertThat(card.ok("80 2A 8E 80 23" + CLIENT_FINISHED + H + "0C"))
        .isEqualTo(HEX.formatHex(expand(master, CLIENT_FINISHED + H, 12)));
    card.ok("80 22 41 B4 03 9601 2C");
    String seed = SERVER_EXPANSION + "0000" + SR + CR;
    assertThat(card.ok("80 2A 8E 80 32" + seed + "2C"))
        .isEqualTo(HEX.formatHex(expand(master, seed, 44)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"29", ""})
  void runsAnEcdhHandshake(String lengthOctet) throws Exception {
    String point = lengthOctet + KeyedCard.point(KeyedCard.CURVE, SERVER);
    card.verify();
    card.ok("80 22 F3 03");
    String attributes = "8102 4413 8401 03 83" + KeyedCard.length(point) + point;
    card.ok("80 22 81 B8" + KeyedCard.length(attributes) + attributes);
    assertThat(card.ok("80 2A 86 00")).isEmpty();
    card.ok("80 22 41 B4 32 8401 03 942D" + MASTER_SECRET + CR + SR);
    byte[] z =
        EcKeys.agree(
            KeyedCard.CURVE,
            KeyedCard.AGREEMENT_KEY.toByteArray(),
            HEX.parseHex(KeyedCard.point(KeyedCard.CURVE, SERVER)));
    checkKeysOf(expand(z, MASTER_SECRET + CR + SR, 20));
  }

  @Test
  void givesTheOptimisedHandshakeOfTheVectors() {
    TestCard own = TestCard.personalising(TestCard.Kind.CRYPTO);
    BigInteger client = new BigInteger("0a0b0c0d0e0f101112131415161718191a1b1c1d", 16);
    KeyedCard.putEc(own, "03", "08 01 4413", KeyedCard.CURVE, client);
    own.ok("90 4E 0000");
    own.verify();
    String server =
        KeyedCard.point(
            KeyedCard.CURVE, new BigInteger("0fedcba9876543210fedcba98765432100112233", 16));
    own.ok("80 22 F3 03");
    own.ok("80 22 81 B8 33 8102 4413 8401 03 832A 29" + server);
    own.ok("80 2A 86 00");
    String randoms = "38a0b0c0101112131415161718191a1b38a0b0d0404142434445464748494a4b";
    own.ok("80 22 41 B4 32 8401 01 942D" + MASTER_SECRET + randoms);
    assertThat(own.memory(secretAt(1), 20))
        .isEqualToIgnoringCase("81f5eb592e57516ca13d0be27bb77e5690d55443");
  }

  @ParameterizedTest
  @ValueSource(strings = {"8102 4412 8401 02", "8106 3F0050154412 8401 02", "8401 02"})
  void signsForApplicationsAfterThePinEachTime(String attributes) throws Exception {
    String digestInfo = "3021300906052B0E03021A05000414" + H;
    card.ok("80 A4 00 00 02 4412 00");
    card.ok("80 22 F3 02");
    card.ok("80 20 00 02 08" + TestCard.PIN);
    card.ok("80 22 41 B6" + KeyedCard.length(attributes) + attributes);
    String signature = card.ok("80 2A 9E 9A 23" + digestInfo + "A0");
    assertThat(open(KeyedCard.NON_REPUDIATION_KEY, signature)).isEqualTo(digestInfo);
    card.expect("80 2A 9E 9A 23" + digestInfo + "A0", "6982");
    card.ok("80 20 00 02 08" + TestCard.PIN);
    card.ok("80 2A 9E 9A 23" + digestInfo + "A0");
  }

  @Test
  void deciphersAMessageKey() throws Exception {
    Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    cipher.init(Cipher.ENCRYPT_MODE, publicKey(KeyedCard.AUTHENTICATION_KEY));
    String cryptogram = HEX.formatHex(cipher.doFinal(HEX.parseHex(CR)));
    card.verify();
    card.ok("80 22 F3 02");
    card.ok("80 22 41 B8 07 8102 4411 8401 01");
    assertThat(card.ok("80 2A 80 86 81 00" + cryptogram + "10")).isEqualTo(CR);
    card.expect("80 2A 80 86 81 00" + "11".repeat(128) + "10", "6A80");
    card.expect("80 2A 80 86 81 00" + "FF".repeat(128) + "10", "6A80");
  }

  @Test
  void verifiesSignaturesOfCertificates() throws Exception {
    String n = KeyedCard.number(KeyedCard.AUTHENTICATION_KEY.getModulus(), 128);
    Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    cipher.init(Cipher.ENCRYPT_MODE, KeyedCard.AUTHENTICATION_KEY);
    String signature = HEX.formatHex(cipher.doFinal(HEX.parseHex(H)));
    card.verify();
    card.ok("80 22 F3 01");
    String attributes = "838187 0003 010001 0080" + n + "9014" + H;
    card.ok("80 22 81 B6 A0" + attributes);
    card.ok("80 2A 00 A8 83 9E8180" + signature);
    card.expect("80 2A 00 A8 83 9E8180" + signature, "6985");
    card.ok("80 22 81 B6 16 9014" + "34".repeat(20));
    card.expect("80 2A 00 A8 83 9E8180" + signature, "6A80");

    card.ok("80 22 F3 03");
    byte[] rs = EcKeys.sign(KeyedCard.CURVE, SERVER.toByteArray(), HEX.parseHex(H));
    String point = KeyedCard.point(KeyedCard.CURVE, SERVER);
    card.ok("80 22 81 B6 42 832A 29" + point + "9014" + H);
    card.ok("80 2A 00 A8 2C 9E2A" + HEX.formatHex(rs));
    rs[41] ^= 1;
    card.ok("80 22 81 B6 16 9014" + H);
    card.expect("80 2A 00 A8 2C 9E2A" + HEX.formatHex(rs), "6A80");
  }

  @Test
  void givesTheResultOfAnAgreementOnlyUnderItsOwnEnvironmentAndKey() throws Exception {
    String point = KeyedCard.point(KeyedCard.CURVE, SERVER);
    card.verify();
    card.ok("80 22 F3 05");
    card.ok("80 22 81 B8 32 8102 4414 8401 04 8329" + point);
    byte[] z = EcKeys.agree(KeyedCard.CURVE, KeyedCard.OPEN_KEY.toByteArray(), HEX.parseHex(point));
    assertThat(card.ok("80 2A 80 00 14")).isEqualTo(HEX.formatHex(z));
    card.ok("80 22 81 B8 07 8102 4413 8401 03");
    card.expect("80 2A 80 00 14", "6985");
    card.ok("80 22 F3 03");
    card.ok("80 22 81 B8 32 8102 4414 8401 04 8329" + point);
    card.expect("80 2A 86 00", "6985");
  }

  @Test
  void givesTheResultOfAnAgreementOnAStorageCard() throws Exception {
    TestCard storage = KeyedCard.personalised(TestCard.Kind.STORAGE);
    String point = KeyedCard.point(KeyedCard.CURVE, SERVER);
    storage.verify();
    storage.ok("80 22 F3 05");
    storage.ok("80 22 81 B8 33 8102 4413 8401 03 832A 29" + point);
    byte[] z =
        EcKeys.agree(KeyedCard.CURVE, KeyedCard.AGREEMENT_KEY.toByteArray(), HEX.parseHex(point));
    assertThat(storage.ok("80 2A 80 00 00")).isEqualTo(HEX.formatHex(z));
  }

  static int secretAt(int slot) {
    return Layout.SECRETS + (slot - 1) * Layout.SECRET_SIZE + 4;
  }

  static byte[] expand(byte[] secret, String seed, int length) {
    byte[] out = new byte[length];
    Prf.derive(secret, "", PrfHash.SHA1, out, HEX.parseHex(seed));
    return out;
  }

  static byte[] decrypt(RSAPrivateCrtKey key, String cryptogram) throws Exception {
    Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    cipher.init(Cipher.DECRYPT_MODE, key);
    return cipher.doFinal(HEX.parseHex(cryptogram));
  }

  static String open(RSAPrivateCrtKey key, String signature) throws Exception {
    Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    cipher.init(Cipher.DECRYPT_MODE, publicKey(key));
    return HEX.formatHex(cipher.doFinal(HEX.parseHex(signature)));
  }

  private static java.security.PublicKey publicKey(RSAPrivateCrtKey key) throws Exception {
    return KeyFactory.getInstance("RSA")
        .generatePublic(new RSAPublicKeySpec(key.getModulus(), KeyedCard.EXPONENT));
  }

  private static String tlvLength(String hex) {
    int octets = hex.replace(" ", "").length() / 2;
    return octets < 0x80 ? "%02X".formatted(octets) : "81%02X".formatted(octets);
  }

  static String ascii(String hex) {
    return new String(HEX.parseHex(hex), StandardCharsets.US_ASCII);
  }
}
