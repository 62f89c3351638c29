package wtls.gateway.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.session.SessionId;
import wtls.protocol.crypto.EcKeys;
import wtls.protocol.handshake.Identifier;

/** With the randomness of the vectors, the machine sends what is in the vectors, octet by octet. */
class VectorReplayTest {
  private static final byte[] PONG = "pong from server".getBytes();

  static Stream<Arguments> handshakes() {
    List<Arguments> all = new ArrayList<>();
    for (JsonNode handshake : TestKeys.VECTORS.get("handshakes")) {
      all.add(Arguments.of(handshake.get("name").asText(), handshake));
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("handshakes")
  void sendsTheVectorsFlights(String name, JsonNode handshake) throws Exception {
    boolean mutual = name.contains("class 3");
    Bench bench = new Bench(Bench.lenient(mutual ? 3 : 1), randomness(name));
    bench.credentials.secrets.put(Identifier.Text.of("alice"), sequence(16));
    bench.credentials.clients.put(
        EcKeys.keyId(TestKeys.CLIENT_EC.point(true)), List.of(TestKeys.CLIENT_EC_CERTIFICATE));
    if (name.startsWith("Abbreviated")) {
      keepSession(bench, handshake);
    }
    List<byte[]> expected = new ArrayList<>();
    List<byte[]> sent = new ArrayList<>();
    for (JsonNode flight : handshake.get("flights")) {
      byte[] datagram = TestKeys.hex(flight.get("datagram"));
      if (flight.get("from").asText().equals("S")) {
        expected.add(datagram);
      } else {
        sent.addAll(bench.receive(datagram));
      }
    }
    if (sent.size() < expected.size()) {
      bench.machine.send(PONG, bench.now);
      sent.addAll(bench.take());
    }
    assertThat(sent)
        .describedAs("refused: " + bench.reasons)
        .containsExactly(expected.toArray(new byte[0][]));
    assertThat(bench.delivered).extracting(String::new).containsExactly("ping from client");
    assertThat(bench.established).hasSize(1);
  }

  /** In the order in which the machine draws: ephemeral key, session id, random. */
  private static SecureRandom randomness(String name) {
    List<byte[]> draws = new ArrayList<>();
    if (name.startsWith("ECDH_anon")) {
      int curve = name.contains("curve 7") ? 7 : 5;
      draws.add(padded(vector("ecdh", "curve", curve).get("d_b"), 21));
    } else if (name.startsWith("DH_anon")) {
      draws.add(padded(vector("dh", "param_index", 1).get("x_b"), 20));
    }
    if (name.startsWith("SHARED")) {
      draws.add("SESSION2".getBytes());
    } else if (name.startsWith("Optimised")) {
      draws.add("SESSION3".getBytes());
    } else if (!name.startsWith("NULL") && !name.startsWith("Abbreviated")) {
      draws.add("SESSION1".getBytes());
    }
    byte[] random = TestKeys.hex(TestKeys.VECTORS.get("server_random"));
    draws.add(Arrays.copyOfRange(random, 4, 16));
    return Bench.scripted(draws.toArray(new byte[0][]));
  }

  private static JsonNode vector(String list, String key, int value) {
    for (JsonNode entry : TestKeys.VECTORS.get(list)) {
      if (entry.get(key).asInt() == value) {
        return entry;
      }
    }
    throw new AssertionError("no vector with " + key + " " + value);
  }

  private static byte[] padded(JsonNode hex, int size) {
    byte[] number = new java.math.BigInteger(hex.asText(), 16).toByteArray();
    byte[] padded = new byte[size];
    int length = Math.min(size, number.length);
    System.arraycopy(number, number.length - length, padded, size - length, length);
    return padded;
  }

  private static byte[] sequence(int count) {
    byte[] octets = new byte[count];
    for (int i = 0; i < count; i++) {
      octets[i] = (byte) i;
    }
    return octets;
  }

  private static void keepSession(Bench bench, JsonNode handshake) {
    Established.Session session =
        new Established.Session(
            SessionId.of("SESSION1".getBytes()),
            KeyExchangeSuite.RSA_ANON,
            new CipherSuite(BulkCipher.RC5_CBC, MacAlgorithm.SHA),
            1,
            "");
    byte[] master = TestKeys.hex(handshake.get("master_secret"));
    java.time.Instant now = java.time.Instant.ofEpochMilli(bench.now);
    bench.sessions.keep(new Sessions.Secured(session, master), now, now.plusSeconds(60), 1);
  }
}
