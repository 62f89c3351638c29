package wtls.card.applet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import wtls.api.algorithm.NamedCurve;
import wtls.protocol.crypto.EcKeys;

/** Keys put onto the card and made on it. */
class KeyCommandsTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String H = "33".repeat(20);

  private TestCard card;

  @BeforeEach
  void begin() {
    card = TestCard.personalising(TestCard.Kind.STORAGE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 2048})
  void makesRsaKeysThatSign(int bits) throws Exception {
    String n = card.ok("90 44 01 05 06 01 01 4415 %04X 00".formatted(bits));
    assertThat(n).hasSize(bits / 4);
    String other = card.ok("90 44 01 06 06 01 01 4416 %04X 00".formatted(bits));
    assertThat(other).isNotEqualTo(n);
    card.ok("90 4E 0000");
    card.verify();
    String signature = card.ok("90 1A 00 05 14" + H + "00");
    BigInteger opened =
        new BigInteger(signature, 16).modPow(KeyedCard.EXPONENT, new BigInteger(n, 16));
    String padded = "0001" + "FF".repeat(bits / 8 - 23) + "00" + H;
    assertThat(KeyedCard.number(opened, bits / 8)).isEqualTo(padded);
    assertThat(card.ok("80 A4 00 00 02 4415 00")).contains("80020000");
    card.expect("80 B0 00 00 00", "6982");
  }

  @ParameterizedTest
  @EnumSource(NamedCurve.class)
  void makesEcKeysOnAllCurves(NamedCurve curve) throws Exception {
    String usage = curve.legacy() ? "08" : "09";
    String point = card.ok("90 44 02 05 05" + usage + "01 4415 %02X 00".formatted(curve.number()));
    assertThat(point).startsWith("04").hasSize(2 + 4 * curve.fieldOctets());
    card.ok("90 4E 0000");
    card.verify();
    if (!curve.legacy()) {
      byte[] signature = HEX.parseHex(card.ok("90 1A 00 05 14" + H + "00"));
      assertThat(EcKeys.verify(curve, HEX.parseHex(point), HEX.parseHex(H), signature)).isTrue();
    }
    card.ok("80 22 F3 05");
    BigInteger peer = new BigInteger(90, new Random(5)).setBit(90);
    String tags = "8102 4415 8401 05 83" + tlv(KeyedCard.point(curve, peer));
    card.ok("80 22 81 B8" + KeyedCard.length(tags) + tags);
    assertThat(card.ok("80 2A 80 00 00"))
        .isEqualTo(HEX.formatHex(EcKeys.agree(curve, peer.toByteArray(), HEX.parseHex(point))));
  }

  private static String tlv(String value) {
    return KeyedCard.length(value) + value;
  }

  @ParameterizedTest
  @CsvSource({
    "02, 0801441507, 9000",
    "02, 0801441502, 6A80",
    "02, 0801441500, 6A80",
    "02, 0101441506, 6A80",
    "02, 0201441507, 6A80",
    "02, 0001441507, 6A80",
    "02, 2001441507, 6A80",
    "02, 0802441507, 6A80",
    "02, 0501441507, 6A80",
    "02, 0401441507, 6A80",
    "02, 0403441507, 9000",
    "02, 08014415, 6700",
    "02, 1801441507, 9000",
    "01, 08014415 0400, 6A80",
    "01, 01014415 0200, 6A80",
    "01, 01014415 0401, 6A80",
    "01, 01014415 0000, 6A80",
    "01, 01014415 FFFF, 6A80",
    "03, 0801441507, 6B00"
  })
  void refusesKeysThatCannotBe(String type, String data, String status) {
    card.expect("90 44" + type + "05" + KeyedCard.length(data) + data + "00", status);
  }

  @Test
  void givesEachNonRepudiationKeyItsOwnPin() {
    card.ok("90 44 02 05 05 04 02 4415 07 00");
    card.expect("90 44 02 06 05 04 02 4415 07 00", "6A80");
    card.ok("90 44 02 05 05 04 02 4415 07 00");
  }

  @Test
  void neverLetsAKeyBothMakeSecretsAndGiveThemAway() {
    TestCard crypto = TestCard.personalising(TestCard.Kind.CRYPTO);
    crypto.expect("90 44 02 05 05 18 01 4415 07 00", "6A80");
    crypto.ok("90 44 02 05 05 09 01 4415 07 00");
    crypto.ok("90 44 02 06 05 11 01 4416 07 00");
  }

  @Test
  void takesOnlyPartsThatBelongTogether() {
    String key = KeyedCard.rsaKey("01 01 4411", KeyedCard.AUTHENTICATION_KEY).replace(" ", "");
    int parts = 2 * 26;
    for (int at :
        new int[] {8, parts, parts + 256, parts + 256 + 128, parts + 512, key.length() - 2}) {
      String changed =
          key.substring(0, at)
              + "%02X".formatted(Integer.parseInt(key.substring(at, at + 2), 16) ^ 0x10)
              + key.substring(at + 2);
      String last = "";
      for (String command : KeyedCard.chunks("42", 1, "05", changed)) {
        last = card.send(command).word();
      }
      assertThat(last).as("changed at %d", at).isEqualTo("6A80");
    }
    String ec = KeyedCard.ecKey("08014413", KeyedCard.CURVE, BigInteger.valueOf(77));
    String other = ec.substring(0, ec.length() - 2) + "4E";
    card.expect("90 42 02 05" + KeyedCard.length(other) + other, "6A80");
    String zero = ec.substring(0, ec.length() - 42) + "00".repeat(21);
    card.expect("90 42 02 05" + KeyedCard.length(zero) + zero, "6A80");
    String large = ec.substring(0, ec.length() - 42) + "FF".repeat(21);
    card.expect("90 42 02 05" + KeyedCard.length(large) + large, "6A80");
    card.ok("90 4E 0000");
    card.verify();
    card.expect("90 1A 00 05 14" + H + "00", "6A88");
  }

  @Test
  void replacesAKeyAndForgetsTheOldOne() {
    KeyedCard.putEc(card, "05", "09 01 4415", KeyedCard.CURVE, BigInteger.valueOf(0x1234567890L));
    KeyedCard.putEc(card, "05", "09 01 4415", KeyedCard.CURVE, KeyedCard.OPEN_KEY);
    assertThat(card.memory(Layout.KEYS, Layout.KEYS_SIZE)).doesNotContain("1234567890");
    card.ok("90 4E 0000");
    card.verify();
    assertThat(card.ok("90 1A 00 05 14" + H + "00")).hasSize(84);
  }

  @Test
  void takesKeysOnlyBeforeFinalise() {
    card.ok("90 4E 0000");
    card.expect("90 44 02 05 05 08 01 4415 07 00", "6985");
    String ec = KeyedCard.ecKey("08014413", KeyedCard.CURVE, BigInteger.valueOf(77));
    card.expect("90 42 02 05" + KeyedCard.length(ec) + ec, "6985");
  }

  @Test
  void refusesMoreKeysThanItHasRoomFor() {
    int count = 0;
    while (card.send("90 44 02 %02X 05 08 01 4415 07 00".formatted(count + 1)).status() == 0x9000) {
      count++;
      assertThat(count).isLessThan(127);
      if (count == 126) {
        break;
      }
    }
    assertThat(count).isGreaterThan(100);
    card.ok("90 4E 0000");
  }
}
