package wtls.card.applet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Power fails before every single persistent write of the commands that make keys and secrets. What
 * they make is random, so each cut must leave the old or something whole, never a part.
 */
class KeyPowerCutTest {
  private static final String RANDOMS = "3B4D7000" + "11".repeat(12) + "22".repeat(16);
  private static final String POINT =
      KeyedCard.point(KeyedCard.CURVE, BigInteger.valueOf(987654321));
  private static final String MASTER = "5EC2E7".repeat(6) + "5EC2";
  private static final String VERIFY = "80 20 0001 08" + TestCard.PIN;
  private static final List<String> OLD_SESSION =
      List.of(
          VERIFY, "90 3E 00 01 14" + MASTER, StoredSession.FIRST.command("00", 1), "90 1E 01 01");
  private static final String RSA_SERVER =
      KeyedCard.number(RsaKeysOfTests.generate(1024, KeyedCard.EXPONENT).getModulus(), 128);

  /** Commands that put a new secret over the old session of slot 1. */
  enum Making {
    DERIVE(
        "80 22 41 B4 32 8401 01 942D" + WimScriptsTest.MASTER_SECRET + RANDOMS,
        "80 22 F3 03",
        "80 22 81 B8 33 8102 4413 8401 03 832A 29" + POINT,
        "80 2A 86 00"),
    ESTABLISH_BY_AGREEMENT("90 16 02 01 4A" + RANDOMS + "03" + POINT),
    ESTABLISH_BY_TRANSPORT("90 16 01 01 A5" + RANDOMS + "0103010001" + RSA_SERVER + "00"),
    IMPORT("90 3E 00 01 14" + "0DD0".repeat(10)),
    FINISH("90 18 03 01 50 22" + RANDOMS + "00".repeat(20) + "00" + "77".repeat(26) + "00");

    private final String command;
    private final List<String> before;

    Making(String command, String... before) {
      this.command = command;
      this.before = List.of(before);
    }
  }

  /** By how many writes one random secret may differ from another, some octets of it being zero. */
  private static final int FEWER = 12;

  @ParameterizedTest
  @EnumSource
  void neverLeavesAnOldSessionWithANewSecret(Making making) {
    TestCard card = KeyedCard.personalised(TestCard.Kind.CRYPTO);
    byte[] image = card.image().clone();
    prepare(card, image, making.before);
    int start = card.power().writes();
    card.ok(making.command);
    int writes = card.power().writes() - start;
    assertThat(writes).isPositive();
    for (int cut = 0; cut < writes; cut++) {
      for (int again : new int[] {-1, 0, 7 * cut % 100}) {
        prepare(card, image, making.before);
        card.power().cutAfter(cut);
        Answer answer = card.send(making.command);
        if (answer.word().equals("9000")) {
          // A random secret with more zeros than the first one's takes fewer writes.
          assertThat(cut).as("%s without power", making).isGreaterThan(writes - FEWER);
          continue;
        }
        assertThat(answer.data()).as("answer without power").isEmpty();
        if (again >= 0) {
          card.resetWithCutAfter(again);
        }
        card.reset();
        String where = "%s cut before write %d (%d)".formatted(making, cut, again);
        boolean kept = card.record(0x4432, 22, 1).startsWith("80");
        String secret = card.memory(WimScriptsTest.secretAt(1), 20);
        assertThat(secret).as(where).isEqualTo(kept ? MASTER : "00".repeat(20));
        assertThat(card.memory(Layout.JOURNAL, Layout.JOURNAL_END - Layout.JOURNAL))
            .as(where)
            .isEqualTo("00".repeat(Layout.JOURNAL_END - Layout.JOURNAL));
        if (kept) {
          card.verify();
          card.ok("90 14 00 01 04 3B4D7000");
        }
      }
    }
  }

  private static void prepare(TestCard card, byte[] image, List<String> before) {
    card.rewind(image);
    OLD_SESSION.forEach(card::ok);
    before.forEach(card::ok);
  }

  /** Commands that put key 5 in the place of an older one. */
  enum Keying {
    GENERATE_EC(1, List.of("90 44 02 05 05 09 01 4415 07 00")),
    GENERATE_RSA(61, List.of("90 44 01 05 06 01 01 4415 0400 00")),
    PUT_EC(
        1,
        List.of(
            "90 42 02 05 2E"
                + KeyedCard.ecKey("09014415", KeyedCard.CURVE, KeyedCard.AGREEMENT_KEY))),
    PUT_RSA(
        7,
        KeyedCard.chunks(
            "42", 1, "05", KeyedCard.rsaKey("01014415", KeyedCard.AUTHENTICATION_KEY)));

    private final int step;
    private final List<String> commands;

    Keying(int step, List<String> commands) {
      this.step = step;
      this.commands = commands;
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesAWholeKeyAndNothingElse(Keying keying) {
    TestCard card = TestCard.personalising(TestCard.Kind.CRYPTO);
    KeyedCard.putEc(card, "05", "09 01 4415", KeyedCard.CURVE, KeyedCard.OPEN_KEY);
    byte[] image = card.image().clone();
    int start = card.power().writes();
    keying.commands.forEach(card::ok);
    int writes = card.power().writes() - start;
    for (int cut = 0; cut < writes; cut += keying.step) {
      card.rewind(image);
      card.power().cutAfter(cut);
      keying.commands.forEach(card::send);
      card.reset();
      String where = "%s cut before write %d".formatted(keying, cut);
      assertThat(wholeKeys(card)).as(where).isEqualTo(1);
      card.ok("90 4E 0000");
      card.verify();
      assertThat(card.ok("90 1A 00 05 14" + "33".repeat(20) + "00")).as(where).isNotEmpty();
    }
  }

  // Walks the entries as Keys lays them out; what is no key must be zero.
  private static int wholeKeys(TestCard card) {
    byte[] image = card.image();
    int keys = 0;
    int at = Layout.KEYS;
    while (image[at] != 0) {
      int size = (image[at + 6] & 0xFF) << 8 | image[at + 7] & 0xFF;
      boolean exists = image[at] == (byte) 0x80;
      assertThat(exists || image[at] == 0x40).isTrue();
      boolean blank = card.memory(at + 12, size - 12).equals("00".repeat(size - 12));
      assertThat(blank).isEqualTo(!exists);
      keys += exists ? 1 : 0;
      at += size;
    }
    int rest = Layout.KEYS + Layout.KEYS_SIZE - at;
    assertThat(card.memory(at, rest)).isEqualTo("00".repeat(rest));
    return keys;
  }

  @Test
  void sealsAReadableSecretOrLeavesIt() {
    TestCard card = KeyedCard.personalised(TestCard.Kind.CRYPTO).verify();
    card.ok(StoredSession.FIRST.withSecret(MASTER).command("02", 1));
    byte[] image = card.image().clone();
    int start = card.power().writes();
    card.ok("90 3E 01 01");
    int writes = card.power().writes() - start;
    for (int cut = 0; cut < writes; cut++) {
      card.rewind(image);
      card.verify();
      card.power().cutAfter(cut);
      card.send("90 3E 01 01");
      card.reset();
      boolean sealed = card.memory(WimScriptsTest.secretAt(1), 20).equals(MASTER);
      boolean readable = card.record(0x4434, 24, 1).startsWith("80");
      assertThat(sealed).as("cut before write %d", cut).isNotEqualTo(readable);
      String outside = card.record(0x4434, 24, 1).substring(8);
      assertThat(outside).isEqualTo(sealed ? "00".repeat(20) : MASTER);
    }
  }
}
