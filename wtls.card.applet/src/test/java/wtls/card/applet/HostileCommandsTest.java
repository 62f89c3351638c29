package wtls.card.applet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commands that nobody should send: each is answered with a status word that says something. */
class HostileCommandsTest {
  private static final long SEED = 6;
  private static final int COMMANDS = 30_000;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int[] LENGTHS = {0, 1, 2, 4, 6, 7, 8, 12, 16, 19, 20, 22, 36, 60, 135, 255};
  private static final List<String> GOOD =
      List.of(
          "80 20 0001 08" + TestCard.PIN,
          "80 A4 0000 02 4432 00",
          "80 A4 000C 02 4433",
          "80 B0 0000 00",
          "80 D6 0000 16 80A0081122334455667788030600000000003B4D6F00",
          StoredSession.FIRST.withSecret("00".repeat(20)).command("02", 1),
          "90 14 0001 04 3B4D8000 00",
          "90 1E 0101",
          "90 1E 0001",
          "90 10 0000 00",
          "80 C0 0000 00",
          "80 22 F303",
          "80 22 F301",
          "80 22 41B4 03 96010C",
          "80 22 81B8 06 9101019100 8300",
          "80 2A 8600",
          "80 2A 8E80 14" + "00".repeat(20) + "0C",
          "90 16 0101 28" + "00".repeat(40),
          "90 18 0101 40" + "00".repeat(64) + "00",
          "90 30 0001 23" + "00".repeat(35) + "00");

  private final Random random = new Random(SEED);

  @ParameterizedTest
  @EnumSource
  void answersAll(TestCard.Kind kind) {
    TestCard card = TestCard.personalised(kind);
    card.verify();
    for (int i = 0; i < COMMANDS; i++) {
      String command = next();
      Answer answer = card.send(command);
      assertThat(answer.status() >> 12).as("%s of seed %d", command, SEED).isIn(6, 9);
      assertThat(answer.word()).as("%s of seed %d", command, SEED).isNotEqualTo("6F00");
      if (random.nextInt(200) == 0) {
        card.reset();
        card.send("80 2C 0001 10" + TestCard.CODE + TestCard.PIN);
      }
    }
    assertThat(card.memory(Layout.JOURNAL, Layout.JOURNAL_END - Layout.JOURNAL))
        .as("the journal between commands")
        .isEqualTo("00".repeat(Layout.JOURNAL_END - Layout.JOURNAL));
  }

  private String next() {
    if (random.nextInt(3) == 0) {
      return GOOD.get(random.nextInt(GOOD.size()));
    }
    byte[] command;
    if (random.nextBoolean()) {
      command = HEX.parseHex(GOOD.get(random.nextInt(GOOD.size())).replace(" ", ""));
      int end = Math.min(command.length, random.nextBoolean() ? 4 : 12);
      command[random.nextInt(end)] = (byte) random.nextInt();
    } else {
      command = new byte[5 + LENGTHS[random.nextInt(LENGTHS.length)]];
      random.nextBytes(command);
      command[0] = (byte) (random.nextBoolean() ? 0x80 : 0x90);
      command[1] &= 0x7E;
      command[2] &= (byte) (random.nextBoolean() ? 0x83 : 0);
      command[3] &= (byte) (random.nextBoolean() ? 0x87 : 1);
    }
    if (command.length > 4) {
      command[4] = (byte) (command.length - 5);
    }
    return HEX.formatHex(command);
  }
}
