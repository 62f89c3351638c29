package wtls.core.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wtls.api.algorithm.Algorithm;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.client.ConnectRequest;
import wtls.api.engine.Credentials;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.KeyExchangeOffer;
import wtls.api.session.Peer;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.handshake.ClientKeyExchange;
import wtls.protocol.handshake.HandshakeMessage;
import wtls.protocol.handshake.Handshakes;
import wtls.protocol.policy.AlgorithmNames;
import wtls.protocol.record.ContentType;
import wtls.protocol.record.Datagrams;
import wtls.protocol.record.RecordView;

/** The client machine sends, octet for octet, what the test vectors say. */
class VectorHandshakesTest {
  private static final Path VECTORS =
      Path.of("..", "wtls.protocol", "src", "test", "resources", "vectors");

  @ParameterizedTest(name = "vector {0}: {1}")
  @CsvSource({
    "0, RSA_ANON, 0",
    "3, ECDH_ANON, 7",
    "4, ECDH_ANON_UNCOMP, 5",
    "5, DH_ANON, 1",
    "6, RSA, 0",
    "9, SHARED_SECRET, 0",
    "10, NULL, 0"
  })
  void sendsWhatTheVectorSays(int number, KeyExchangeSuite suite, int parameters) throws Exception {
    JsonNode vector = vectors().get("handshakes").get(number);
    List<byte[]> expected = flights(vector, "C");
    List<byte[]> fromServer = flights(vector, "S");
    RecordedOutputs outputs = new RecordedOutputs();
    ClientMachine machine =
        new ClientMachine(engine(vector, suite, parameters), settings(vector, suite), outputs);

    machine.start(0);
    List<byte[]> sent = new ArrayList<>(outputs.takeDatagrams());
    int handshake = isAbbreviated(suite) ? 1 : 2;
    for (byte[] datagram : fromServer.subList(0, handshake)) {
      machine.datagram(datagram, datagram.length, 1);
      sent.addAll(outputs.takeDatagrams());
    }
    assertThat(outputs.end).isNull();
    assertThat(outputs.negotiated.keyExchange()).isEqualTo(suite);
    machine.send("ping from client".getBytes(StandardCharsets.US_ASCII), 2);
    byte[] withData = outputs.takeDatagrams().get(0);
    if (isAbbreviated(suite)) {
      sent.remove(sent.size() - 1); // Finished alone; the vector has it in front of the data.
    }
    sent.add(withData);

    assertThat(hex(sent)).isEqualTo(hex(expected.subList(0, sent.size())));
    for (byte[] answer : fromServer.subList(handshake, fromServer.size())) {
      machine.datagram(answer, answer.length, 3);
    }
    assertThat(outputs.payloads).hasSize(fromServer.size() - handshake);
  }

  private static boolean isAbbreviated(KeyExchangeSuite suite) {
    return suite == KeyExchangeSuite.NULL || suite == KeyExchangeSuite.SHARED_SECRET;
  }

  private static FixedEngine engine(JsonNode vector, KeyExchangeSuite suite, int parameters)
      throws Exception {
    byte[] hello = flights(vector, "C").get(0);
    int randomAt = 5 + 3 + 1 + 4; // Behind the headers, the version and the time.
    List<EncodedCertificate> roots = List.of();
    if (suite.usesCertificate()) {
      roots =
          List.of(
              new EncodedCertificate(
                  EncodedCertificate.Format.WTLS,
                  HexFormat.of().parseHex(vectors().get("certs").get("ca_rsa").asText())));
    }
    return new FixedEngine(
        List.of(new KeyExchangeOffer(suite, parameters)),
        new Credentials(List.of(), List.of("alice"), roots),
        Arrays.copyOfRange(hello, randomAt, randomAt + 12),
        clientKeyExchange(flights(vector, "C").get(1), suite),
        HexFormat.of().parseHex(vector.get("pre_master").asText()));
  }

  private static byte[] clientKeyExchange(byte[] flight, KeyExchangeSuite suite)
      throws DecodeException {
    for (RecordView record : Datagrams.split(flight, flight.length).records()) {
      if (!record.ciphered() && record.contentType().equals(Optional.of(ContentType.HANDSHAKE))) {
        HandshakeMessage message =
            Handshakes.decode(
                record.datagram(), record.fragmentOffset(), record.fragmentLength(), suite);
        if (message instanceof ClientKeyExchange exchange) {
          return exchange.value();
        }
      }
    }
    return new byte[0];
  }

  private static Settings settings(JsonNode vector, KeyExchangeSuite suite) throws IOException {
    CipherSuite cipherSuite =
        new CipherSuite(
            BulkCipher.of(vector.get("bulk").asInt()).orElseThrow(),
            MacAlgorithm.of(vector.get("mac").asInt()).orElseThrow());
    ConnectRequest request =
        ConnectRequest.to(new Peer("gw.example", 9203), new InetSocketAddress("127.0.0.1", 9203))
            .keyExchanges(List.of(suite))
            .cipherSuites(List.of(cipherSuite))
            .allowLegacy(
                AlgorithmNames.all().stream()
                    .filter(Algorithm::legacy)
                    .map(AlgorithmNames::nameOf)
                    .collect(Collectors.toCollection(TreeSet::new)))
            .keyRefresh(vector.get("key_refresh").asInt())
            .build();
    long time = Long.parseLong(vectors().get("client_random").asText().substring(0, 8), 16);
    return Settings.of(request, () -> Instant.ofEpochSecond(time));
  }

  private static List<byte[]> flights(JsonNode vector, String from) {
    List<byte[]> flights = new ArrayList<>();
    for (JsonNode flight : vector.get("flights")) {
      if (flight.get("from").asText().equals(from)) {
        flights.add(HexFormat.of().parseHex(flight.get("datagram").asText()));
      }
    }
    return flights;
  }

  private static JsonNode vectors() throws IOException {
    return new ObjectMapper().readTree(VECTORS.resolve("wtls_vectors.json").toFile());
  }

  private static List<String> hex(List<byte[]> datagrams) {
    return datagrams.stream().map(HexFormat.of()::formatHex).toList();
  }
}
