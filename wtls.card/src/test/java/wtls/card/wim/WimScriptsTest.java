package wtls.card.wim;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.card.PinEntry;
import wtls.api.engine.EngineException.Reason;
import wtls.api.session.Custody;
import wtls.api.session.Peer;
import wtls.api.session.SecurityLevel;
import wtls.api.session.SecurityLevel.Authentication;
import wtls.api.session.SessionDescription;
import wtls.api.session.SessionId;
import wtls.card.transport.StatusWord;
import wtls.card.wim.WimPin.State;

/** The exchanges of WAP-260 11.4 with somebody else's WIM, octet by octet. */
class WimScriptsTest {
  private static final String TOKEN =
      """
      30818F 020100 0408 0123456789ABCDEF 0C04 44656D6F 800C 57494D20312E302064656D6F 03020520
      3030 300A 020101 0605 672B010101 300A 020102 0605 672B010102 300A 020103 0605 672B010103
      300A 020104 0605 672B010104
      A236 300C 020101 020100 0500 03020244 3012 020102 02021041 0605 2B81040008 03020640
      3012 020103 02021050 0605 2B81040008 03020308
      """
          .replaceAll("\\s", "");

  private static final String OBJECTS = "A006300404024401A706300404024403A806300404024406";

  private static final String COMMON = "20".repeat(28);
  private static final String KEYS =
      key("30", "6B657931", "01", "03020520", "01", "4411", "02020400020101")
          + key("30", "6B657932", "02", "0303060040", "02", "4412", "02020400020101")
          + key("A0", "6B657933", "01", "0303072080", "03", "4413", "020103");

  private static final String PINS =
      pin("50494E2D47" + "20".repeat(27), "01") + pin("50494E2D4E52" + "20".repeat(26), "02");

  private static final String DATA =
      "302230070302064004010130070605672B010201A10E300C0402443102020000800200DC"
          + "302230070302064004010130070605672B010202A10E300C04024432020200008002006E";

  private static final String N = "C5".repeat(128);
  private static final byte[] RANDOMS =
      hex("101112131415161718191A1B1C1D1E1F202122232425262728292A2B2C2D2E2F");
  private static final String CR = "101112131415161718191A1B1C1D1E1F";
  private static final String SR = "202122232425262728292A2B2C2D2E2F";
  private static final String HASH = "33".repeat(20);
  private static final String POINT = "04" + "AA".repeat(40);

  private final ScriptedSlot slot = new ScriptedSlot();
  private WimCard card;

  private static String der(String tag, String value) {
    int length = value.length() / 2;
    String size = length < 128 ? "%02X".formatted(length) : "81%02X".formatted(length);
    return tag + size + value;
  }

  private static String key(
      String tag, String label, String authId, String usage, String ref, String file, String type) {
    String common = der("30", der("0C", label + COMMON) + "03020780" + "0401" + authId);
    String attributes = der("30", "0414" + ref.repeat(20) + usage + "030203B8" + "0201" + ref);
    return der(tag, common + attributes + der("A1", der("30", "30040402" + file + type)));
  }

  private static String pin(String label, String reference) {
    return der(
        "30",
        der("30", der("0C", label) + "03020780")
            + "30030401"
            + reference
            + der(
                "A1",
                der("30", "0303074C800A01010201040201088001" + reference + "0401FF300404023F00")));
  }

  private static String select(String id, String content) {
    return "> 80A4000002%s00\n< 6F048002%04X9000\n".formatted(id, content.length() / 2);
  }

  private static String read(String id, String content) {
    StringBuilder text = new StringBuilder(select(id, content));
    int octets = content.length() / 2;
    for (int at = 0; at < octets; at += 250) {
      int end = Math.min(octets, at + 250);
      text.append(
          "> 80B0%04X%02X\n< %s9000\n".formatted(at, end - at, content.substring(2 * at, 2 * end)));
    }
    return text.toString();
  }

  @BeforeEach
  void open() throws Exception {
    slot.expect(
        """
        > 0070000001
        < 6D00
        > 00A404000CA000000063504B43532D3135
        < 9000
        > 9010000000
        < 6E00
        """
            + read("5032", TOKEN));
    card = WimCard.open(slot, () -> List.of(WimScriptsTest::pin));
    assertThat(card.cardClass()).isEqualTo(2);
    assertThat(card.announcement()).isEmpty();
    slot.expect(read("5031", OBJECTS) + read("4401", KEYS));
    card.directory();
  }

  private static Optional<byte[]> pin(String serial, PinEntry.Kind kind, String label, int tries) {
    return Optional.of((kind == PinEntry.Kind.GENERAL ? "1234" : "98765").getBytes(US_ASCII));
  }

  @AfterEach
  void everythingWasSent() {
    slot.assertDone();
  }

  /** 8.3. */
  private void unlock() throws WimException {
    slot.expect(
        read("4406", PINS)
            + """
            > 80200001
            < 63C3
            > 802000010831323334FFFFFFFF
            < 9000
            """);
    card.pins().unlock();
  }

  @Test
  void triesTheOtherApplicationIdentifier() throws Exception {
    slot.expect(
        """
        > 0070000001
        < 019000
        > 01A404000CA000000063504B43532D3135
        < 6A82
        > 01A404000CA0000000635741502D57494D
        < 9000
        > 9110000000
        < 6D00
        """
            + read("5032", TOKEN).replace("> 80", "> 81")
            + "> 00708001\n< 9000\n");
    WimCard second = WimCard.open(slot, List::of);
    assertThat(second).hasToString("card 0123456789abcdef of class 2 (\"WIM 1.0 demo\") in script");
    second.close();
    second.close();
    assertThatThrownBy(() -> second.random(1))
        .isInstanceOfSatisfying(
            WimException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REMOVED))
        .hasMessage("The card has been pulled: insert it again.");
  }

  @Test
  void rsaHandshakeWithClientAuthentication() throws Exception {
    unlock();
    slot.expect(
        """
        > 8022F301
        < 9000
        > 802281B88F9101019100838187000301000100 80 %s
        < 9000
        > 802A860081
        < 00%s9000
        > 802241B4328401 02 942D 6D617374657220736563726574 %s %s
        < 9000
        > 802241B60781024411840101
        < 9000
        > 802A9E9A14 %s 80
        < %s9000
        > 802241B40396010C
        < 9000
        > 802A8E8023 636C69656E742066696E6973686564 %s 0C
        < 58A3E39B3F07CF3EFD7A5BBE9000
        > 802A8E8023 7365727665722066696E6973686564 %s 0C
        < 9B7E924C540490301C5A13749000
        > 802241B40396012C
        < 9000
        > 802A8E8032 636C69656E7420657870616E73696F6E 0000 %s %s 2C
        < %s9000
        """
            .formatted(
                N,
                "EE".repeat(128),
                CR,
                SR,
                HASH,
                "DD".repeat(128),
                HASH,
                HASH,
                SR,
                CR,
                "BB".repeat(44)));
    byte[] encrypted = card.secrets().establishRsa(2, 1, hex("010001"), hex(N), RANDOMS, Set.of());
    assertThat(encrypted).hasSize(128).containsOnly(0xEE);
    assertThat(card.keys().sign(card.directory().keys().get(0), hex(HASH))).hasSize(128);
    assertThat(card.secrets().derive(2, seed("client finished", HASH), 12))
        .isEqualTo(hex("58a3e39b3f07cf3efd7a5bbe"));
    card.secrets().derive(2, seed("server finished", HASH), 12);
    card.secrets().derive(2, seed("client expansion", "0000" + SR + CR), 44);
  }

  @Test
  void ecdhHandshake() throws Exception {
    unlock();
    slot.expect(
        """
        > 8022F303
        < 9000
        > 802281B833 81024413 840103 832A29 %s
        < 9000
        > 802A8600
        < 9000
        > 802241B4328401 03 942D 6D617374657220736563726574 %s %s
        < 9000
        > 802241B40396010C
        < 9000
        > 802A8E8023 7365727665722066696E6973686564 %s 0C
        < 9B7E924C540490301C5A13749000
        """
            .formatted(POINT, CR, SR, HASH));
    WimKey key = card.directory().keys().get(2);
    card.secrets().establishEcdh(3, key, hex(POINT), RANDOMS, Set.of());
    card.secrets().derive(3, seed("server finished", HASH), 12);
  }

  @Test
  void abbreviatedHandshakeAndKeyRefresh() throws Exception {
    unlock();
    slot.expect(
        """
        > 8022F301
        < 9000
        > 802241B406 830102 96010C
        < 9000
        > 802A8E8023 7365727665722066696E6973686564 %1$s 0C
        < 9B7E924C540490301C5A13749000
        > 802241B40396012C
        < 9000
        > 802A8E8032 636C69656E7420657870616E73696F6E 0008 %2$s %3$s 2C
        < %4$s9000
        > 802241B406 830101 96012C
        < 9000
        > 802A8E8032 636C69656E7420657870616E73696F6E 0000 %2$s %3$s 2C
        < %4$s9000
        """
            .formatted(HASH, SR, CR, "BB".repeat(44)));
    card.secrets().derive(2, seed("server finished", HASH), 12);
    card.secrets().derive(2, seed("client expansion", "0008" + SR + CR), 44);
    card.secrets().derive(1, seed("client expansion", "0000" + SR + CR), 44);
  }

  @Test
  void nonRepudiationSignaturesAskForTheirPinEachTime() throws Exception {
    unlock();
    slot.expect(
        """
        > 8022F302
        < 9000
        > 802241B60781024412840102
        < 9000
        > 80200002
        < 63C3
        > 80200002083938373635FFFFFF
        < 9000
        > 802A9E9A23 3021300906052B0E03021A05000414 %1$s 80
        < %2$s9000
        > 80200002
        < 63C3
        > 80200002083938373635FFFFFF
        < 9000
        > 802A9E9A23 3021300906052B0E03021A05000414 %1$s 80
        < %2$s9000
        """
            .formatted(HASH, "DD".repeat(128)));
    byte[] digestInfo = hex("3021300906052B0E03021A05000414" + HASH);
    WimKey key = card.directory().keys().get(1);
    card.keys().sign(key, digestInfo);
    card.keys().sign(key, digestInfo);
  }

  @Test
  void certificateSignatures() throws Exception {
    unlock();
    String set =
        """
        > 802281B6A083818700030100010080 %s 9014 %s
        < 9000
        > 802A00A8839E8180 %s
        """
            .formatted(N, HASH, "DD".repeat(128));
    slot.expect("> 8022F301\n< 9000\n" + set + "< 9000\n" + set + "< 6A80\n");
    byte[] key = hex("00030100010080" + N);
    assertThat(card.keys().verifies(true, key, hex(HASH), hex("DD".repeat(128)))).isTrue();
    assertThat(card.keys().verifies(true, key, hex(HASH), hex("DD".repeat(128)))).isFalse();
  }

  @Test
  void storingASession() throws Exception {
    unlock();
    String used = "80B0089988776655443322030600000000003B4D6F00";
    slot.expect(
        read("4403", DATA)
            + read("4432", used + "00".repeat(88))
            + read("4431", "00".repeat(220))
            + """
            > 80A400000244 3200
            < 6F048002006E9000
            > 80D60016 16 80B0081122334455667788 030600 01010101 3B4D6F00
            < 9000
            > 80A400000244 3100
            < 6F04800200DC9000
            > 80D60000 16 800223F30004C000020AFFFFFFFFFFFFFFFFFFFFFFFF
            < 9000
            """);
    assertThat(card.sessions().claim()).isEqualTo(2);
    WimKey key = card.directory().keys().get(0);
    card.sessions().store(2, session(), Optional.of(key), Set.of());
    assertThat(card.sessions().list(session().created())).hasSize(1);

    slot.expect(
        """
        > 80D60000 01 00
        < 9000
        > 80A400000244 3200
        < 6F048002006E9000
        > 80D60016 01 00
        < 9000
        """);
    card.sessions().release(2);
    card.sessions().forget(2);
  }

  private static SessionDescription session() {
    Instant created = Instant.ofEpochSecond(0x3B4D6F00L);
    return new SessionDescription(
        SessionId.of(hex("1122334455667788")),
        new Peer("192.0.2.10", 9203),
        KeyExchangeSuite.RSA,
        new CipherSuite(BulkCipher.TRIPLE_DES_CBC_EDE, MacAlgorithm.SHA),
        new SecurityLevel(Authentication.MUTUAL, Custody.SEALED, false),
        "",
        created,
        created.plusSeconds(60),
        1);
  }

  @Test
  void wrongPinsAreNotSentTwice() throws Exception {
    slot.expect(
        read("4406", PINS)
            + """
            > 80200001
            < 63C3
            > 802000010831323334FFFFFFFF
            < 6300
            > 80200001
            < 63C2
            """);
    assertThatThrownBy(() -> card.pins().unlock())
        .isInstanceOfSatisfying(
            WimException.class, e -> assertThat(e.reason()).isEqualTo(Reason.PIN_REQUIRED))
        .hasMessage(
            "No right PIN was given for \"PIN-G\" of card 0123456789abcdef: it has 2 tries left.");
    slot.expect("> 80200001\n< 63C2\n");
    assertThatThrownBy(() -> card.pins().unlock()).hasMessageContaining("2 tries left");
  }

  @Test
  void blockedPinsAreNotAskedFor() throws Exception {
    slot.expect(read("4406", PINS) + "> 80200001\n< 6983\n");
    assertThatThrownBy(() -> card.pins().unlock())
        .isInstanceOfSatisfying(
            WimException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.PIN_BLOCKED);
              assertThat(e.status()).contains(StatusWord.PIN_BLOCKED);
            })
        .hasMessage(
            "The card does not check a PIN: unblock the PIN with its unblocking code (status word"
                + " 6983).");
  }

  @Test
  void pinCommands() throws Exception {
    slot.expect(read("4406", PINS));
    WimPin pin = card.pins().general();
    slot.expect(
        """
        > 80200001
        < 9000
        > 802400011031323334FFFFFFFF35363738FFFFFFFF
        < 9000
        > 802600010831323334FFFFFFFF
        < 63C1
        > 802800010831323334FFFFFFFF
        < 9000
        > 802C00011039393939393939393 1323334FFFFFFFF
        < 9000
        """);
    byte[] digits = "1234".getBytes(US_ASCII);
    assertThat(card.pins().state(pin)).isEqualTo(new State(false, false, -1));
    assertThat(card.pins().change(pin, digits, "5678".getBytes(US_ASCII))).isTrue();
    assertThat(card.pins().disable(pin, digits)).isFalse();
    assertThat(card.pins().enable(pin, digits)).isTrue();
    assertThat(card.pins().unblock(pin, "99999999".getBytes(US_ASCII), digits)).isTrue();
  }

  @Test
  void cardThatWasResetBehindTheDriversBack() throws Exception {
    unlock();
    slot.expect(
        """
        > 8022F301
        < 9000
        > 802241B406 830102 96010C
        < 9000
        > 802A8E8023 636C69656E742066696E6973686564 %1$s 0C
        < 6E00
        > 00A404000CA000000063504B43532D3135
        < 9000
        > 80200001
        < 63C3
        > 802000010831323334FFFFFFFF
        < 9000
        > 8022F301
        < 9000
        > 802241B406 830102 96010C
        < 9000
        > 802A8E8023 636C69656E742066696E6973686564 %1$s 0C
        < 58A3E39B3F07CF3EFD7A5BBE9000
        """
            .formatted(HASH));
    assertThat(card.secrets().derive(2, seed("client finished", HASH), 12)).hasSize(12);
  }

  @Test
  void keysKnowTheirUse() throws Exception {
    List<WimKey> keys = card.directory().keys();
    assertThat(keys).extracting(WimKey::nonRepudiation).containsExactly(false, true, false);
    assertThat(keys).extracting(WimKey::agrees).containsExactly(false, false, true);
    assertThat(Map.of(1, keys.get(2)))
        .hasToString("{1=key \"key3\" " + "03".repeat(20) + ", secp160r1}");
  }

  private static byte[] seed(String label, String rest) {
    return hex(ScriptedSlot.hex(label.getBytes(US_ASCII)) + rest);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
