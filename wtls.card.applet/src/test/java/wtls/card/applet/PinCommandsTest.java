package wtls.card.applet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** VERIFY, CHANGE, DISABLE, ENABLE and RESET RETRY COUNTER. */
class PinCommandsTest {
  private static final String RIGHT = "80 20 0001 08" + TestCard.PIN;
  private static final String WRONG = "80 20 0001 08" + TestCard.WRONG_PIN;
  private static final String STATE = "80 20 0001";

  private final TestCard card = TestCard.personalised(TestCard.Kind.STORAGE);

  @Test
  void tellsTriesLeftUntilThePinIsGiven() {
    card.expect(STATE, "63C3");
    card.expect(WRONG, "6300");
    card.expect(STATE, "63C2");
    card.ok(RIGHT);
    card.ok(STATE);
  }

  @Test
  void forgetsThePinAtSelectionAndReset() {
    card.ok(RIGHT);
    card.select();
    card.expect(STATE, "63C3");
    card.ok(RIGHT);
    card.reset();
    card.expect(STATE, "63C3");
  }

  @Test
  void takesTheRightAwayAfterAWrongPin() {
    card.ok(RIGHT);
    card.expect(WRONG, "6300");
    card.expect(STATE, "63C2");
  }

  @Test
  void blocksAfterThreeWrongTriesForGood() {
    card.expect(WRONG, "6300");
    card.expect(WRONG, "6300");
    card.reset();
    card.expect(WRONG, "6983");
    card.expect(RIGHT, "6983");
    card.expect(STATE, "6983");
    card.reset();
    card.expect(RIGHT, "6983");
  }

  @Test
  void countsTriesAnewAfterTheRightPin() {
    card.expect(WRONG, "6300");
    card.expect(WRONG, "6300");
    card.ok(RIGHT);
    card.expect(WRONG, "6300");
    card.expect(STATE, "63C2");
  }

  @Test
  void keepsPinsApart() {
    card.expect("80 20 0002 08" + TestCard.WRONG_PIN, "6300");
    card.expect("80 20 0002", "63C2");
    card.expect(STATE, "63C3");
  }

  @Test
  void refusesVerifyOfOtherForms() {
    card.expect("80 20 0101 08" + TestCard.PIN, "6B00");
    card.expect("80 20 0001 07 31323334FFFFFF", "6700");
    card.expect("80 20 0003 08" + TestCard.PIN, "6A88");
    card.expect("80 20 0000 08" + TestCard.PIN, "6A88");
    card.expect("80 20 00FF 08" + TestCard.PIN, "6A88");
    card.expect("80 20 0003", "6A88");
    card.expect(STATE, "63C3");
  }

  @Test
  void changesThePin() {
    card.ok("80 24 0001 10" + TestCard.PIN + TestCard.NEW_PIN);
    card.expect(STATE, "63C3");
    card.expect(RIGHT, "6300");
    card.ok("80 20 0001 08" + TestCard.NEW_PIN);
  }

  @Test
  void countsWrongOldPinsOfAChange() {
    card.ok(RIGHT);
    String wrong = "80 24 0001 10" + TestCard.WRONG_PIN + TestCard.NEW_PIN;
    card.expect(wrong, "6300");
    card.ok(STATE);
    card.expect(wrong, "6300");
    card.expect(wrong, "6983");
    card.expect(STATE, "6983");
  }

  @Test
  void refusesNewPinsOfBadForm() {
    card.expect("80 24 0001 10" + TestCard.PIN + "313233FFFFFFFFFF", "6A80");
    card.expect("80 24 0001 10" + TestCard.PIN + "31323334FF36FFFF", "6A80");
    card.expect("80 24 0001 0F" + TestCard.PIN + "31323334FFFFFF", "6700");
    card.expect("80 24 0101 10" + TestCard.PIN + TestCard.NEW_PIN, "6B00");
    card.expect("80 24 0007 10" + TestCard.PIN + TestCard.NEW_PIN, "6A88");
    card.expect(STATE, "63C3");
  }

  @Test
  void switchesPinGOffAndOn() {
    card.ok("80 26 0001 08" + TestCard.PIN);
    card.reset();
    card.ok(STATE);
    card.expect(RIGHT, "6985");
    card.expect("80 26 0001 08" + TestCard.PIN, "6985");
    card.expect("80 24 0001 10" + TestCard.PIN + TestCard.NEW_PIN, "6985");
    card.ok("80 28 0001 08" + TestCard.PIN);
    card.expect("80 28 0001 08" + TestCard.PIN, "6985");
    card.reset();
    card.expect(STATE, "63C3");
  }

  @Test
  void keepsTheRightAfterAWrongDisableUnlessItBlocks() {
    card.ok(RIGHT);
    String wrong = "80 26 0001 08" + TestCard.WRONG_PIN;
    card.expect(wrong, "6300");
    card.expect(wrong, "6300");
    card.ok(STATE);
    card.expect(wrong, "6983");
    card.expect(STATE, "6983");
    card.expect("80 26 0001 08" + TestCard.PIN, "6983");
  }

  @Test
  void staysOffAfterAWrongEnableEvenIfItBlocks() {
    card.ok("80 26 0001 08" + TestCard.PIN);
    String wrong = "80 28 0001 08" + TestCard.WRONG_PIN;
    card.expect(wrong, "6300");
    card.expect(wrong, "6300");
    card.expect(wrong, "6983");
    card.expect("80 28 0001 08" + TestCard.PIN, "6983");
    card.ok(STATE);
  }

  @Test
  void neverSwitchesThePinOfASigningKeyOff() {
    card.expect("80 26 0002 08" + TestCard.PIN, "6985");
    card.expect("80 26 0001 07 31323334FFFFFF", "6700");
    card.expect("80 28 0001 07 31323334FFFFFF", "6700");
    card.expect("80 26 0001", "6700");
    card.expect("80 28 0009 08" + TestCard.PIN, "6A88");
  }

  @Test
  void unblocksWithTheCode() {
    block();
    card.ok("80 2C 0001 10" + TestCard.CODE + TestCard.NEW_PIN);
    card.expect(STATE, "63C3");
    card.ok("80 20 0001 08" + TestCard.NEW_PIN);
  }

  @Test
  void blocksTheCodeAfterFiveWrongOnes() {
    block();
    String wrong = "80 2C 0001 10" + TestCard.WRONG_PIN + TestCard.NEW_PIN;
    for (int i = 0; i < 4; i++) {
      card.expect(wrong, "6300");
    }
    card.expect(wrong, "6983");
    card.expect("80 2C 0001 10" + TestCard.CODE + TestCard.NEW_PIN, "6983");
    card.expect(STATE, "6983");
  }

  @Test
  void refusesUnblockingOfOtherForms() {
    card.expect("80 2C 0001 08" + TestCard.CODE, "6700");
    card.expect("80 2C 0101 10" + TestCard.CODE + TestCard.NEW_PIN, "6B00");
    card.expect("80 2C 0003 10" + TestCard.CODE + TestCard.NEW_PIN, "6A88");
    card.expect("80 2C 0001 10" + TestCard.CODE + "313233FFFFFFFFFF", "6A80");
    card.ok("80 2C 0001 10" + TestCard.CODE + TestCard.PIN);
  }

  @Test
  void keepsPinsOutOfItsAnswers() {
    assertThat(card.ok(RIGHT)).isEmpty();
  }

  private void block() {
    card.expect(WRONG, "6300");
    card.expect(WRONG, "6300");
    card.expect(WRONG, "6983");
  }
}
