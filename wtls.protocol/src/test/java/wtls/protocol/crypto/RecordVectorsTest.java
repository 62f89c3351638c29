package wtls.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.EngineException;
import wtls.protocol.Vectors;

/** Seals and opens the 249 records of the vectors: every cipher with every MAC. */
class RecordVectorsTest {
  private static final JsonNode JSON = Vectors.json();
  private static final byte[] CLIENT_RANDOM = Vectors.hex(JSON.get("client_random"));
  private static final byte[] SERVER_RANDOM = Vectors.hex(JSON.get("server_random"));
  private static final byte[] MASTER_SECRET = Vectors.hex(JSON.get("master_secret_for_keys"));

  static Stream<JsonNode> records() {
    return StreamSupport.stream(JSON.get("records").spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("records")
  void sealsAndOpens(JsonNode vector) throws EngineException {
    CipherSuite suite =
        new CipherSuite(
            BulkCipher.of(vector.get("bulk").asInt()).orElseThrow(),
            MacAlgorithm.of(vector.get("mac").asInt()).orElseThrow());
    int keyRefresh = vector.get("key_refresh").asInt();
    boolean fromClient = vector.get("side").asText().equals("client");
    ConnectionParameters client =
        WtlsKeys.clientSide(suite, keyRefresh, CLIENT_RANDOM, SERVER_RANDOM);
    ConnectionParameters server =
        WtlsKeys.serverSide(suite, keyRefresh, CLIENT_RANDOM, SERVER_RANDOM);
    try (var sender = protection(fromClient ? client : server);
        var receiver = protection(fromClient ? server : client)) {
      check(vector, Vectors.hex(vector.get("record_with_length")), 5, sender, receiver);
      check(vector, Vectors.hex(vector.get("record_without_length")), 3, sender, receiver);
    }
  }

  private static SoftwareRecordProtection protection(ConnectionParameters parameters) {
    return new SoftwareRecordProtection(
        parameters, new MasterSecretSource(MASTER_SECRET, parameters));
  }

  private static void check(
      JsonNode vector,
      byte[] expected,
      int header,
      SoftwareRecordProtection sender,
      SoftwareRecordProtection receiver)
      throws EngineException {
    byte[] plaintext = Vectors.hex(vector.get("plaintext"));
    int sequence = vector.get("seq").asInt();
    int type = expected[0] & 0xFF;
    byte[] record = Arrays.copyOf(Arrays.copyOf(expected, header), expected.length);

    int sealed = sender.seal(sequence, type, plaintext, 0, plaintext.length, record, header);
    assertThat(sealed).isEqualTo(expected.length - header);
    assertThat(sender.sealedSize(plaintext.length)).isEqualTo(sealed);
    assertThat(record).isEqualTo(expected);

    byte[] content = new byte[sealed];
    int opened = receiver.open(sequence, type, record, header, sealed, content, 0);
    assertThat(opened).isEqualTo(plaintext.length);
    assertThat(Arrays.copyOf(content, opened)).isEqualTo(plaintext);
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 17, 200, 255})
  void neverRefreshesKeysFromSixteenOn(int keyRefresh) {
    assertThat(WtlsKeys.windowStart(0, keyRefresh)).isZero();
    assertThat(WtlsKeys.windowStart(65535, keyRefresh)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 10, 15})
  void clearsTheLowBitsOfTheSequenceNumber(int keyRefresh) {
    for (int sequence = 0; sequence <= 65535; sequence += 17) {
      int start = WtlsKeys.windowStart(sequence, keyRefresh);
      assertThat(start).isEqualTo(sequence / (1 << keyRefresh) * (1 << keyRefresh));
    }
  }
}
