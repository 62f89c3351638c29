package wtls.card.applet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Power fails before every single persistent write of every command that writes, and once more, at
 * random, while the card recovers. After each cut the card must be as if the command had never come
 * or had ended; only counters of tries may be lower than that. jCardSim rolls nothing back, so
 * nothing but the applet's own design makes this true.
 */
class PowerCutTest {
  private static final long SEED = 311;
  private static final String SECRET = "5EC2E7".repeat(6) + "5EC2";
  private static final String OTHER_SECRET = "0DD0".repeat(10);
  private static final String STORED = StoredSession.FIRST.withSecret(SECRET).command("02", 1);
  private static final String SEALED = "90 7E 8001 14" + SECRET;
  private static final String KEPT = StoredSession.FIRST.command("00", 1);
  private static final String RELEASED = "90 1E 0101";
  private static final String USE = "90 14 0001 04 3B4D8000 00";
  private static final String SESSIONS = "80 A4 000C 02 4432";
  private static final String VERIFY = "80 20 0001 08" + TestCard.PIN;
  private static final String WRONG = "80 20 0001 08" + TestCard.WRONG_PIN;
  private static final String PINS = TestCard.PIN + TestCard.NEW_PIN;

  /** What happens with power, then the command that power fails in. */
  enum Scenario {
    WRONG_PIN("80 20 0001 08" + TestCard.WRONG_PIN),
    RIGHT_PIN(VERIFY),
    RIGHT_PIN_AFTER_WRONG_ONES(VERIFY, WRONG, WRONG),
    LAST_WRONG_PIN(WRONG, WRONG, WRONG),
    PIN_CHANGE("80 24 0001 10" + PINS),
    WRONG_PIN_CHANGE("80 24 0001 10" + TestCard.WRONG_PIN + TestCard.NEW_PIN),
    PIN_OFF("80 26 0001 08" + TestCard.PIN),
    PIN_ON("80 28 0001 08" + TestCard.PIN, "80 26 0001 08" + TestCard.PIN),
    UNBLOCK("80 2C 0001 10" + TestCard.CODE + TestCard.NEW_PIN, WRONG, WRONG, WRONG),
    WRONG_UNBLOCK("80 2C 0001 10" + TestCard.WRONG_PIN + TestCard.NEW_PIN, WRONG, WRONG, WRONG),
    STORE(STORED, VERIFY),
    STORE_OVER_AN_OLD_SESSION(
        StoredSession.SECOND.withSecret(OTHER_SECRET).command("02", 1), VERIFY, STORED, RELEASED),
    STORE_OF_A_SEALED_SESSION(KEPT, VERIFY, SEALED),
    STORE_AGAIN(
        StoredSession.FIRST.withLimits("3B4DFFFF", "0001").command("01", 1), VERIFY, SEALED, KEPT),
    STORE_THAT_TAKES_A_PEER(
        StoredSession.FIRST.withSecret(OTHER_SECRET).command("02", 2), VERIFY, STORED),
    USE_OF_A_READABLE_SESSION(USE, VERIFY, STORED, RELEASED),
    USE_OF_A_SEALED_SESSION(USE, VERIFY, SEALED, KEPT, RELEASED),
    FORGET("90 1E 0001", VERIFY, STORED, RELEASED),
    FORGET_OF_A_SEALED_SESSION("90 1E 0001", VERIFY, SEALED, KEPT, RELEASED),
    FORGET_OF_A_LIVE_SESSION("90 1E 0001", VERIFY, SEALED, KEPT),
    RELEASE_OF_WHAT_NO_RECORD_KEEPS(RELEASED, VERIFY, SEALED),
    NEW_SECRET("90 7E 8001 14" + OTHER_SECRET, VERIFY),
    NEW_SECRET_OVER_AN_OLD_SESSION("90 7E 8001 14" + OTHER_SECRET, VERIFY, SEALED, KEPT, RELEASED),
    NEW_SECRET_OVER_A_READABLE_ONE("90 7E 8001 14" + OTHER_SECRET, VERIFY, STORED, RELEASED),
    UPDATE_THAT_ENDS_A_SESSION("80 D6 0000 01 00", VERIFY, SEALED, KEPT, SESSIONS),
    UPDATE_THAT_WRITES_A_SESSION(
        "80 D6 0000 16 80A0088877665544332211030600000000003B4D6F00", VERIFY, SEALED, SESSIONS),
    UPDATE_THAT_WRITES_ANOTHER_SESSION(
        "80 D6 0000 16 80A0088877665544332211030600000000003B4D6F00",
        VERIFY,
        SEALED,
        KEPT,
        SESSIONS),
    UPDATE_OF_TWO_RECORDS(
        "80 D6 0000 2C" + "00".repeat(22) + "80A0088877665544332211030600000000003B4D6F00",
        VERIFY,
        SEALED,
        KEPT,
        SESSIONS),
    UPDATE_OF_A_PEER(
        "80 D6 0000 16 800123F40004C000020CFFFFFFFFFFFFFFFFFFFFFFFF",
        VERIFY,
        STORED,
        "80 A4 000C 02 4431");

    private final String command;
    private final List<String> before;

    Scenario(String command, String... before) {
      this.command = command;
      this.before = List.of(before);
    }
  }

  /** Steps of personalisation. */
  enum Step {
    CREATE_FILE("90 40 0000 06 4499 0010 00 01"),
    CREATE_FILE_OF_SESSIONS("90 40 0000 06 4432 0058 00 01"),
    PUT_PIN("90 46 0001 13 03 05 03" + TestCard.PIN + TestCard.CODE),
    PUT_PIN_ANEW(
        "90 46 0001 13 02 04 01" + TestCard.NEW_PIN + TestCard.CODE,
        "90 46 0001 13 03 05 03" + TestCard.PIN + TestCard.CODE),
    CONFIGURE("90 48 0000 0C 0123456789ABCDEF 00FF 05 03"),
    PUT_ROOT("90 4A 0000 07 4421 0010 0020 01", "90 40 0000 06 4421 0100 00 02"),
    SECOND_ROOT(
        "90 4A 0000 07 4421 0030 0020 02",
        "90 40 0000 06 4421 0100 00 02",
        "90 4A 0000 07 4421 0010 0020 01"),
    FINALISE("90 4E 0000", "90 46 0001 13 03 05 03" + TestCard.PIN + TestCard.CODE);

    private final String command;
    private final List<String> before;

    Step(String command, String... before) {
      this.command = command;
      this.before = List.of(before);
    }
  }

  private static final byte[] PERSONALISED = TestCard.personalised(TestCard.Kind.STORAGE).image();
  private static final byte[] NEW = new TestCard(TestCard.Kind.STORAGE).image();

  @ParameterizedTest
  @EnumSource
  void leavesOldOrNewAfterEveryCut(Scenario scenario) {
    cutEverywhere(PERSONALISED, scenario.before, scenario.command);
  }

  @ParameterizedTest
  @EnumSource
  void leavesOldOrNewAfterEveryCutOfPersonalisation(Step step) {
    cutEverywhere(NEW, step.before, step.command);
  }

  @Test
  void isInstalledWholeAfterACutOfItsInstallation() {
    Power whole = new TestCard(TestCard.Kind.STORAGE).power();
    for (int cut = 0; cut < whole.writes(); cut++) {
      byte[] image = new byte[Memory.SIZE];
      TestCard.installUntilCut(image, cut);
      TestCard card = new TestCard(TestCard.Kind.STORAGE, image);
      assertThat(card.image()).as("cut before write %d", cut).isEqualTo(NEW);
    }
  }

  private static void cutEverywhere(byte[] image, List<String> before, String command) {
    Random random = new Random(SEED);
    TestCard card = new TestCard(TestCard.Kind.STORAGE);
    prepare(card, image, before);
    View without = new View(card);
    prepare(card, image, before);
    int start = card.power().writes();
    card.send(command);
    int writes = card.power().writes() - start;
    View with = new View(card);
    assertThat(writes).as("writes of %s", command).isPositive();
    for (int cut = 0; cut < writes; cut++) {
      for (int again : new int[] {-1, 0, random.nextInt(300)}) {
        prepare(card, image, before);
        card.power().cutAfter(cut);
        Answer answer = card.send(command);
        assertThat(answer.word()).as("answer of a card without power").isEqualTo("6F00");
        assertThat(answer.data()).isEmpty();
        if (again >= 0) {
          card.resetWithCutAfter(again);
        }
        View after = new View(card);
        String where = "%s cut before write %d (%d), seed %d".formatted(command, cut, again, SEED);
        assertThat(after.state).as(where).isIn(without.state, with.state);
        View reached = after.state.equals(without.state) ? without : with;
        for (int i = 0; i < after.tries.size(); i++) {
          assertThat(after.tries.get(i)).as(where).isLessThanOrEqualTo(reached.tries.get(i));
        }
      }
    }
  }

  private static void prepare(TestCard card, byte[] image, List<String> before) {
    card.rewind(image);
    before.forEach(card::send);
  }

  /** What a card holds after a reset, without what nothing refers to. */
  private static final class View {
    private final List<String> state = new ArrayList<>();
    private final List<Integer> tries = new ArrayList<>();

    View(TestCard card) {
      card.reset();
      byte[] image = card.image();
      state.add(card.memory(Layout.CONFIGURATION, Layout.JOURNAL));
      state.add("journal " + card.memory(Layout.JOURNAL, Layout.JOURNAL_END - Layout.JOURNAL));
      state.add("secrets " + card.memory(Layout.SECRETS, Layout.ROOTS - Layout.SECRETS));
      for (int pin = Layout.PINS; pin < Layout.SECRETS; pin += Layout.PIN_SIZE) {
        tries.add((int) image[pin + 1]);
        tries.add((int) image[pin + 3]);
        String maxima = card.memory(pin + 2, 1) + card.memory(pin + 4, 1);
        state.add(card.memory(pin, 1) + maxima + card.memory(pin + 5, Layout.PIN_SIZE - 5));
      }
      for (int root = Layout.ROOTS; root < Layout.FILES; root += Layout.ROOT_SIZE) {
        state.add(image[root] == 0 ? "" : card.memory(root, Layout.ROOT_SIZE));
      }
      for (int file = Layout.FILES; file < Layout.KEYS; file += Layout.FILE_SIZE) {
        state.add(
            image[file] == 0 ? "" : card.memory(file, Layout.FILE_SIZE) + content(card, file));
      }
    }

    private static String content(TestCard card, int entry) {
      int address = Integer.parseInt(card.memory(entry + 6, 2), 16);
      return card.memory(address, Integer.parseInt(card.memory(entry + 8, 2), 16));
    }
  }
}
