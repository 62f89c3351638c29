package wtls.card.applet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import wtls.protocol.crypto.EcKeys;

/**
 * Random conversations with a card whose every secret the test knows from its memory: no answer may
 * hold a part of one, none may come without its PIN, and none may end in 6F00. More of them: {@code
 * -Dwtls.card.commands=200000}.
 */
class SealedSecretsTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final long SEED = Long.getLong("wtls.card.seed", 20261124);
  private static final int COMMANDS = Integer.getInteger("wtls.card.commands", 20_000);

  /** Octets of a secret that make a part of it: too many to meet by chance. */
  private static final int PART = 6;

  /** The octet of a command that says how long it is. */
  private static final int LENGTH = 4;

  private static final String H = "33".repeat(20);
  private static final String RANDOMS = "3B4D7000" + "11".repeat(12) + "22".repeat(16);
  private static final String POINT =
      KeyedCard.point(KeyedCard.CURVE, BigInteger.valueOf(987654321));
  private static final String SERVER = "C5".repeat(64);
  private static final List<String> COMMANDS_OF_PHONES =
      List.of(
          "80 20 0001 08" + TestCard.PIN,
          "80 20 0001 08" + TestCard.PIN,
          "80 20 0002 08" + TestCard.PIN,
          "80 22 F301",
          "80 22 F302",
          "80 22 F303",
          "80 22 F305",
          "80 22 F306",
          "80 22 81B8 33 8102 4413 8401 03 832A 29" + POINT,
          "80 22 81B8 33 8102 4414 8401 04 832A 29" + POINT,
          "80 22 81B8 4C 910101 9100 8345 0001 03 0040" + SERVER,
          "80 2A 8600 00",
          "80 2A 8600",
          "80 2A 8000 00",
          "80 22 41B4 32 8401 01 942D" + WimScriptsTest.MASTER_SECRET + RANDOMS,
          "80 22 41B4 32 8401 02 942D" + WimScriptsTest.MASTER_SECRET + RANDOMS,
          "80 22 41B4 06 8301 01 9601 0C",
          "80 22 41B4 06 8301 02 9601 14",
          "80 22 41B4 06 8301 03 9601 40",
          "80 22 41B4 03 9601 FF",
          "80 2A 8E80 23" + WimScriptsTest.CLIENT_FINISHED + H + "00",
          "80 2A 8E80 32" + WimScriptsTest.SERVER_EXPANSION + "0000" + RANDOMS + "00",
          "80 2A 8E80 2D" + WimScriptsTest.MASTER_SECRET + RANDOMS + "00",
          "80 22 41B6 07 8102 4411 8401 01",
          "80 22 41B6 07 8102 4412 8401 02",
          "80 22 41B8 07 8102 4411 8401 01",
          "80 2A 9E9A 14" + H + "00",
          "80 2A 8086 81 00" + "11".repeat(128) + "00",
          "80 22 81B6 5D 8345 0001 03 0040" + SERVER + "9014" + H,
          "80 2A 00A8 42 9E40" + "11".repeat(64),
          "80 A4 0000 02 4411 00",
          "80 A4 0000 02 4432 00",
          "80 A4 0000 02 4433 00",
          "80 A4 0000 02 4434 00",
          "80 B0 0000 00",
          "80 B0 0010 FF",
          "80 D6 0000 01 00",
          "80 D6 0000 16 80A0081122334455667788030600000000003B4D6F00",
          "80 84 0000 20",
          "80 C0 0000 00",
          "90 10 0000 00",
          "90 14 0001 04 3B4D8000 00",
          "90 14 0002 04 3B4D8000 00",
          "90 16 0101 62" + RANDOMS + "010103" + SERVER.substring(0, 126) + "00",
          "90 16 0102 63" + RANDOMS + "010103" + SERVER + "00",
          "90 16 2103 63" + RANDOMS + "010103" + SERVER + "00",
          "90 16 0201 4A" + RANDOMS + "03" + POINT,
          "90 16 2202 4A" + RANDOMS + "03" + POINT,
          "90 16 0204 4A" + RANDOMS + "04" + POINT,
          "90 18 0001 3F 22" + RANDOMS + "00".repeat(20) + "00" + "77".repeat(9) + "00",
          "90 18 0302 3F 40" + RANDOMS + "00".repeat(20) + "00" + "77".repeat(9) + "00",
          "90 18 1001 1F 40" + "00".repeat(20) + "00" + "77".repeat(9) + "00",
          "90 18 0403 41 060300" + RANDOMS + "00".repeat(20) + "00" + "77".repeat(9) + "00",
          "90 1A 0001 14" + H + "00",
          "90 1A 0002 14" + H + "00",
          StoredSession.FIRST.command("00", 1),
          StoredSession.SECOND.command("00", 2),
          "90 1E 0001",
          "90 1E 0101",
          "90 1E 0102",
          "90 1E 0103",
          "90 3E 0103",
          "90 42 0203 01 00",
          "90 44 0203 05 18 01 4415 07 00",
          "90 4E 0000");

  /** Commands that need PIN-G, by family and instruction. */
  private static final Set<String> GUARDED =
      Set.of("802A", "80D6", "9014", "9016", "9018", "901A", "901C", "901E", "903E");

  private final Random random = new Random(SEED);
  private final Set<String> keyParts = new HashSet<>();
  private final List<String> history = new ArrayList<>();
  private String sealed = "";
  private Set<String> sealedParts = Set.of();

  @BeforeEach
  void knowTheKeys() throws Exception {
    for (var key : List.of(KeyedCard.AUTHENTICATION_KEY, KeyedCard.NON_REPUDIATION_KEY)) {
      int half = key.getModulus().bitLength() / 16;
      keyParts.addAll(parts(KeyedCard.number(key.getPrimeP(), half)));
      keyParts.addAll(parts(KeyedCard.number(key.getPrimeQ(), half)));
      keyParts.addAll(parts(KeyedCard.number(key.getPrimeExponentP(), half)));
      keyParts.addAll(parts(KeyedCard.number(key.getPrimeExponentQ(), half)));
      keyParts.addAll(parts(KeyedCard.number(key.getCrtCoefficient(), half)));
    }
    keyParts.addAll(parts(KeyedCard.number(KeyedCard.AGREEMENT_KEY, 20)));
    keyParts.addAll(parts(KeyedCard.number(KeyedCard.OPEN_KEY, 20)));
    keyParts.addAll(parts(TestCard.CODE));
    // The pre-master secret of every agreement with the sealing key.
    keyParts.addAll(
        parts(
            HEX.formatHex(
                EcKeys.agree(
                    KeyedCard.CURVE, KeyedCard.AGREEMENT_KEY.toByteArray(), HEX.parseHex(POINT)))));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "STORAGE")
  void staySealed(TestCard.Kind kind) {
    TestCard card = KeyedCard.personalised(kind);
    boolean pin = false;
    int answered = 0;
    for (int i = 0; i < COMMANDS; i++) {
      String command = next();
      remember(card);
      Set<String> before = sealedParts;
      Answer answer = card.send(command);
      history.add(command + " " + answer.word());
      remember(card);
      String where = "seed %d, command %d: %s".formatted(SEED, i, tail());
      assertThat(answer.word()).as(where).isNotEqualTo("6F00").isNotEqualTo("6999");
      String hex = answer.hex();
      for (String part : parts(hex)) {
        boolean secret =
            keyParts.contains(part) || sealedParts.contains(part) || before.contains(part);
        assertThat(secret).as("%s in the answer; %s", part, where).isFalse();
      }
      if (!hex.isEmpty()) {
        answered++;
      }
      boolean good = answer.status() == 0x9000;
      assertThat(good && !pin && guarded(command)).as("without PIN-G: %s", where).isFalse();
      pin = pinAfter(command, good, answer.word(), pin);
      if (random.nextInt(150) == 0) {
        card.reset();
        pin = false;
        card.send("80 2C 0001 10" + TestCard.CODE + TestCard.PIN);
        card.send("80 2C 0002 10" + TestCard.CODE + TestCard.PIN);
      }
    }
    assertThat(answered).as("answers with data").isGreaterThan(COMMANDS / 20);
  }

  private static boolean guarded(String command) {
    int family = Integer.parseInt(command.substring(0, 2), 16) & 0x90 | 0x80;
    boolean nonRepudiation = command.startsWith("2A9E9A", 2);
    boolean chunk = family == 0x90 && Integer.parseInt(command.substring(6, 8), 16) >= 0x80;
    return !nonRepudiation
        && !chunk
        && GUARDED.contains("%02X".formatted(family) + command.substring(2, 4));
  }

  private static boolean pinAfter(String command, boolean good, String word, boolean pin) {
    boolean verify = command.substring(2, 4).equals("20") && command.substring(6, 8).equals("01");
    boolean enabling = command.substring(2, 4).matches("2[68]");
    if (good && (verify || enabling)) {
      return true;
    }
    boolean wrong = word.equals("6300") || word.equals("6983");
    return pin && !(verify && wrong);
  }

  private void remember(TestCard card) {
    String now = card.memory(Layout.SECRETS, TestCard.SLOTS * Layout.SECRET_SIZE);
    if (!now.equals(sealed)) {
      sealed = now;
      Set<String> found = new HashSet<>();
      for (int slot = 1; slot <= TestCard.SLOTS; slot++) {
        // An imported secret is what the phone wrote, perhaps as another thing too.
        if (card.memory(WimScriptsTest.secretAt(slot) - 3, 1).compareTo("80") >= 0) {
          found.addAll(parts(card.memory(WimScriptsTest.secretAt(slot), 20)));
        }
      }
      found.remove("00".repeat(PART));
      sealedParts = found;
    }
  }

  private String next() {
    String command = COMMANDS_OF_PHONES.get(random.nextInt(COMMANDS_OF_PHONES.size()));
    byte[] octets = HEX.parseHex(command.replace(" ", ""));
    int at = random.nextInt(octets.length);
    switch (random.nextInt(6)) {
      case 0 -> octets[at == LENGTH ? 0 : at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> octets[2 + random.nextInt(2)] = (byte) random.nextInt(6);
      default -> {}
    }
    return HEX.formatHex(octets);
  }

  private static List<String> parts(String hex) {
    List<String> parts = new ArrayList<>();
    for (int at = 0; at + 2 * PART <= hex.length(); at += 2) {
      parts.add(hex.substring(at, at + 2 * PART));
    }
    return parts;
  }

  private String tail() {
    return String.join("; ", history.subList(Math.max(0, history.size() - 12), history.size()));
  }
}
