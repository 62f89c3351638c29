package wtls.gateway.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.protocol.codec.OctetWriter;
import wtls.protocol.connection.WriteState;
import wtls.protocol.handshake.ClientKeyExchange;
import wtls.protocol.handshake.Handshakes;
import wtls.protocol.record.ContentType;
import wtls.protocol.record.Datagrams;
import wtls.protocol.record.RecordView;

/**
 * Whatever is wrong with an encrypted secret, the server's answers are the same octets, and as many
 * steps are taken on the way (WAP-261 10.5.7.1).
 */
class RsaSecretTest {
  private static final int SIZE = TestKeys.SERVER_RSA.modulus().length;

  static Stream<byte[]> badBlocks() {
    byte[] good = block();
    List<byte[]> bad = new ArrayList<>();
    bad.add(with(good, 0, 1)); // leading octet
    bad.add(with(good, 1, 1)); // block type
    bad.add(with(good, 5, 0)); // zero within the padding
    bad.add(with(good, SIZE - 21, 7)); // no zero behind the padding
    bad.add(with(good, SIZE - 20, 9)); // wrong version
    bad.add(with(good, SIZE - 1, good[SIZE - 1] ^ 1)); // right in form, wrong in content
    return bad.stream().map(RsaSecretTest::encrypt);
  }

  static Stream<byte[]> badLengths() {
    return Stream.of(new byte[0], new byte[1], new byte[SIZE - 1], new byte[SIZE + 1]);
  }

  @ParameterizedTest
  @MethodSource({"badBlocks", "badLengths"})
  void answersEveryBadSecretAlike(byte[] encrypted) {
    SecureRandom random = Bench.seeded(5);
    Bench bench = new Bench(Bench.lenient(2), random);
    ScriptedClient client = new ScriptedClient(random, KeyExchangeSuite.RSA, 0, FlowTest.SUITE);
    byte[] second = client.answer(bench.answer(client.hello()));

    List<byte[]> answer = bench.receive(replaceSecret(second, encrypted));

    assertThat(answer).hasSize(1);
    // level and description of the alert; the checksum is about what the client sent
    assertThat(answer.get(0)).startsWith(0xc2, 0x00, 0x03, 0x00, 0x06, 0x03, 0x33);
    assertThat(bench.reasons).containsExactly("The client's Finished is not about this handshake.");
    // The attempt is as it was: the true flight still completes it.
    client.conclude(bench.answer(second));
    assertThat(bench.established).hasSize(1);
  }

  private static byte[] replaceSecret(byte[] flight, byte[] encrypted) {
    List<RecordView> records = Datagrams.split(flight, flight.length).records();
    byte[] message = Handshakes.encode(new ClientKeyExchange(encrypted), KeyExchangeSuite.RSA);
    OctetWriter out = new OctetWriter();
    WriteState state = WriteState.clear();
    try {
      state.append(new OctetWriter(), ContentType.HANDSHAKE, message, true);
      state.append(out, ContentType.HANDSHAKE, message, true);
    } catch (wtls.api.engine.EngineException e) {
      throw new AssertionError(e);
    }
    int rest = records.get(1).start();
    return out.octets(flight, rest, flight.length - rest).toByteArray();
  }

  private static byte[] block() {
    byte[] block = new byte[SIZE];
    for (int i = 2; i < SIZE; i++) {
      block[i] = (byte) (1 + i % 255);
    }
    block[1] = 2;
    block[SIZE - 21] = 0;
    block[SIZE - 20] = 1;
    return block;
  }

  private static byte[] with(byte[] block, int at, int value) {
    byte[] changed = block.clone();
    changed[at] = (byte) value;
    return changed;
  }

  private static byte[] encrypt(byte[] block) {
    BigInteger n = new BigInteger(1, TestKeys.SERVER_RSA.modulus());
    BigInteger e = new BigInteger(1, TestKeys.SERVER_RSA.exponent());
    byte[] number = new BigInteger(1, block).modPow(e, n).toByteArray();
    byte[] out = new byte[SIZE];
    int length = Math.min(SIZE, number.length);
    System.arraycopy(number, number.length - length, out, SIZE - length, length);
    return out;
  }
}
