package wtls.card.applet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Status words and order rules of MSE and PSO (WAP-260 10 and 11.3.6). */
class SecurityEnvironmentTest {
  private static final String H = "33".repeat(20);
  private static final String RANDOMS = "11".repeat(32);
  private static final String SEED = WimScriptsTest.MASTER_SECRET + RANDOMS;
  private static final String MASTER = "3941F94469760B764251AD455A71187F41ABDFB6";
  private static final String POINT =
      KeyedCard.point(KeyedCard.CURVE, java.math.BigInteger.valueOf(123456789));
  private static final String AGREE = "80 22 81 B8 33 8102 4413 8401 03 832A 29" + POINT;
  private static final String DERIVE = "80 22 41 B4 32 8401 02 942D" + SEED;
  private static final String CHECK = "80 2A 8E 80 23" + WimScriptsTest.CLIENT_FINISHED + H + "0C";

  private TestCard card;

  @BeforeEach
  void insert() {
    card = KeyedCard.personalised(TestCard.Kind.CRYPTO).verify();
  }

  @ParameterizedTest
  @ValueSource(strings = {"41B6", "81B6", "41B8", "81B8", "41B4"})
  void needsAnEnvironmentFirst(String template) {
    card.expect("80 22" + template + "03 8401 01", "6600");
    card.expect("80 2A 9E 9A 14" + H + "00", "6600");
    card.expect("80 2A 86 00", "6600");
    card.expect("80 2A 8E 80 14" + H + "00", "6600");
    card.expect("80 2A 00 A8 04 9E020000", "6600");
    card.expect("80 2A 80 86 14" + H + "00", "6600");
    card.expect("80 2A 80 00 00", "6600");
  }

  @Test
  void restoresWhatItHas() {
    for (String kind : List.of("01", "02", "03", "04", "05")) {
      card.ok("80 22 F3" + kind);
      card.ok("80 22 73" + kind);
    }
    for (String kind : List.of("00", "06", "07", "FF")) {
      card.expect("80 22 F3" + kind, "6600");
    }
    card.expect("80 22 42 B6 03 8401 01", "6B00");
    card.expect("80 2A 9E 9B 14" + H + "00", "6B00");
  }

  @ParameterizedTest
  @CsvSource({
    "01, 41B8",
    "02, 81B8",
    "02, 41B4",
    "03, 41B8",
    "04, 41B8",
    "04, 81B8",
    "04, 41B4",
    "05, 41B6",
    "05, 81B6",
    "05, 41B4",
    "01, 81B4",
    "01, 41B7"
  })
  void hasOnlyTheTemplatesOfItsEnvironment(String kind, String template) {
    card.ok("80 22 F3" + kind);
    card.expect("80 22" + template + "03 8401 01", "6600");
  }

  @ParameterizedTest
  @CsvSource({
    "01, 41B6, 850101", "01, 41B6, 8301 01", "01, 41B6, 840201 01", "01, 41B6, 8401",
    "01, 41B6, 84", "01, 41B6, 8100", "01, 41B6, 8103 445000", "01, 41B6, 84800101",
    "01, 81B8, 8401 01", "01, 81B8, 91020101", "03, 81B8, 9100", "01, 81B6, 8401 01",
    "01, 41B4, 9602 000C", "01, 41B4, 8102 4411", "01, 81B6, 9000"
  })
  void refusesTagsThatATemplateHasNot(String kind, String template, String tags) {
    card.ok("80 22 F3" + kind);
    card.expect("80 22" + template + KeyedCard.length(tags) + tags, "6A80");
    card.expect("80 22" + template, "6700");
  }

  @Test
  void setsAllAttributesOfACommandOrNone() {
    card.ok("80 22 F3 01");
    card.expect("80 22 41 B6 09 8102 4411 8401 01 8500", "6A80");
    card.expect("80 2A 9E 9A 14" + H + "80", "6985");
  }

  @Test
  void looksReferencesUpWhenTheyAreUsed() {
    card.ok("80 22 F3 01");
    card.ok("80 22 41 B6 07 8102 4499 8401 01");
    card.expect("80 2A 9E 9A 14" + H + "80", "6A82");
    card.ok("80 22 41 B6 04 8102 4412");
    card.expect("80 2A 9E 9A 14" + H + "80", "6A88");
    card.ok("80 22 41 B6 07 8102 4411 8401 77");
    card.expect("80 2A 9E 9A 14" + H + "80", "6A88");
    card.ok("80 22 41 B6 0B 8106 3F0044114411 8401 01");
    card.expect("80 2A 9E 9A 14" + H + "80", "6A82");
    card.ok("80 22 41 B6 03 8401 01");
    card.ok("80 22 41 B6 04 8102 4411");
    card.ok("80 2A 9E 9A 14" + H + "80");
  }

  @Test
  void forgetsAttributesWithTheEnvironmentAndTheSelection() {
    card.ok("80 22 F3 01");
    card.ok("80 22 41 B6 07 8102 4411 8401 01");
    card.ok("80 2A 9E 9A 14" + H + "80");
    card.ok("80 22 F3 01");
    card.expect("80 2A 9E 9A 14" + H + "80", "6985");
    card.ok("80 22 41 B6 07 8102 4411 8401 01");
    card.select();
    card.verify();
    card.expect("80 2A 9E 9A 14" + H + "80", "6600");
  }

  @Test
  void asksForThePinBeforeItUsesKeysAndSecretsButNotToSetAttributes() {
    card.reset();
    card.ok("80 22 F3 03");
    card.ok(AGREE);
    card.expect("80 2A 86 00", "6982");
    card.expect(DERIVE, "6982");
    card.ok("80 22 41 B4 06 8301 02 9601 0C");
    card.expect(CHECK, "6982");
    card.ok("80 22 F3 01");
    card.ok("80 22 41 B6 07 8102 4411 8401 01");
    card.expect("80 2A 9E 9A 14" + H + "80", "6982");
    card.expect("90 1A 00 01 14" + H + "80", "6982");
    card.ok("80 22 F3 02");
    card.ok("80 22 41 B8 07 8102 4411 8401 01");
    card.expect("80 2A 80 86 14" + H + "00", "6982");
    card.ok("80 22 41 B6 07 8102 4412 8401 02");
    card.expect("80 2A 9E 9A 14" + H + "00", "6982");
  }

  @Test
  void signsWithANonRepudiationKeyWithoutPinG() {
    card.reset();
    card.ok("80 22 F3 02");
    card.ok("80 22 41 B6 07 8102 4412 8401 02");
    card.ok("80 20 0002 08" + TestCard.PIN);
    card.ok("80 2A 9E 9A 14" + H + "00");
  }

  @Test
  void spendsThePinOfANonRepudiationKeyOnAnyAttempt() {
    card.ok("80 22 F3 02");
    card.ok("80 22 41 B6 07 8102 4412 8401 02");
    card.ok("80 20 0002 08" + TestCard.PIN);
    int writes = card.power().writes();
    card.expect("80 2A 9E 9A 96" + "00".repeat(150) + "00", "6A80");
    card.expect("80 2A 9E 9A 14" + H + "00", "6982");
    assertThat(card.power().writes()).as("nothing is left for a power cut").isEqualTo(writes);
    card.expect("90 1A 00 02 14" + H + "00", "6985");
  }

  @Test
  void keepsTheOrderOfAKeyAgreement() {
    card.ok("80 22 F3 03");
    card.expect("80 2A 86 00", "6985");
    card.expect(DERIVE, "6985");
    card.ok("80 22 81 B8 07 8102 4413 8401 03");
    card.expect("80 2A 86 00", "6985");
    card.ok(AGREE);
    card.expect(CHECK, "6985");
    card.ok("80 2A 86 00");
    card.expect("80 22 41 B4 32 8401 09 942D" + SEED, "6A88");
    card.expect("80 22 41 B4 32 8401 00 942D" + SEED, "6A88");
    card.ok(DERIVE);
    card.expect(DERIVE, "6985");
    card.expect(CHECK, "6985");
    card.ok("80 22 41 B4 03 9601 0C");
    card.ok(CHECK);
    card.ok(CHECK);
  }

  @Test
  void derivesOnceReferenceAndSeedAreBothThere() {
    card.ok("80 22 F3 03");
    card.ok(AGREE);
    card.ok("80 2A 86 00");
    card.ok("80 22 41 B4 03 8401 02");
    assertThat(card.memory(WimScriptsTest.secretAt(2), 20)).isEqualTo("00".repeat(20));
    card.ok("80 22 41 B4 32 942D" + SEED + "9601 0C");
    assertThat(card.memory(WimScriptsTest.secretAt(2), 20)).isNotEqualTo("00".repeat(20));
    card.ok(CHECK);
  }

  @Test
  void keepsTheOrderOfAKeyTransport() {
    String key = "838187 0003 010001 0080" + "C5".repeat(128);
    card.ok("80 22 F3 01");
    card.ok("80 22 81 B8 8A" + key);
    card.expect("80 2A 86 00 81", "6985");
    card.ok("80 22 81 B8 03 910101");
    card.expect("80 2A 86 00 81", "6985");
    card.ok("80 22 81 B8 05 910101 9100");
    card.ok("80 2A 86 00 81");
    card.ok(DERIVE);
    card.expect("80 2A 86 00 81", "6985");
    card.expect(DERIVE, "6985");
    card.ok("80 22 81 B8 05 910101 9100");
    card.ok("80 22 81 B8 08 8306 0001 0301 02C5");
    card.ok("80 22 81 B8 05 910101 9100");
    card.expect("80 2A 86 00 81", "6A80");
    card.expect(DERIVE, "6985");
  }

  @Test
  void refusesReferencesWithoutASecret() {
    card.ok("80 22 F3 01");
    for (String slot : List.of("00", "01", "04", "05", "80", "FF")) {
      card.ok("80 22 41 B4 06 8301" + slot + "9601 0C");
      card.expect(CHECK, "6A88");
    }
  }

  @Test
  void answersOnlyTheLabelsAndLengthsOfWtls() {
    card.ok("90 3E 00 02 14" + MASTER);
    card.ok("80 22 F3 01");
    String expansion = WimScriptsTest.CLIENT_EXPANSION + "0000" + RANDOMS;
    refusePhash(WimScriptsTest.CLIENT_FINISHED + H, 11, 13, 20, 44, 1);
    refusePhash(WimScriptsTest.CLIENT_FINISHED + H + "00", 12);
    refusePhash(WimScriptsTest.CLIENT_FINISHED + "33".repeat(19), 12);
    refusePhash(expansion, 65, 255);
    refusePhash(expansion + "00", 44);
    refusePhash(expansion.substring(2), 44);
    refusePhash(SEED, 20, 12);
    refusePhash("00".repeat(35), 12);
    refusePhash("00".repeat(50), 44);
    card.ok("80 22 41 B4 06 8301 02 9601 40");
    card.ok("80 2A 8E 80 32" + expansion + "40");
  }

  private void refusePhash(String seed, int... lengths) {
    for (int length : lengths) {
      card.ok("80 22 41 B4 06 8301 02 9601 %02X".formatted(length));
      card.expect("80 2A 8E 80" + KeyedCard.length(seed) + seed + "00", "6A80");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "6D6173746572207365637265"})
  void derivesWithTheSeedOfAMasterSecretOnly(String start) {
    card.ok("80 22 F3 03");
    card.ok(AGREE);
    card.ok("80 2A 86 00");
    String seed = start + RANDOMS;
    String tags = "8401 02 94" + KeyedCard.length(seed) + seed;
    card.expect("80 22 41 B4" + KeyedCard.length(tags) + tags, "6A80");
    assertThat(card.memory(WimScriptsTest.secretAt(2), 20)).isEqualTo("00".repeat(20));
  }

  @Test
  void takesAnyLabelWherePersonalisationSaysSo() {
    TestCard open = KeyedCard.personalising(TestCard.Kind.CRYPTO);
    open.ok("90 48 0000 0C 0123456789ABCDEF FFFF 04 00");
    open.ok("90 4E 0000");
    open.verify();
    open.ok("90 3E 00 02 14" + MASTER);
    open.ok("80 22 F3 01");
    open.ok("80 22 41 B4 06 8301 02 9601 FF");
    assertThat(open.ok("80 2A 8E 80 03 010203 FF")).hasSize(510);
  }

  @Test
  void hasNothingOfMasterSecretsOnAStorageCard() {
    TestCard storage = KeyedCard.personalised(TestCard.Kind.STORAGE).verify();
    for (String kind : List.of("01", "03", "06")) {
      storage.expect("80 22 F3" + kind, "6600");
    }
    storage.ok("80 22 F3 02");
    storage.expect("80 2A 86 00", "6B00");
    storage.expect("80 2A 8E 80 01 00 0C", "6B00");
    storage.expect("80 22 41 B4 03 9601 0C", "6600");
    storage.expect("90 16 01 01 01 00", "6D00");
    storage.expect("90 18 01 01 01 00", "6D00");
    storage.expect("90 3E 00 01 14" + MASTER, "6D00");
    assertThat(storage.ok("90 1A 00 01 14" + H + "80")).hasSize(256);
  }
}
