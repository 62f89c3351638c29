package wtls.card.wim;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.EngineException.Reason;

/** Our own commands, octet by octet, to a card of class 3 behind a reader of short APDUs. */
class OwnScriptsTest {
  private static final String TOKEN =
      "302604080123456789ABCDEF800C57494D20312E302064656D6F300C300A0201010605672B010101";
  private static final String OBJECTS = "A806300404024406";
  private static final String PIN =
      "304D30260C2050494E2D47"
          + "20".repeat(27)
          + "030207803003040101A11E301C0303074C800A01010201040201088001010401FF300604043F005015";

  private static final CipherSuite SUITE =
      new CipherSuite(BulkCipher.TRIPLE_DES_CBC_EDE, MacAlgorithm.SHA);
  private static final String CR = "11".repeat(16);
  private static final String SR = "22".repeat(16);
  private static final byte[] RANDOMS = hex(CR + SR);

  /** SHA-1 of nothing yet. */
  private static final String START = "67452301EFCDAB8998BADCFE10325476C3D2E1F0";

  private final ScriptedSlot slot = new ScriptedSlot();
  private WimCard card;

  @BeforeEach
  void open() throws Exception {
    slot.expect(
        """
        > 0070000001
        < 6D00
        > 00A404000CA000000063504B43532D3135
        < 9000
        > 9010000000
        < 01 03 01FF 04 02 0400 0900 02 05 06 9000
        > 80A4000002503200
        < 6F04800200289000
        > 80B0000028
        < %s9000
        """
            .formatted(TOKEN));
    card = WimCard.open(slot, () -> List.of((s, k, l, t) -> Optional.of(pin())));
    slot.expect(
        """
        > 80A4000002503100
        < 6F04800200089000
        > 80B0000008
        < %s9000
        > 80A4000002440600
        < 6F048002004F9000
        > 80B000004F
        < %s9000
        > 80200001
        < 63C3
        > 802000010831323334FFFFFFFF
        < 9000
        """
            .formatted(OBJECTS, PIN));
    card.pins().unlock();
  }

  private static byte[] pin() {
    return "1234".getBytes(US_ASCII);
  }

  @AfterEach
  void everythingWasSent() {
    slot.assertDone();
  }

  @Test
  void announcement() {
    Announcement announcement = card.announcement().orElseThrow();
    assertThat(announcement.features()).containsExactlyInAnyOrder(Feature.values());
    assertThat(announcement.bulkCiphers())
        .containsExactlyInAnyOrder(BulkCipher.DES_CBC, BulkCipher.TRIPLE_DES_CBC_EDE);
    assertThat(announcement.largestContent()).isEqualTo(1024);
    assertThat(card.cardClass()).isEqualTo(3);
  }

  @Test
  void keyTransportToALongKeyInPieces() throws Exception {
    String modulus = "C5".repeat(256);
    String data = CR + SR + "01" + "03010001" + modulus;
    slot.expect(
        """
        > 90163183 FF %s
        < 9000
        > 90163103 26 %s 00
        < 61 00
        > 00C0000000
        < %s9000
        """
            .formatted(data.substring(0, 510), data.substring(510), "EE".repeat(256)));
    Set<WimSecrets.Rule> rules = Set.of(WimSecrets.Rule.ENGINE_ONLY, WimSecrets.Rule.CHECKED_KEY);
    byte[] encrypted =
        card.secrets().establishRsa(3, 1, hex("010001"), hex(modulus), RANDOMS, rules);
    assertThat(encrypted).hasSize(256).containsOnly(0xEE);
  }

  @Test
  void endOfAHandshakeWithTheKeysInside() throws Exception {
    slot.expect(
        """
        > 90180C02 3A 060303 %1$s 00 %2$s 00 %3$s 55 0D
        < 01 %4$s 9000
        > 90380002 0C %4$s
        < 9000
        > 90380002 0C %4$s
        < 6300
        """
            .formatted(CR, START, SR, "AB".repeat(12)));
    byte[] messages = hex(SR + "55");
    HandshakeEnd end = new HandshakeEnd(false, false, RANDOMS, messages);
    CardConnection connection = card.connections().finishInside(2, end, SUITE, 3);
    assertThat(connection.number()).isEqualTo(1);
    assertThat(connection.clientFinished()).hasSize(12);
    assertThat(card.connections().checks(2, hex("AB".repeat(12)))).isTrue();
    assertThat(card.connections().checks(2, hex("AB".repeat(12)))).isFalse();
    assertThat(card.connections().checks(2, new byte[11])).isFalse();
  }

  @Test
  void records() throws Exception {
    slot.expect(
        """
        > 90300001 23 060303 %1$s %2$s 01
        < 02 9000
        > 9032E402 05 0007 AABBCC 00
        < 010203040506 9000
        > 9034E402 08 0007 010203040506 00
        < AABBCC 9000
        > 9034E402 08 0007 010203040506 00
        < 6A80
        > 9034E402 08 0007 010203040506 00
        < 6985
        > 903C0102 02 0007 00
        < 6985
        > 90360002
        < 9000
        """
            .formatted(CR, SR));
    CardConnection connection = card.connections().connect(1, SUITE, 3, RANDOMS);
    int number = connection.number();
    byte[] sealed = card.connections().seal(number, 0xE4, 7, hex("00AABBCC00"), 1, 3);
    assertThat(sealed).hasSize(6);
    assertThat(card.connections().open(number, 0xE4, 7, sealed, 0, 6))
        .hasValueSatisfying(content -> assertThat(content).isEqualTo(hex("AABBCC")));
    assertThat(card.connections().open(number, 0xE4, 7, sealed, 0, 6)).isEmpty();
    refused(Reason.CLOSED, () -> card.connections().open(number, 0xE4, 7, sealed, 0, 6));
    refused(Reason.FORBIDDEN, () -> card.connections().window(number, true, 7));
    card.connections().disconnect(number);
  }

  @Test
  void longRecordsInPieces() throws Exception {
    slot.expect(
        """
        > 9032E481 FF 0000 %s
        < 9000
        > 9032E401 03 AAAAAA 00
        < %s 6105
        > 00C0000005
        < 0102030405 9000
        """
            .formatted("AA".repeat(253), "BB".repeat(256)));
    assertThat(card.connections().seal(1, 0xE4, 0, hex("AA".repeat(256)), 0, 256)).hasSize(261);
  }

  @Test
  void certificateChains() throws Exception {
    slot.expect(
        """
        > 903A8100 FF 3B9ACA00 %s
        < 9000
        > 903A0100 31 %s
        < 9000
        > 903A0201 05 3B9ACA00 30
        < 6A88
        """
            .formatted("44".repeat(251), "44".repeat(49)));
    Instant now = Instant.ofEpochSecond(1_000_000_000L);
    WimConnections connections = card.connections();
    EncodedCertificate wtls =
        new EncodedCertificate(EncodedCertificate.Format.WTLS, hex("44".repeat(300)));
    EncodedCertificate x509 =
        new EncodedCertificate(EncodedCertificate.Format.X509, new byte[] {0x30});
    connections.checkCertificate(wtls, 0, now);
    WimException e = refused(Reason.UNTRUSTED, () -> connections.checkCertificate(x509, 1, now));
    assertThat(e)
        .hasMessage(
            "The card does not check a certificate: no root on the card has issued it (status word"
                + " 6A88).");
  }

  /** Something that the card refuses. */
  @FunctionalInterface
  private interface Call {
    void run() throws WimException;
  }

  private static WimException refused(Reason reason, Call call) {
    WimException[] thrown = new WimException[1];
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            WimException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(reason);
              thrown[0] = e;
            });
    return thrown[0];
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
