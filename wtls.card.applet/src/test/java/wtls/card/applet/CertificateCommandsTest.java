package wtls.card.applet;

import static org.assertj.core.api.Assertions.assertThat;
import static wtls.card.applet.TestCertificates.NOW;
import static wtls.card.applet.TestCertificates.authority;
import static wtls.card.applet.TestCertificates.server;
import static wtls.card.applet.TestCertificates.wtls;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.EncodedCertificate.Format;
import wtls.card.applet.TestCertificates.X509;
import wtls.protocol.certificate.CertificateKey;

/** CERTIFICATE in chunks, what ESTABLISH makes of the checked key, and windows given out. */
class CertificateCommandsTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final TestKey ROOT = TestKey.Rsa.of(1024, 1);
  private static final TestKey MIDDLE = TestKey.Rsa.of(1024, 2);
  private static final TestKey SERVER = TestKey.Rsa.of(1024, 3);
  private static final String RANDOMS =
      "3B4D7000101112131415161718191A1B" + "3B4D7001202122232425262728292A2B";

  private TestCard card;

  @BeforeEach
  void insert() {
    card = TestCard.personalising(TestCard.Kind.FULL);
    card.ok("90 48 0000 0C 0123456789ABCDEF FFFF 04 03");
    EncodedCertificate root = wtls(authority("Root"), ROOT, authority("Root"), ROOT.certifying());
    int length = root.octets().length;
    card.ok("90 40 0000 06 4441 %04X 00 02".formatted(length));
    card.ok("80 A4 000C 02 4441");
    for (int at = 0; at < length; at += 200) {
      int part = Math.min(200, length - at);
      card.ok("80 D6 %04X %02X".formatted(at, part) + HEX.formatHex(root.octets(), at, at + part));
    }
    card.ok("90 4A 0000 07 4441 0000 %04X 01".formatted(length));
    card.ok("90 4E 0000");
    card.verify();
  }

  private static EncodedCertificate middle() {
    return wtls(authority("Root"), ROOT, authority("Middle"), MIDDLE.certifying());
  }

  private static EncodedCertificate leaf() {
    return wtls(authority("Middle"), MIDDLE, server(), SERVER.serving());
  }

  private String check(int index, EncodedCertificate certificate) {
    String data = "%08X".formatted(NOW.getEpochSecond()) + HEX.formatHex(certificate.octets());
    int type = certificate.format() == Format.WTLS ? 1 : 2;
    String word = "";
    for (int at = 0; at < data.length(); at += 2 * 100) {
      String part = data.substring(at, Math.min(data.length(), at + 2 * 100));
      int more = at + part.length() < data.length() ? 0x80 : 0;
      word =
          card.send("90 3A %02X %02X %02X".formatted(type | more, index, part.length() / 2) + part)
              .word();
    }
    return word;
  }

  private String establish(int options, TestKey key) {
    CertificateKey.Rsa rsa = (CertificateKey.Rsa) key.certifying();
    String data =
        RANDOMS + "01" + "03" + HEX.formatHex(rsa.exponent()) + HEX.formatHex(rsa.modulus());
    return card.send("90 16 %02X 01 %02X".formatted(1 | options, data.length() / 2) + data + "00")
        .word();
  }

  @Test
  void establishesWithTheCheckedKeyOnly() {
    assertThat(establish(0x10, SERVER)).isEqualTo("6985");
    assertThat(check(0, middle())).isEqualTo("9000");
    assertThat(check(1, leaf())).isEqualTo("9000");
    assertThat(establish(0x10, MIDDLE)).isEqualTo("6985");
    assertThat(establish(0x10, SERVER)).isEqualTo("9000");
    card.ok("90 1E 01 01");
    card.reset();
    card.verify();
    assertThat(establish(0x10, SERVER)).isEqualTo("6985");
    assertThat(establish(0, SERVER)).isEqualTo("9000");
  }

  @Test
  void failedCertificateForgetsTheCheckedKey() {
    assertThat(check(0, middle())).isEqualTo("9000");
    assertThat(check(1, leaf())).isEqualTo("9000");
    byte[] changed = leaf().octets();
    changed[changed.length - 1] ^= 1;
    assertThat(check(0, middle())).isEqualTo("9000");
    assertThat(check(1, new EncodedCertificate(Format.WTLS, changed))).isEqualTo("6A80");
    assertThat(establish(0x10, SERVER)).isEqualTo("6985");
  }

  @Test
  void malformedDataNeverEndTheApplet() {
    for (int p1 : List.of(1, 2)) {
      for (int length : List.of(0, 1, 4, 5, 6, 40)) {
        String data = "5F".repeat(length);
        assertThat(card.send("90 3A %02X 00 %02X".formatted(p1, length) + data).word())
            .isIn("6700", "6A80");
      }
    }
    card.expect("90 3A 03 00 05 0000000030", "6B00");
    EncodedCertificate x509 = new X509("Nobody", "wap", SERVER).sign(ROOT);
    assertThat(check(0, x509)).isEqualTo("6A88");
    assertThat(check(1, leaf())).isEqualTo("6985");
    assertThat(check(255, leaf())).isEqualTo("6985");
  }

  @Test
  void engineOnlySessionGivesRecordsButNoBlocks() {
    assertThat(check(0, middle())).isEqualTo("9000");
    assertThat(check(1, leaf())).isEqualTo("9000");
    assertThat(establish(0x30, SERVER)).isEqualTo("9000");
    String state = "67452301EFCDAB8998BADCFE10325476C3D2E1F0" + "00";
    card.expect("90 18 00 01 36 34" + RANDOMS + state + "00", "6985");
    assertThat(card.send("90 18 04 01 38 060303" + RANDOMS + state + "00").word())
        .isEqualTo("9000");
    card.ok("90 32 64 01 03 0001 41 00");
    for (int environment : List.of(1, 3)) {
      card.ok("80 22 F3 %02X".formatted(environment));
      card.ok("80 22 41 B4 06 8301 01 9601 2C");
      String seed =
          HEX.formatHex("client expansion".getBytes(StandardCharsets.US_ASCII)) + "0000" + RANDOMS;
      card.expect("80 2A 8E 80 32" + seed + "2C", "6985");
    }
  }

  @Test
  void givesOutTheWindowInUseAndTheNext() {
    String master = "3941F94469760B764251AD455A71187F41ABDFB6";
    card.ok("90 3E 00 01 14" + master);
    String connection = card.ok("90 30 00 01 23 060303" + RANDOMS + "00");
    card.ok("90 32 64" + connection + "03 0011 41 00");
    String seed =
        HEX.formatHex("client expansion".getBytes(StandardCharsets.US_ASCII))
            + "0010"
            + RANDOMS.substring(32)
            + RANDOMS.substring(0, 32);
    String expected = HEX.formatHex(WimScriptsTest.expand(HEX.parseHex(master), seed, 52));
    assertThat(card.ok("90 3C 01" + connection + "02 0013 00")).isEqualTo(expected);
    assertThat(card.ok("90 3C 01" + connection + "02 001F 00")).hasSize(2 * 52);
    card.expect("90 3C 01" + connection + "02 0020 00", "6985");
    card.expect("90 3C 01" + connection + "02 000F 00", "6985");
    card.expect("90 3C 02" + connection + "02 0010 00", "6985");
    assertThat(card.ok("90 3C 02" + connection + "02 0008 00")).hasSize(2 * 52);
  }
}
