package wtls.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.algorithm.PrfHash;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.Derivation;
import wtls.api.engine.EngineException;
import wtls.protocol.Vectors;
import wtls.protocol.record.ContentType;
import wtls.protocol.record.Datagrams;
import wtls.protocol.record.RecordView;

/** Follows the vectors' handshakes: master secret, Finished values, every sealed record. */
class HandshakeVectorsTest {
  private static final JsonNode JSON = Vectors.json();
  private static final byte[] CLIENT_RANDOM = Vectors.hex(JSON.get("client_random"));
  private static final byte[] SERVER_RANDOM = Vectors.hex(JSON.get("server_random"));
  private static final int CERTIFICATE_VERIFY = 15;
  private static final int FINISHED = 20;

  static Stream<JsonNode> handshakes() {
    return StreamSupport.stream(JSON.get("handshakes").spliterator(), false);
  }

  private static CipherSuite suite(JsonNode handshake) {
    return new CipherSuite(
        BulkCipher.of(handshake.get("bulk").asInt()).orElseThrow(),
        MacAlgorithm.of(handshake.get("mac").asInt()).orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("handshakes")
  void derivesTheMasterSecret(JsonNode handshake) {
    if (!handshake.has("pre_master")) {
      return; // resumed: the master secret is that of another handshake
    }
    PrfHash hash = suite(handshake).mac().hash();
    Derivation derivation = WtlsKeys.masterSecret(CLIENT_RANDOM, SERVER_RANDOM, hash);
    assertThat(Prf.derive(Vectors.hex(handshake.get("pre_master")), derivation))
        .isEqualTo(Vectors.hex(handshake.get("master_secret")));
  }

  @ParameterizedTest
  @MethodSource("handshakes")
  void opensAndSealsEveryRecord(JsonNode handshake)
      throws EngineException, NoSuchAlgorithmException, BadKeyException {
    CipherSuite suite = suite(handshake);
    byte[] master = Vectors.hex(handshake.get("master_secret"));
    int keyRefresh = handshake.get("key_refresh").asInt();
    ConnectionParameters client =
        WtlsKeys.clientSide(suite, keyRefresh, CLIENT_RANDOM, SERVER_RANDOM);
    ConnectionParameters server =
        WtlsKeys.serverSide(suite, keyRefresh, CLIENT_RANDOM, SERVER_RANDOM);
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    int sealedRecords = 0;
    int finished = 0;
    try (var atClient =
            new SoftwareRecordProtection(client, new MasterSecretSource(master, client));
        var atServer =
            new SoftwareRecordProtection(server, new MasterSecretSource(master, server))) {
      for (JsonNode flight : handshake.get("flights")) {
        byte[] datagram = Vectors.hex(flight.get("datagram"));
        boolean fromClient = flight.get("from").asText().equals("C");
        for (RecordView view : Datagrams.split(datagram, datagram.length).records()) {
          byte[] content = content(view);
          if (view.ciphered()) {
            sealedRecords++;
            content =
                openAndSealAgain(
                    view, fromClient ? atServer : atClient, fromClient ? atClient : atServer);
          }
          if (view.contentType().orElseThrow() == ContentType.HANDSHAKE) {
            if (content[0] == FINISHED) {
              finished++;
              checkFinished(handshake, fromClient, master, messages.toByteArray(), content);
            } else if (content[0] == CERTIFICATE_VERIFY) {
              checkVerify(handshake, messages.toByteArray(), content);
            }
            messages.writeBytes(content);
          }
        }
      }
    }
    assertThat(sealedRecords).isGreaterThanOrEqualTo(3);
    assertThat(finished).isEqualTo(2);
  }

  private static byte[] content(RecordView view) {
    return Arrays.copyOfRange(
        view.datagram(), view.fragmentOffset(), view.fragmentOffset() + view.fragmentLength());
  }

  private static byte[] openAndSealAgain(
      RecordView view, SoftwareRecordProtection reader, SoftwareRecordProtection writer)
      throws EngineException {
    byte[] sealed = content(view);
    byte[] content = new byte[sealed.length];
    int length = reader.open(view.sequence(), view.type(), sealed, 0, sealed.length, content, 0);
    assertThat(length).isPositive();
    byte[] again = new byte[writer.sealedSize(length)];
    writer.seal(view.sequence(), view.type(), content, 0, length, again, 0);
    assertThat(again).isEqualTo(sealed);
    return Arrays.copyOf(content, length);
  }

  private static void checkFinished(
      JsonNode handshake, boolean fromClient, byte[] master, byte[] messages, byte[] finished)
      throws NoSuchAlgorithmException {
    PrfHash hash = suite(handshake).mac().hash();
    byte[] digest =
        MessageDigest.getInstance(hash == PrfHash.SHA1 ? "SHA-1" : "MD5").digest(messages);
    byte[] verifyData =
        Prf.derive(
            master,
            fromClient
                ? WtlsKeys.clientFinished(digest, hash)
                : WtlsKeys.serverFinished(digest, hash));

    assertThat(verifyData)
        .isEqualTo(Vectors.hex(handshake.get("finished").get(fromClient ? "C" : "S")));
    assertThat(Arrays.copyOfRange(finished, 3, finished.length)).isEqualTo(verifyData);
  }

  private static void checkVerify(JsonNode handshake, byte[] messages, byte[] verify)
      throws NoSuchAlgorithmException, BadKeyException {
    byte[] hash = MessageDigest.getInstance("SHA-1").digest(messages);
    assertThat(hash).isEqualTo(Vectors.hex(handshake.get("certificate_verify_hash")));
    byte[] modulus = Vectors.hex(JSON.get("certs").get("rsa_keys").get("client").get("n"));
    byte[] signature = Arrays.copyOfRange(verify, 5, verify.length);
    assertThat(RsaKeys.verify(new byte[] {1, 0, 1}, modulus, hash, signature)).isTrue();
  }
}
