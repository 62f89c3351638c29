package wtls.card.applet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** SELECT, READ BINARY, UPDATE BINARY, ASK RANDOM, GET RESPONSE and what is refused before them. */
class FileCommandsTest {
  private final TestCard card = TestCard.personalised(TestCard.Kind.STORAGE);

  @Test
  void describesTheSelectedFile() {
    assertThat(card.ok("80 A4 0000 02 4432 00"))
        .isEqualTo("6F0B" + "80020058" + "820101" + "83024432");
    assertThat(card.ok("00 A4 0000 02 5015 00")).isEqualTo("6F07" + "820138" + "83025015");
    assertThat(card.ok("00 A4 0000 02 3F00 00")).isEqualTo("6F07" + "820138" + "83023F00");
    assertThat(card.ok("00 A4 000C 02 4432")).isEmpty();
  }

  @Test
  void keepsTheDescriptionForGetResponse() {
    card.expect("80 A4 0000 02 4432", "610D");
    assertThat(card.ok("00 C0 0000 0D")).startsWith("6F0B80020058");
    card.expect("00 C0 0000 0D", "6985");
  }

  @Test
  void givesTheRestOfAnAnswerOnlyToTheNextCommand() {
    card.expect("80 A4 0000 02 4432", "610D");
    card.ok("80 84 0000 04");
    card.expect("00 C0 0000 0D", "6985");
    card.expect("00 C0 0001 0D", "6B00");
  }

  @Test
  void selectsByPath() {
    assertThat(card.ok("00 A4 0800 04 5015 4432 00")).contains("83024432");
    assertThat(card.ok("00 A4 0800 06 3F00 5015 4432 00")).contains("83024432");
    assertThat(card.ok("00 A4 0900 02 4432 00")).contains("83024432");
    assertThat(card.ok("00 A4 0800 00")).contains("83023F00");
    card.expect("00 A4 0800 04 4432 4431", "6A82");
    card.expect("00 A4 0800 03 501544", "6700");
  }

  @Test
  void keepsTheSelectionWhenAFileIsNotFound() {
    card.ok("80 A4 000C 02 5032");
    card.expect("80 A4 0000 02 4499", "6A82");
    card.ok("80 B0 0000 20");
  }

  @Test
  void refusesOtherSelections() {
    card.expect("80 A4 0100 02 4432", "6B00");
    card.expect("80 A4 0004 02 4432", "6B00");
    card.expect("80 A4 0000 01 44", "6700");
    card.expect("00 A4 0400 0C A00000006357415020 57494E", "6A82");
    card.expect("80 A4 0000 03 443200", "6700");
  }

  @Test
  void readsWithinTheFile() {
    card.ok("80 A4 000C 02 5032");
    assertThat(card.ok("80 B0 0000 20")).hasSize(64);
    assertThat(card.ok("80 B0 0000 00")).hasSize(64);
    assertThat(card.ok("80 B0 001F 02")).hasSize(2);
    assertThat(card.ok("80 B0 0020 02")).isEmpty();
    card.expect("80 B0 0021 02", "6B00");
    card.expect("80 B0 8000 02", "6B00");
  }

  @Test
  void readsNothingWithoutASelectedFile() {
    card.expect("80 B0 0000 10", "6986");
    card.expect("80 D6 0000 01 00", "6986");
    card.ok("80 A4 000C 02 5032");
    card.select();
    card.expect("80 B0 0000 10", "6986");
    card.ok("80 A4 000C 02 5015");
    card.expect("80 B0 0000 10", "6986");
  }

  @Test
  void updatesWhatTheFileHas() {
    card.verify();
    card.ok("80 A4 000C 02 4421");
    card.ok("80 D6 00FE 02 0102");
    card.expect("80 D6 00FE 03 010203", "6700");
    card.expect("80 D6 0101 01 01", "6B00");
    card.expect("80 D6 0000", "6700");
    assertThat(card.ok("80 B0 00FC 04")).isEqualTo("00000102");
  }

  @Test
  void keepsAccessRights() {
    card.ok("80 A4 000C 02 4421");
    card.ok("80 B0 0000 01");
    card.expect("80 D6 0000 01 01", "6982");
    card.ok("80 A4 000C 02 4434");
    card.expect("80 B0 0000 01", "6982");
    card.verify();
    card.ok("80 B0 0000 01");
    card.ok("80 D6 0000 01 01");
    card.ok("80 A4 000C 02 4422");
    card.expect("80 D6 0000 01 01", "6982");
    card.ok("80 A4 000C 02 4433");
    card.ok("80 B0 0000 01");
    card.expect("80 D6 0000 01 01", "6982");
  }

  @Test
  void takesExtendedCommandsBeyondItsJournal() {
    TestCard fresh = TestCard.personalising(TestCard.Kind.STORAGE);
    fresh.ok("90 40 0000 06 4423 0800 00 01");
    fresh.ok("80 A4 000C 02 4423");
    String content = "5A".repeat(2000);
    fresh.ok("80 D6 0000 00 07D0" + content);
    assertThat(fresh.ok("80 B0 0000 00 07D0")).isEqualTo(content);
    fresh.expect("80 D6 0000 00 0901" + "5A".repeat(0x901), "6700");
  }

  @Test
  void givesRandomOctets() {
    String first = card.ok("80 84 0000 14");
    assertThat(first).hasSize(40).isNotEqualTo(card.ok("80 84 0000 14"));
    assertThat(card.ok("80 84 0000 00")).hasSize(512);
    card.expect("80 84 0000", "6700");
    card.expect("80 84 0001 14", "6B00");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    card.expect("A0 A4 0000 02 4432", "6E00");
    card.expect("84 B0 0000 01", "6E00");
    card.expect("80 70 0000 01", "6D00");
    card.expect("00 70 0000 01", "6D00");
    card.expect("80 12 0000", "6D00");
    card.expect("90 12 0000", "6D00");
    card.expect("90 20 0001 08" + TestCard.PIN, "6D00");
  }

  @Test
  void isSelectedByNameWithAndWithoutAnswer() {
    assertThat(card.ok("00 A4 0400 0C" + TestCard.NAME)).isEmpty();
    assertThat(card.ok("00 A4 040C 0C" + TestCard.NAME)).isEmpty();
    assertThat(card.ok("00 A4 0400 0C" + TestCard.NAME + "00")).isEmpty();
    assertThat(card.ok("00 A4 0400 05 A000000063")).isEmpty();
  }

  @Test
  void staysSelectedWhenAnotherNameIsNotFound() {
    card.ok("80 A4 000C 02 5032");
    card.expect("00 A4 0400 08 F276A288BCFBA69D", "6A82");
    card.expect("00 A4 040C 07 A0000000041010", "6A82");
    card.ok("80 B0 0000 20");
  }

  @Test
  void servesAllChannelsAlike() {
    card.ok("83 A4 000C 02 5032");
    card.ok("81 B0 0000 01");
    card.ok("91 10 0000 00");
  }
}
