package wtls.card.applet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** USE, STORE, FORGET, RELEASE, and what UPDATE BINARY of Sessions does to them. */
class SessionCommandsTest {
  private static final String SECRET = "5EC2E7".repeat(6) + "5EC2";
  private static final String OTHER_SECRET = "0DD0".repeat(10);
  private static final String NONE = "00".repeat(20);
  private static final String NOW = "3B4D8000";

  private final TestCard card = TestCard.personalised(TestCard.Kind.STORAGE).verify();

  @Test
  void storesARecordAsWimHasIt() {
    store(2);
    assertThat(session(2)).isEqualTo("80A0081122334455667788030600000000003B4D6F00");
    assertThat(session(1)).isEqualTo("00".repeat(22));
    assertThat(peer(1)).isEqualTo("800223F30004C000020A" + "FF".repeat(12));
  }

  @Test
  void storesDetails() {
    derive(1, "90");
    card.ok(StoredSession.FIRST.command("24", 1));
    String details = details(1);
    assertThat(details).startsWith("80" + "B4" + "02" + "02" + "3B4D6F00" + "3B4E0000" + "0003");
    assertThat(details.substring(28, 48)).isEqualTo("0001" + "3B4D6F00" + "23F3" + "0000");
    assertThat(details.substring(48)).startsWith("0A3139322E302E322E3130");
    assertThat(details.substring(176)).startsWith("0767617465776179");
  }

  @Test
  void marksReadableSecretsAsSeenOutside() {
    store(1);
    assertThat(details(1)).startsWith("8020");
    assertThat(readable(1)).isEqualTo("80010100" + SECRET);
  }

  @Test
  void keepsFavourites() {
    card.ok(StoredSession.FIRST.withSecret(SECRET).command("03", 1));
    assertThat(session(1)).startsWith("C0A0");
    assertThat(peer(1)).startsWith("C001");
    card.reset();
    card.verify();
    card.expect(StoredSession.SECOND.withSecret(SECRET).command("02", 1), "6985");
  }

  @Test
  void givesAReadableSecretWithEachUse() {
    store(1);
    card.ok("90 1E 0101");
    assertThat(use(1)).isEqualTo(SECRET);
    assertThat(details(1).substring(24, 40)).isEqualTo("0002" + "0001" + NOW);
    assertThat(use(1)).isEqualTo(SECRET);
    assertThat(use(1)).isEqualTo(SECRET);
    card.expect("90 14 0001 04" + NOW + "00", "6985");
    assertThat(details(1).substring(24, 28)).isEqualTo("0000");
  }

  @Test
  void keepsTheSecretForGetResponse() {
    store(1);
    card.expect("90 14 0001 04" + NOW, "6114");
    assertThat(card.ok("80 C0 0000 14")).isEqualTo(SECRET);
  }

  @Test
  void givesNoSealedSecret() {
    derive(1, "80");
    card.ok(StoredSession.FIRST.command("00", 1));
    assertThat(use(1)).isEmpty();
  }

  @Test
  void usesNoSessionAtOrPastItsTime() {
    store(1);
    card.expect("90 14 0001 04 3B4E0000 00", "6985");
    card.expect("90 14 0001 04 FFFFFFFF 00", "6985");
    assertThat(details(1).substring(24, 28)).isEqualTo("0003");
    assertThat(card.ok("90 14 0001 04 3B4DFFFF 00")).isEqualTo(SECRET);
  }

  @Test
  void countsTimesBeyond2038() {
    card.ok(StoredSession.FIRST.withSecret(SECRET).withLimits("90000000", "FFFF").command("02", 1));
    card.ok("90 14 0001 04 8FFFFFFF 00");
    assertThat(details(1).substring(24, 28)).isEqualTo("FFFE");
    card.expect("90 14 0001 04 90000000 00", "6985");
  }

  @Test
  void usesNoSessionThatMayNotBeResumed() {
    card.ok(StoredSession.FIRST.withSecret(SECRET).withOptions("20", "02").command("02", 1));
    card.expect("90 14 0001 04" + NOW, "6985");
  }

  @Test
  void refusesOtherFormsOfUse() {
    card.expect("90 14 0001 04" + NOW, "6A88");
    card.expect("90 14 0005 04" + NOW, "6A88");
    card.expect("90 14 0000 04" + NOW, "6A88");
    card.expect("90 14 00FF 04" + NOW, "6A88");
    card.expect("90 14 0101 04" + NOW, "6B00");
    card.expect("90 14 0001 03 3B4D80", "6700");
    card.select();
    card.expect("90 14 0001 04" + NOW, "6982");
  }

  @Test
  void storesOnlyWhatIsLiveOrComesWithItsSecret() {
    card.expect(StoredSession.FIRST.command("00", 1), "6985");
    card.expect(StoredSession.FIRST.withSecret(SECRET).command("00", 1), "6700");
    card.expect(StoredSession.FIRST.command("02", 1), "6700");
    card.expect(StoredSession.FIRST.command("08", 1), "6B00");
    card.expect(StoredSession.FIRST.withSecret(SECRET).command("02", 5), "6A88");
    card.select();
    card.expect(StoredSession.FIRST.withSecret(SECRET).command("02", 1), "6982");
    assertThat(session(1)).isEqualTo("00".repeat(22));
  }

  @Test
  void givesNoLiveSlotAway() {
    store(1);
    card.expect(StoredSession.SECOND.withSecret(OTHER_SECRET).command("02", 1), "6985");
    card.ok("90 1E 0101");
    card.ok(StoredSession.SECOND.withSecret(OTHER_SECRET).command("02", 1));
    assertThat(readable(1)).isEqualTo("80020100" + OTHER_SECRET);
    assertThat(details(1).substring(28, 32)).isEqualTo("0002");
  }

  @Test
  void storesAgainWithinTheOldLimitsOnly() {
    derive(1, "80");
    card.ok(StoredSession.FIRST.command("00", 1));
    use(1);
    card.expect(StoredSession.FIRST.command("00", 1), "6985");
    card.expect(StoredSession.FIRST.withLimits("3B4E0001", "0002").command("00", 1), "6985");
    card.expect(StoredSession.FIRST.withLimits("3B4E0000", "0002").command("04", 1), "6985");
    card.ok(StoredSession.FIRST.withLimits("3B4DFFFF", "0002").command("01", 1));
    assertThat(details(1).substring(32, 40)).isEqualTo(NOW);
    assertThat(secret(1)).isEqualTo(SECRET);
  }

  @Test
  void refusesMalformedSessions() {
    StoredSession good = StoredSession.FIRST.withSecret(SECRET);
    card.expect(good.withOptions("40", "02").command("02", 1), "6A80");
    card.expect(good.withOptions("A0", "00").command("02", 1), "6A80");
    card.expect(good.withOptions("A0", "04").command("02", 1), "6A80");
    card.expect(good.withId("112233445566778899").command("02", 1), "6A80");
    card.expect(good.withPeer("00".repeat(17), "", "").command("02", 1), "6A80");
    card.expect(good.withPeer("", "h".repeat(64), "").command("02", 1), "6A80");
    card.expect(good.withPeer("", "", "n".repeat(104)).command("02", 1), "6A80");
    card.expect(good.withKey("01").command("02", 1), "6A88");
    card.expect(good.withSecret(SECRET + "00").command("02", 1), "6700");
    card.expect("90 1C 0201", "6700");
    assertThat(session(1)).isEqualTo("00".repeat(22));
  }

  @Test
  void storesTheLongestNames() {
    StoredSession longest =
        StoredSession.FIRST
            .withPeer("20010DB8" + "00".repeat(12), "h".repeat(63), "n".repeat(103))
            .withSecret(SECRET);
    card.ok(longest.command("02", 4));
    assertThat(details(4)).endsWith("6E".repeat(103));
    assertThat(peer(1)).endsWith("001020010DB8" + "00".repeat(12));
  }

  @Test
  void takesAStoreInChunks() {
    String data = StoredSession.FIRST.withSecret(SECRET).data();
    String first = data.substring(0, 40);
    String rest = data.substring(40);
    card.ok("90 1C 0281 14" + first);
    card.ok("90 1C 0201 %02X".formatted(rest.length() / 2) + rest);
    assertThat(readable(1)).endsWith(SECRET);
  }

  @Test
  void forgetsChunksThatAnotherCommandInterrupts() {
    String data = StoredSession.FIRST.withSecret(SECRET).data();
    card.ok("90 1C 0281 14" + data.substring(0, 40));
    card.ok("80 84 0000 04");
    String rest = data.substring(40);
    assertThat(card.send("90 1C 0201 %02X".formatted(rest.length() / 2) + rest).status())
        .isNotEqualTo(0x9000);
    assertThat(session(1)).isEqualTo("00".repeat(22));
  }

  @Test
  void refusesMoreChunksThanItCanHold() {
    String chunk = "90 1C 0281 FF" + "00".repeat(255);
    for (int i = 0; i < 9; i++) {
      card.ok(chunk);
    }
    card.expect(chunk, "6700");
  }

  @Test
  void movesAPeerToItsNewSession() {
    store(1);
    card.ok("90 1E 0101");
    card.ok(StoredSession.FIRST.withSecret(SECRET).command("02", 2));
    assertThat(peer(1)).startsWith("8002");
    assertThat(peer(2)).startsWith("00");
    card.ok(StoredSession.FIRST.withPeer("", "example", "").withSecret(SECRET).command("02", 3));
    assertThat(peer(2)).startsWith("00");
  }

  @Test
  void forgetsRecordsAndSecret() {
    store(1);
    card.ok("90 1E 0101");
    card.ok("90 1E 0001");
    assertThat(session(1)).isEqualTo("00".repeat(22));
    assertThat(peer(1)).startsWith("00");
    assertThat(readable(1)).isEqualTo("00010000" + NONE);
    assertThat(details(1).substring(0, 28)).isEqualTo("00".repeat(14));
    assertThat(details(1).substring(32)).isEqualTo("00".repeat(176));
    card.expect("90 14 0001 04" + NOW, "6A88");
  }

  @Test
  void keepsALiveSecretUntilItsRelease() {
    derive(1, "80");
    card.ok(StoredSession.FIRST.command("00", 1));
    card.ok("90 1E 0001");
    assertThat(secret(1)).isEqualTo(SECRET);
    card.ok("90 1E 0101");
    assertThat(secret(1)).isEqualTo(NONE);
  }

  @Test
  void keepsTheSecretOfARecordAfterItsRelease() {
    derive(1, "80");
    card.ok(StoredSession.FIRST.command("00", 1));
    card.ok("90 1E 0101");
    assertThat(secret(1)).isEqualTo(SECRET);
  }

  @Test
  void refusesOtherFormsOfForget() {
    card.expect("90 1E 0201", "6B00");
    card.expect("90 1E 0001 01 00", "6700");
    card.expect("90 1E 0005", "6A88");
    card.select();
    card.expect("90 1E 0001", "6982");
    card.expect("90 1E 0101", "6982");
  }

  @Test
  void zeroisesAtBootWhatNoRecordKeeps() {
    derive(1, "80");
    derive(2, "80");
    card.ok(StoredSession.FIRST.command("00", 2));
    card.reset();
    assertThat(secret(1)).isEqualTo(NONE);
    assertThat(secret(2)).isEqualTo(SECRET);
  }

  @Test
  void zeroisesTheSecretOfARecordThatThePhoneEnds() {
    derive(2, "80");
    card.ok(StoredSession.FIRST.command("00", 2));
    card.ok("80 A4 000C 02 4432");
    card.ok("80 D6 0016 01 00");
    assertThat(secret(2)).isEqualTo(NONE);
    assertThat(details(2)).startsWith("00".repeat(14));
    card.expect("90 14 0002 04" + NOW, "6A88");
  }

  @Test
  void keepsSecretsOfRecordsBesideTheOneThatEnds() {
    derive(1, "80");
    card.ok(StoredSession.FIRST.command("00", 1));
    derive(2, "80");
    card.ok(StoredSession.SECOND.command("00", 2));
    card.ok("80 A4 000C 02 4432");
    card.ok("80 D6 0002 2A" + session(1).substring(4) + "00".repeat(22));
    assertThat(secret(1)).isEqualTo(SECRET);
    assertThat(details(1)).startsWith("80");
    assertThat(secret(2)).isEqualTo(NONE);
  }

  @Test
  void dropsDetailsWhenThePhoneWritesAnotherId() {
    derive(1, "80");
    card.ok(StoredSession.FIRST.command("00", 1));
    card.ok("80 A4 000C 02 4432");
    card.ok("80 D6 0001 01 20");
    assertThat(details(1)).startsWith("80");
    card.ok("80 D6 0003 01 99");
    assertThat(details(1)).startsWith("00".repeat(14));
    assertThat(secret(1)).isEqualTo(SECRET);
  }

  @Test
  void countsNothingOfASessionThatAnotherPhoneStored() {
    derive(1, "80");
    card.ok("80 A4 000C 02 4432");
    card.ok("80 D6 0000 16 80A0081122334455667788030600000000003B4D6F00");
    card.reset();
    card.verify();
    assertThat(secret(1)).isEqualTo(SECRET);
    card.expect("90 14 0001 04" + NOW, "6A88");
  }

  @Test
  void erasesOldRecordsWithTheSecretThatANewOneReplaces() {
    derive(1, "80");
    card.ok(StoredSession.FIRST.command("00", 1));
    card.reset();
    card.verify();
    card.ok("90 7E 8001 14" + OTHER_SECRET);
    assertThat(session(1)).isEqualTo("00".repeat(22));
    assertThat(peer(1)).startsWith("00");
    assertThat(details(1)).startsWith("00".repeat(14));
    assertThat(secret(1)).isEqualTo(OTHER_SECRET);
  }

  private void derive(int slot, String flags) {
    card.ok("90 7E %s %02X 14".formatted(flags, slot) + SECRET);
  }

  private void store(int slot) {
    card.ok(StoredSession.FIRST.withSecret(SECRET).command("02", slot));
  }

  private String use(int slot) {
    return card.ok("90 14 00 %02X 04".formatted(slot) + NOW + "00");
  }

  private String session(int slot) {
    return card.record(0x4432, Sessions.RECORD_SIZE, slot);
  }

  private String peer(int number) {
    return card.record(0x4431, Sessions.RECORD_SIZE, number);
  }

  private String details(int slot) {
    return card.record(0x4433, Sessions.DETAILS_SIZE, slot);
  }

  private String readable(int slot) {
    return card.record(0x4434, Sessions.READABLE_SIZE, slot);
  }

  private String secret(int slot) {
    return card.memory(Layout.SECRETS + (slot - 1) * Layout.SECRET_SIZE + 4, 20);
  }
}
