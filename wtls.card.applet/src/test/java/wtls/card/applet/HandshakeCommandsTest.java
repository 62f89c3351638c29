package wtls.card.applet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import wtls.api.algorithm.NamedCurve;
import wtls.protocol.crypto.Curves;
import wtls.protocol.crypto.EcKeys;

/** ESTABLISH, FINISH and IMPORT, beside the phone's own computation and WIM's commands. */
class HandshakeCommandsTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final long SEED = 1616;
  private static final String CR = "3B4D7000" + "101112131415161718191A1B";
  private static final String SR = "3B4D7001" + "202122232425262728292A2B";
  private static final String MASTER = "3941F94469760B764251AD455A71187F41ABDFB6";
  private static final BigInteger SERVER =
      new BigInteger("d0af3c855d8d73e72da7af92e35b59d16716066b", 16);

  private TestCard card;

  @BeforeEach
  void insert() {
    card = KeyedCard.personalised(TestCard.Kind.CRYPTO).verify();
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 768, 1024, 1536, 2048})
  void establishesWithServerKeysOfAllLengths(int bits) throws Exception {
    for (BigInteger exponent : List.of(BigInteger.valueOf(3), KeyedCard.EXPONENT)) {
      RSAPrivateCrtKey server = RsaKeysOfTests.generate(bits, exponent);
      String e = exponent.equals(KeyedCard.EXPONENT) ? "010001" : "03";
      String n = KeyedCard.number(server.getModulus(), bits / 8);
      String wrapped = establish(1, "01", CR + SR + "01" + KeyedCard.length(e) + e + n);

      assertThat(wrapped).hasSize(bits / 4);
      String secret = HEX.formatHex(WimScriptsTest.decrypt(server, wrapped));
      assertThat(secret).hasSize(40).startsWith("01");
      String key = "%04X%s%04X%s".formatted(e.length() / 2, e, bits / 8, n);
      byte[] master =
          WimScriptsTest.expand(
              HEX.parseHex(secret + key), WimScriptsTest.MASTER_SECRET + CR + SR, 20);
      assertThat(card.memory(WimScriptsTest.secretAt(1), 20)).isEqualTo(HEX.formatHex(master));
      card.ok("90 1E 01 01");
    }
  }

  @Test
  void drawsAnotherSecretEachTime() throws Exception {
    RSAPrivateCrtKey server = RsaKeysOfTests.generate(1024, KeyedCard.EXPONENT);
    String data = CR + SR + "0103010001" + KeyedCard.number(server.getModulus(), 128);
    byte[] first = WimScriptsTest.decrypt(server, establish(1, "01", data));
    byte[] second = WimScriptsTest.decrypt(server, establish(2, "01", data));
    assertThat(second).isNotEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource(NamedCurve.class)
  void establishesOnAllCurves(NamedCurve curve) throws Exception {
    TestCard own = TestCard.personalising(TestCard.Kind.CRYPTO);
    BigInteger scalar = new BigInteger(100, new Random(SEED)).setBit(100);
    KeyedCard.putEc(own, "05", "08 01 4415", curve, scalar);
    own.ok("90 4E 0000");
    own.verify();
    String point = KeyedCard.point(curve, scalar.add(BigInteger.TEN));
    String data = CR + SR + "05" + point;
    assertThat(own.ok("90 16 02 01" + KeyedCard.length(data) + data)).isEmpty();
    byte[] z = EcKeys.agree(curve, scalar.toByteArray(), HEX.parseHex(point));
    assertThat(own.memory(WimScriptsTest.secretAt(1), 20))
        .isEqualTo(
            HEX.formatHex(WimScriptsTest.expand(z, WimScriptsTest.MASTER_SECRET + CR + SR, 20)));
  }

  @Test
  void refusesFalseServerKeys() {
    String point = KeyedCard.point(KeyedCard.CURVE, SERVER);
    String off = point.substring(0, 80) + (point.endsWith("00") ? "01" : "00");
    ECPoint other = Curves.of(KeyedCard.CURVE).getG().multiply(SERVER);
    for (String forged : List.of(off, "00", HEX.formatHex(other.getEncoded(true)), "29" + off)) {
      String data = CR + SR + "03" + forged;
      String expected = data.length() / 2 > 35 ? "6A80" : "6700";
      card.expect("90 16 02 01" + KeyedCard.length(data) + data, expected);
    }
    for (String key :
        List.of(
            "03010001" + "C5".repeat(127),
            "03010001" + "45".repeat(128),
            "03010001" + "C4".repeat(128),
            "03010000" + "C5".repeat(128),
            "0101" + "C5".repeat(128),
            "00" + "C5".repeat(128),
            "FF" + "C5".repeat(128))) {
      String data = CR + SR + "01" + key;
      card.expect("90 16 01 01" + KeyedCard.length(data) + data + "00", "6A80");
    }
    assertThat(card.memory(WimScriptsTest.secretAt(1), 20)).isEqualTo("00".repeat(20));
  }

  @Test
  void givesAwayNeitherLiveNorFavouriteSlots() {
    String point = KeyedCard.point(KeyedCard.CURVE, SERVER);
    String data = CR + SR + "03" + point;
    String establish = "90 16 02 01" + KeyedCard.length(data) + data;
    card.ok(establish);
    card.expect(establish, "6985");
    card.expect("90 3E 00 01 14" + MASTER, "6985");
    card.ok(StoredSession.FIRST.command("01", 1));
    card.ok("90 1E 01 01");
    card.expect(establish, "6985");
    card.expect("90 3E 00 01 14" + MASTER, "6985");
  }

  @Test
  void erasesTheOldSessionOfASlotItTakes() {
    card.ok("90 3E 00 01 14" + MASTER);
    card.ok(StoredSession.FIRST.command("00", 1));
    card.ok("90 1E 01 01");
    assertThat(card.record(0x4432, 22, 1)).startsWith("80");
    String data = CR + SR + "03" + KeyedCard.point(KeyedCard.CURVE, SERVER);
    card.ok("90 16 02 01" + KeyedCard.length(data) + data);
    assertThat(card.record(0x4432, 22, 1)).isEqualTo("00".repeat(22));
    assertThat(card.record(0x4433, 192, 1)).startsWith("00".repeat(14));
    assertThat(card.memory(WimScriptsTest.secretAt(1), 20)).isNotEqualTo(MASTER);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 127, 128, 300, 4000, 16000})
  void finishesAsWimsCommandsDo(int messages) throws Exception {
    Random random = new Random(SEED + messages);
    byte[] transcript = new byte[messages];
    random.nextBytes(transcript);
    card.ok("90 3E 00 02 14" + MASTER);
    for (boolean serverFirst : new boolean[] {false, true}) {
      String answer = card.ok(finish(serverFirst ? 1 : 0, 2, 44, transcript));
      String first = sha1(transcript);
      String firstLabel = serverFirst ? "server" : "client";
      String check = wim(finishedLabel(firstLabel) + first, 12);
      String second = sha1(Arrays.copyOf(transcript, messages), HEX.parseHex("14000C" + check));
      String other = wim(finishedLabel(serverFirst ? "client" : "server") + second, 12);
      String checks = serverFirst ? other + check : check + other;
      assertThat(answer.substring(0, 48)).isEqualTo(checks);
      assertThat(answer.substring(48))
          .isEqualTo(
              wim(WimScriptsTest.CLIENT_EXPANSION + "0000" + SR + CR, 44)
                  + wim(WimScriptsTest.SERVER_EXPANSION + "0000" + SR + CR, 44));
    }
  }

  @Test
  void findsTheServersRandomInTheTail() {
    card.ok("90 3E 00 02 14" + MASTER);
    byte[] transcript = HEX.parseHex("AA".repeat(70) + SR + "BBCC");
    String whole = card.ok(finish(1, 2, 34, transcript));
    String data = "22" + CR + "06" + state(transcript) + "01" + "AA".repeat(6) + SR + "BBCC";
    assertThat(card.ok("90 18 09 02" + KeyedCard.length(data) + data + "00")).isEqualTo(whole);
    String outside = "22" + CR + "09" + state(transcript) + "01" + "AA".repeat(6) + SR + "BBCC";
    card.expect("90 18 09 02" + KeyedCard.length(outside) + outside + "00", "6A80");
  }

  @Test
  void knowsTheRandomsOfTheHandshakeItEstablished() {
    String data = CR + SR + "03" + KeyedCard.point(KeyedCard.CURVE, SERVER);
    card.ok("90 16 02 02" + KeyedCard.length(data) + data);
    String whole = card.ok(finish(0, 2, 34, new byte[10]));
    String rest = "22" + state(new byte[10]) + "00" + "00".repeat(10);
    assertThat(card.ok("90 18 10 02" + KeyedCard.length(rest) + rest + "00")).isEqualTo(whole);
    card.ok("90 3E 00 01 14" + MASTER);
    card.expect("90 18 10 01" + KeyedCard.length(rest) + rest + "00", "6985");
    card.expect("90 18 12 02" + KeyedCard.length(rest) + rest + "00", "6B00");
    card.expect("90 18 18 02" + KeyedCard.length(rest) + rest + "00", "6B00");
  }

  @Test
  void countsAUseWhenItResumes() {
    card.ok("90 3E 00 02 14" + MASTER);
    card.ok(StoredSession.FIRST.withLimits("3B4E0000", "0001").command("00", 2));
    card.reset();
    card.verify();
    card.expect(finish(1, 2, 34, new byte[10]), "6985");
    String late = finish(3, 2, 34, new byte[10]).replace(CR, "3B4E0000" + CR.substring(8));
    card.expect(late, "6985");
    assertThat(card.ok(finish(3, 2, 34, new byte[10]))).hasSize(2 * (24 + 68));
    assertThat(card.record(0x4433, 192, 2).substring(24, 28)).isEqualTo("0000");
    assertThat(card.ok(finish(1, 2, 0, new byte[10]))).hasSize(48);
    card.expect(finish(3, 2, 34, new byte[10]), "6985");
    card.ok("90 1E 01 02");
    card.expect(finish(1, 2, 34, new byte[10]), "6985");
  }

  @Test
  void countsNoUseForACommandThatIsRefused() {
    card.ok("90 3E 00 02 14" + MASTER);
    card.ok(StoredSession.FIRST.withLimits("3B4E0000", "0001").command("00", 2));
    card.reset();
    card.verify();
    card.expect(finish(3, 2, 65, new byte[10]), "6A80");
    card.expect(finish(7, 2, 34, new byte[10]), "6B00");
    assertThat(card.record(0x4433, 192, 2).substring(24, 28)).isEqualTo("0001");
  }

  @Test
  void refusesMalformedCommands() {
    card.ok("90 3E 00 02 14" + MASTER);
    card.expect("90 18 40 02 01 00", "6B00");
    card.expect("90 18 04 02 01 00", "6B00");
    card.expect("90 18 00 02 01 00", "6700");
    card.expect(finish(0, 1, 34, new byte[10]), "6A88");
    card.expect(finish(0, 5, 34, new byte[10]), "6A88");
    card.expect("90 16 03 01 01 00", "6B00");
    card.expect("90 16 21 01 01 00", "6B00");
    card.expect("90 16 11 01 01 00", "6B00");
    card.expect("90 16 01 01 01 00", "6700");
    card.expect("90 3E 02 01 00", "6B00");
    card.expect("90 3E 00 01 13" + "00".repeat(19), "6700");
    card.expect("90 3E 01 01", "6A88");
    card.reset();
    String data = CR + SR + "03" + KeyedCard.point(KeyedCard.CURVE, SERVER);
    card.expect("90 16 02 01" + KeyedCard.length(data) + data, "6982");
    card.expect(finish(0, 2, 34, new byte[10]), "6982");
    card.expect("90 3E 00 01 14" + MASTER, "6982");
  }

  @Test
  void needsAKeyThatMayAgree() {
    String point = KeyedCard.point(KeyedCard.CURVE, SERVER);
    for (String key : List.of("01", "02", "04")) {
      String data = CR + SR + key + point;
      card.expect("90 16 02 01" + KeyedCard.length(data) + data, "6985");
    }
    String data = CR + SR + "09" + point;
    card.expect("90 16 02 01" + KeyedCard.length(data) + data, "6A88");
  }

  @Test
  void sealsTheReadableSecretOfASession() {
    card.ok(StoredSession.FIRST.withSecret(MASTER).command("02", 3));
    assertThat(card.ok("90 14 00 03 04 3B4D8000 00")).isEqualTo(MASTER);
    card.ok("90 3E 01 03");
    assertThat(card.memory(WimScriptsTest.secretAt(3), 20)).isEqualTo(MASTER);
    assertThat(card.record(0x4434, 24, 3)).endsWith("00".repeat(20)).startsWith("00");
    assertThat(card.record(0x4433, 192, 3).substring(2, 4)).isEqualTo("60");
    assertThat(card.ok("90 14 00 03 04 3B4D8000 00")).isEmpty();
    assertThat(card.ok(finish(1, 3, 34, new byte[10]))).isNotEmpty();
    card.expect("90 3E 01 03", "6A88");
    card.reset();
    card.verify();
    card.expect(finish(1, 3, 34, new byte[10]), "6985");
    card.ok(finish(3, 3, 34, new byte[10]));
  }

  private String establish(int slot, String p1, String data) {
    String all = data.replace(" ", "");
    if (all.length() <= 510) {
      return card.ok("90 16" + p1 + "%02X".formatted(slot) + KeyedCard.length(all) + all + "00");
    }
    String rest = all.substring(510);
    card.ok("90 16" + p1 + "%02X".formatted(slot | 0x80) + "FF" + all.substring(0, 510));
    return card.ok("90 16" + p1 + "%02X".formatted(slot) + KeyedCard.length(rest) + rest + "00");
  }

  private static String finish(int p1, int slot, int block, byte[] transcript) {
    int blocks = transcript.length / 64;
    String tail = HEX.formatHex(transcript, 64 * blocks, transcript.length);
    String data =
        "%02X".formatted(block) + CR + SR + state(transcript) + "%02X".formatted(blocks) + tail;
    return "9018%02X%02X".formatted(p1, slot) + KeyedCard.length(data) + data + "00";
  }

  private static String state(byte[] transcript) {
    return HEX.formatHex(Sha1State.after(transcript, transcript.length / 64));
  }

  // PHash for slot 2.
  private String wim(String seed, int length) {
    card.ok("80 22 F3 01");
    card.ok("80 22 41 B4 06 8301 02 9601 %02X".formatted(length));
    return card.ok("80 2A 8E 80" + KeyedCard.length(seed) + seed + "%02X".formatted(length));
  }

  private static String finishedLabel(String side) {
    return side.equals("client") ? WimScriptsTest.CLIENT_FINISHED : WimScriptsTest.SERVER_FINISHED;
  }

  private static String sha1(byte[]... parts) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-1");
    for (byte[] part : parts) {
      digest.update(part);
    }
    return HEX.formatHex(digest.digest());
  }
}
