package wtls.card.applet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.engine.ConnectionParameters;
import wtls.protocol.crypto.MasterSecretSource;
import wtls.protocol.crypto.SoftwareRecordProtection;
import wtls.protocol.crypto.WtlsKeys;

/** Records whose keys stay on the card, beside a server that knows the master secret. */
class RecordCommandsTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final long SEED = 3234;
  private static final String MASTER = "3941F94469760B764251AD455A71187F41ABDFB6";
  private static final byte[] CLIENT_RANDOM = HEX.parseHex("3B4D7000101112131415161718191A1B");
  private static final byte[] SERVER_RANDOM = HEX.parseHex("3B4D7001202122232425262728292A2B");
  private static final int DATA = 0x64;
  private static final CipherSuite TRIPLE_DES =
      new CipherSuite(BulkCipher.TRIPLE_DES_CBC_EDE, MacAlgorithm.SHA);

  private final Random random = new Random(SEED);
  private TestCard card;

  @BeforeEach
  void insert() {
    card = KeyedCard.personalised(TestCard.Kind.FULL).verify();
    card.ok("90 3E 00 01 14" + MASTER);
  }

  static Stream<CipherSuite> suites() {
    return Stream.of(
            BulkCipher.TRIPLE_DES_CBC_EDE,
            BulkCipher.RC5_CBC,
            BulkCipher.RC5_CBC_64,
            BulkCipher.RC5_CBC_56,
            BulkCipher.RC5_CBC_40,
            BulkCipher.DES_CBC,
            BulkCipher.DES_CBC_40)
        .map(bulk -> new CipherSuite(bulk, MacAlgorithm.SHA));
  }

  @ParameterizedTest
  @MethodSource("suites")
  void talksWithTheServerThroughManyWindows(CipherSuite suite) throws Exception {
    for (int refresh : new int[] {0, 2, 16}) {
      String connection = connect(suite, refresh);
      SoftwareRecordProtection server = server(suite, refresh);
      for (int sequence : new int[] {0, 1, 3, 4, 5, 8, 255, 256, 65535}) {
        byte[] content = octets(random.nextInt(230));
        String sealed = seal(connection, sequence, content);
        assertThat(open(server, sequence, HEX.parseHex(sealed)))
            .as("seed %d, refresh %d, sequence %d", SEED, refresh, sequence)
            .isEqualTo(content);
        byte[] answer = octets(random.nextInt(200));
        assertThat(open(connection, sequence, seal(server, sequence, answer)))
            .isEqualTo(HEX.formatHex(answer));
      }
      card.ok("90 36 00" + connection);
    }
  }

  @Test
  void carriesTheLargestRecordInChunks() throws Exception {
    String connection = connect(TRIPLE_DES, 3);
    SoftwareRecordProtection server = server(TRIPLE_DES, 3);
    byte[] content = octets(RecordCommands.LARGEST);
    byte[] sealed = HEX.parseHex(chunked("32", connection, 9, content));

    assertThat(open(server, 9, sealed)).isEqualTo(content);
    assertThat(chunked("34", connection, 9, seal(server, 9, content)))
        .isEqualTo(HEX.formatHex(content));
    byte[] more = octets(RecordCommands.LARGEST + 1);
    assertThat(chunkedAnswers("32", connection, 10, more).get(0).word()).isEqualTo("6700");
  }

  @Test
  void opensARecordOnceOnly() throws Exception {
    String connection = connect(TRIPLE_DES, 3);
    SoftwareRecordProtection server = server(TRIPLE_DES, 3);
    byte[] first = seal(server, 1, octets(10));
    open(connection, 1, first);

    expectOpen(connection, 1, first, "6A80");
    open(connection, 200, seal(server, 200, octets(10)));
    expectOpen(connection, 200 - 64, seal(server, 200 - 64, octets(10)), "6A80");
    open(connection, 199, seal(server, 199, octets(10)));
  }

  @Test
  void tellsNothingOfWhatIsWrongWithARecord() throws Exception {
    String connection = connect(TRIPLE_DES, 3);
    byte[] sealed = seal(server(TRIPLE_DES, 3), 5, octets(30));
    for (int at = 0; at < sealed.length; at++) {
      byte[] changed = sealed.clone();
      changed[at] ^= (byte) (1 + random.nextInt(255));
      expectOpen(connection, 5, changed, "6A80");
    }
    expectOpen(connection, 6, sealed, "6A80");
    expectOpen(connection, 5, Arrays.copyOf(sealed, sealed.length - 1), "6A80");
    expectOpen(connection, 5, new byte[0], "6A80");
    open(connection, 5, sealed);
  }

  @Test
  void forgedNumberPushesNoKeysOut() throws Exception {
    String connection = connect(TRIPLE_DES, 3);
    SoftwareRecordProtection server = server(TRIPLE_DES, 3);
    open(connection, 1, seal(server, 1, octets(10)));
    expectOpen(connection, 40_000, octets(40), "6A80");

    open(connection, 2, seal(server, 2, octets(10)));
  }

  @Test
  void connectionEndsWithItsSessionAndWithPower() {
    String connection = connect(TRIPLE_DES, 3);
    card.ok("90 1E 01 01");
    card.expect("90 32 64" + connection + "03 0001 41", "6A88");

    card.ok("90 3E 00 01 14" + MASTER);
    String again = connect(TRIPLE_DES, 3);
    card.reset();
    card.verify();
    card.expect("90 32 64" + again + "03 0001 41", "6A88");
  }

  @Test
  void holdsSixteenConnectionsAndNoMore() {
    for (int i = 1; i <= Connections.COUNT; i++) {
      assertThat(connect(TRIPLE_DES, 3)).isEqualTo("%02X".formatted(i));
    }
    card.expect("90 30 00 01 23" + parameters(TRIPLE_DES, 3), "6A84");
    card.ok("90 36 00 05");
    assertThat(connect(TRIPLE_DES, 3)).isEqualTo("05");
  }

  @Test
  void refusesSuitesThatItLacks() {
    card.expect("90 30 00 01 23" + "0703" + parameters(TRIPLE_DES, 3).substring(4), "6A80");
    card.expect("90 30 00 01 23" + "0607" + parameters(TRIPLE_DES, 3).substring(4), "6A80");
    card.expect("90 30 00 02 23" + parameters(TRIPLE_DES, 3), "6A88");
    card.expect("90 30 01 01 23" + parameters(TRIPLE_DES, 3), "6B00");
    card.expect("90 30 00 01 22" + parameters(TRIPLE_DES, 3).substring(2), "6700");
  }

  @Test
  void worksOnlyAfterThePin() {
    String connection = connect(TRIPLE_DES, 3);
    card.select();

    card.expect("90 30 00 01 23" + parameters(TRIPLE_DES, 3), "6982");
    card.expect("90 32 64" + connection + "03 0001 41", "6982");
    card.expect("90 34 64" + connection + "03 0001 41", "6982");
  }

  @Test
  void givesOutNoKeyBlockUnlessPersonalisedSo() {
    String connection = connect(TRIPLE_DES, 3);

    card.expect("90 3C 01" + connection + "02 0000", "6985");
    card.expect("90 3C 03" + connection + "02 0000", "6B00");
  }

  @Test
  void checksTheServersFinishedInside() throws Exception {
    String hash = KeyedCard.sha1("");
    // FINISH, keys stay, server first, nothing hashed so far: initial state of SHA-1.
    String state = "67452301EFCDAB8998BADCFE10325476C3D2E1F0";
    String randoms = HEX.formatHex(CLIENT_RANDOM) + HEX.formatHex(SERVER_RANDOM);
    String answer = card.ok("90 18 05 01 38 060303" + randoms + state + "00" + "00");
    assertThat(answer).hasSize(2 * 13);

    String seed = HEX.formatHex("server finished".getBytes("US-ASCII")) + hash;
    String expected = HEX.formatHex(WimScriptsTest.expand(HEX.parseHex(MASTER), seed, 12));
    assertThat(answer).doesNotContain(expected);
    card.expect("90 38 00 01 0C" + "00" + expected.substring(2), "6300");
    card.ok("90 38 00 01 0C" + expected);
    card.expect("90 38 00 02 0C" + expected, "6985");
    card.expect("90 18 05 01 38 070303" + randoms + state + "00", "6A80");
  }

  private String parameters(CipherSuite suite, int refresh) {
    return "%02X%02X%02X".formatted(suite.bulk().number(), suite.mac().number(), refresh)
        + HEX.formatHex(CLIENT_RANDOM)
        + HEX.formatHex(SERVER_RANDOM);
  }

  private String connect(CipherSuite suite, int refresh) {
    return card.ok("90 30 00 01 23" + parameters(suite, refresh) + "00");
  }

  private SoftwareRecordProtection server(CipherSuite suite, int refresh) {
    ConnectionParameters parameters =
        WtlsKeys.serverSide(suite, refresh, CLIENT_RANDOM, SERVER_RANDOM);
    return new SoftwareRecordProtection(
        parameters, new MasterSecretSource(HEX.parseHex(MASTER), parameters));
  }

  private String seal(String connection, int sequence, byte[] content) {
    return card.ok(command("32", connection, sequence, content));
  }

  private String open(String connection, int sequence, byte[] sealed) {
    return card.ok(command("34", connection, sequence, sealed));
  }

  private void expectOpen(String connection, int sequence, byte[] sealed, String status) {
    assertThat(card.expect(command("34", connection, sequence, sealed), status)).isEmpty();
  }

  private static String command(String ins, String connection, int sequence, byte[] octets) {
    String data = "%04X".formatted(sequence) + HEX.formatHex(octets);
    return "90" + ins + "64" + connection + KeyedCard.length(data) + data + "00";
  }

  private String chunked(String ins, String connection, int sequence, byte[] octets) {
    StringBuilder all = new StringBuilder();
    Answer last = null;
    for (Answer answer : chunkedAnswers(ins, connection, sequence, octets)) {
      all.append(answer.hex());
      last = answer;
    }
    assertThat(last.word()).isEqualTo("9000");
    return all.toString();
  }

  /** The answer to the last chunk, and to each GET RESPONSE after it. */
  private List<Answer> chunkedAnswers(String ins, String connection, int sequence, byte[] octets) {
    String data = "%04X".formatted(sequence) + HEX.formatHex(octets);
    Answer answer = null;
    for (int at = 0; at < data.length(); at += 2 * 230) {
      String part = data.substring(at, Math.min(data.length(), at + 2 * 230));
      int more = at + part.length() < data.length() ? 0x80 : 0;
      String number = "%02X".formatted(Integer.parseInt(connection, 16) | more);
      answer = card.send("90" + ins + "64" + number + KeyedCard.length(part) + part);
    }
    List<Answer> answers = new ArrayList<>(List.of(answer));
    while (answers.get(answers.size() - 1).word().startsWith("61")) {
      answers.add(card.send("80 C0 0000 00"));
    }
    return answers;
  }

  private byte[] octets(int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return octets;
  }

  private static byte[] seal(SoftwareRecordProtection server, int sequence, byte[] content)
      throws Exception {
    byte[] sealed = new byte[server.sealedSize(content.length)];
    server.seal(sequence, DATA, content, 0, content.length, sealed, 0);
    return sealed;
  }

  private static byte[] open(SoftwareRecordProtection server, int sequence, byte[] sealed)
      throws Exception {
    byte[] content = new byte[sealed.length];
    int length = server.open(sequence, DATA, sealed, 0, sealed.length, content, 0);
    assertThat(length).isNotNegative();
    return Arrays.copyOf(content, length);
  }
}
