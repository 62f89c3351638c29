package wtls.card.applet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** INFO, and personalisation until FINALISE. */
class PersonalCommandsTest {
  private static final String CAPACITY = "%04X".formatted(StorageApplet.CAPACITY);

  private final TestCard card = new TestCard(TestCard.Kind.STORAGE);

  @ParameterizedTest
  @EnumSource
  void announcesItsClassWithoutAPin(TestCard.Kind kind) {
    String info = TestCard.personalised(kind).ok("90 10 0000 00");
    assertThat(info).startsWith("01%02X".formatted(kind.ordinal() + 1));
    assertThat(info.substring(8, 10)).isEqualTo("04");
    assertThat(info.substring(16, 20)).isEqualTo(CAPACITY);
  }

  @Test
  void announcesNoConnectionsInClassOne() {
    assertThat(card.ok("90 10 0000 00"))
        .isEqualTo("0101" + "0183" + "04" + "00" + "0000" + CAPACITY + "00");
    card.expect("90 10 0100 00", "6B00");
  }

  @Test
  void announcesOnlyWhatPersonalisationLeftOn() {
    card.ok("90 48 0000 0C 0123456789ABCDEF FFFE 04 02");
    assertThat(card.ok("90 10 0000 00")).startsWith("01010182");
    card.expect("90 14 0001 04 00000000", "6D00");
    card.expect("90 1C 0001", "6D00");
    card.expect("90 1E 0001", "6D00");
  }

  @Test
  void createsFilesOfZeroes() {
    card.ok("90 40 0000 06 5032 0004 00 03");
    card.ok("80 A4 000C 02 5032");
    assertThat(card.ok("80 B0 0000 00")).isEqualTo("00000000");
    card.ok("80 D6 0000 04 01020304");
    assertThat(card.ok("80 B0 0000 00")).isEqualTo("01020304");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3F00 0004 00 00",
        "5015 0004 00 00",
        "0000 0004 00 00",
        "4421 8000 00 00",
        "4421 0004 04 00",
        "4421 0004 00 04",
        "4431 0017 00 01",
        "4432 0042 00 01",
        "4433 02FF 00 03",
        "4434 0001 01 01"
      })
  void refusesFilesThatCannotBe(String file) {
    card.expect("90 40 0000 06" + file, "6A80");
  }

  @Test
  void refusesTheSameFileTwice() {
    card.ok("90 40 0000 06 4421 0004 00 00");
    card.expect("90 40 0000 06 4421 0004 00 00", "6A80");
  }

  @Test
  void refusesFilesBeyondItsMemory() {
    card.ok("90 40 0000 06 4421 4000 00 00");
    card.expect("90 40 0000 06 4422 4000 00 00", "6A84");
    card.ok("90 40 0000 06 4422 0100 00 00");
  }

  @Test
  void refusesMoreFilesThanItHasEntries() {
    for (int i = 0; i < Layout.MAX_FILES; i++) {
      card.ok("90 40 0000 06 %04X 0001 00 00".formatted(0x4501 + i));
    }
    card.expect("90 40 0000 06 5032 0001 00 00", "6A84");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00 03 01 31323334FFFFFFFF",
        "10 03 01 31323334FFFFFFFF",
        "03 10 01 31323334FFFFFFFF",
        "03 03 04 31323334FFFFFFFF",
        "03 03 01 313233FFFFFFFFFF"
      })
  void refusesPinsThatCannotBe(String pin) {
    card.expect("90 46 0001 13" + pin + TestCard.CODE, "6A80");
    card.expect("80 20 0001", "6A88");
  }

  @Test
  void refusesPinsThatMightSwitchASigningKeyOpen() {
    card.expect("90 46 0002 13 03 03 03" + TestCard.PIN + TestCard.CODE, "6A80");
    card.expect("90 46 0002 13 03 03 00" + TestCard.PIN + TestCard.CODE, "6A80");
    card.expect("90 46 0009 13 03 03 01" + TestCard.PIN + TestCard.CODE, "6A88");
    card.expect("90 46 0000 13 03 03 01" + TestCard.PIN + TestCard.CODE, "6A88");
    card.expect("90 46 0001 0B 03 03 01" + TestCard.PIN, "6700");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FFFF 00 02", "FFFF 21 02", "FFFF 80 02", "FFFF 04 04"})
  void refusesConfigurationsThatCannotBe(String configuration) {
    card.expect("90 48 0000 0C 0123456789ABCDEF" + configuration, "6A80");
  }

  @Test
  void fixesTheNumberOfSlotsWithTheFilesOfSessions() {
    card.ok("90 48 0000 0C 0123456789ABCDEF FFFF 10 02");
    card.ok("90 40 0000 06 4432 0160 00 01");
    card.expect("90 48 0000 0C 0123456789ABCDEF FFFF 08 02", "6985");
    card.ok("90 48 0000 0C 0123456789ABCDEF 0001 10 00");
  }

  @Test
  void trustsRootsOnlyWhereThePhoneCannotWrite() {
    card.ok("90 40 0000 06 4421 0100 00 02");
    card.ok("90 40 0000 06 4422 0100 00 01");
    card.ok("90 4A 0000 07 4421 0010 00F0 01");
    card.expect("90 4A 0000 07 4421 0010 00F1 01", "6A80");
    card.expect("90 4A 0000 07 4421 0101 0001 01", "6A80");
    card.expect("90 4A 0000 07 4421 0000 0000 01", "6A80");
    card.expect("90 4A 0000 07 4421 0010 00F0 03", "6A80");
    card.expect("90 4A 0000 07 4422 0010 00F0 02", "6985");
    card.expect("90 4A 0000 07 4423 0010 00F0 02", "6A82");
    card.expect("90 4A 0000 06 4421 0010 00F0", "6700");
  }

  @Test
  void trustsSoManyRootsAndNoMore() {
    card.ok("90 40 0000 06 4421 0100 00 02");
    for (int i = 0; i < Layout.MAX_ROOTS; i++) {
      card.ok("90 4A 0000 07 4421 %04X 0008 02".formatted(8 * i));
    }
    card.expect("90 4A 0000 07 4421 0000 0008 02", "6A84");
  }

  @Test
  void finalisesOnlyWithAPin() {
    card.expect("90 4E 0000", "6985");
    card.ok("90 46 0001 13 03 03 03" + TestCard.PIN + TestCard.CODE);
    card.expect("90 4E 0100", "6B00");
    card.expect("90 4E 0000 01 00", "6700");
    card.ok("90 4E 0000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "90 40 0000 06 4499 0004 00 00",
        "90 46 0003 13 03 03 01 31323334FFFFFFFF 3837363534333231",
        "90 48 0000 0C 0123456789ABCDEF FFFF 04 02",
        "90 4A 0000 07 4421 0000 0010 01",
        "90 4E 0000"
      })
  void takesNothingMoreAfterFinalise(String command) {
    TestCard.personalised(TestCard.Kind.STORAGE).expect(command, "6985");
  }

  @Test
  void outlivesTheProcess() {
    TestCard first = TestCard.personalised(TestCard.Kind.STORAGE);
    first.expect("80 20 0001 08" + TestCard.WRONG_PIN, "6300");
    TestCard second = new TestCard(TestCard.Kind.STORAGE, first.image().clone());
    second.expect("80 20 0001", "63C2");
    second.expect("90 4E 0000", "6985");
    second.ok("80 A4 000C 02 5032");
  }
}
