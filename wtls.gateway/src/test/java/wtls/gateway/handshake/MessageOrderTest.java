package wtls.gateway.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.codec.OctetWriter;
import wtls.protocol.connection.WriteState;
import wtls.protocol.handshake.HandshakeType;
import wtls.protocol.record.ContentType;
import wtls.protocol.record.Datagrams;
import wtls.protocol.record.RecordView;

/** Messages out of their order are refused, and never complete a handshake (WAP-261 10.5). */
class MessageOrderTest {
  private final SecureRandom random = Bench.seeded(11);
  private final Bench bench = new Bench(Bench.lenient(3), random);
  private final ScriptedClient client =
      new ScriptedClient(random, KeyExchangeSuite.RSA, 0, FlowTest.SUITE);

  /**
   * Every order and selection of Certificate, ClientKeyExchange, CertificateVerify, CCS, Finished.
   */
  static Stream<Arguments> wrongOrders() {
    return IntStream.range(0, 3125)
        .mapToObj(
            i ->
                List.of(i % 5, i / 5 % 5, i / 25 % 5, i / 125 % 5, i / 625 % 5).stream()
                    .distinct()
                    .toList())
        .distinct()
        .filter(order -> !order.equals(List.of(0, 1, 2, 3, 4)))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("wrongOrders")
  void completesInOneOrderOnly(List<Integer> order) {
    byte[] flight = client.answer(bench.answer(client.hello()));
    List<RecordView> records = Datagrams.split(flight, flight.length).records();
    OctetWriter out = new OctetWriter();
    for (int index : order) {
      RecordView record = records.get(index);
      out.octets(flight, record.start(), record.length());
    }

    bench.receive(out.toByteArray());

    assertThat(bench.established).isEmpty();
    assertThat(bench.delivered).isEmpty();
    for (AlertDescription refusal : bench.refusals) {
      assertThat(refusal).isIn(AlertDescription.UNEXPECTED_MESSAGE, AlertDescription.DECRYPT_ERROR);
    }
    client.conclude(bench.answer(flight));
    assertThat(bench.established).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = HandshakeType.class,
      names = {
        "HELLO_REQUEST",
        "SERVER_HELLO",
        "SERVER_KEY_EXCHANGE",
        "CERTIFICATE_REQUEST",
        "SERVER_HELLO_DONE",
        "FINISHED"
      })
  void refusesMessagesThatNoClientSends(HandshakeType type) {
    bench.answer(client.hello());

    bench.receive(clear((byte) type.number(), (byte) 0, (byte) 0));

    assertThat(bench.refusals).containsExactly(AlertDescription.UNEXPECTED_MESSAGE);
  }

  @Test
  void refusesAFinishedWithoutChangeCipherSpec() {
    client.omitChangeCipherSpec = true;
    byte[] flight = client.answer(bench.answer(client.hello()));

    bench.receive(flight);

    assertThat(bench.refusals).containsExactly(AlertDescription.UNEXPECTED_MESSAGE);
    assertThat(bench.established).isEmpty();
  }

  @Test
  void refusesAFinishedWithoutChangeCipherSpecWhenResuming() {
    FlowTest.connect(bench, client);
    bench.restart();
    client.omitChangeCipherSpec = true;

    bench.receive(client.answer(bench.answer(client.hello())));

    assertThat(bench.refusals).containsExactly(AlertDescription.UNEXPECTED_MESSAGE);
    assertThat(bench.established).hasSize(1);
  }

  @Test
  void resumesThoughSomeoneCutTheFinishedOutOfADatagram() {
    FlowTest.connect(bench, client);
    bench.restart();
    byte[] flight = client.answer(bench.answer(client.hello()));
    RecordView finished = Datagrams.split(flight, flight.length).records().get(1);
    byte[] cut = java.util.Arrays.copyOfRange(flight, finished.start(), finished.end());

    List<byte[]> told = bench.receive(cut);

    // In the clear: under keys it would tell the client that its session is no longer valid.
    assertThat(told).hasSize(1);
    assertThat(told.get(0)[0]).isEqualTo((byte) 0xc2);
    bench.receive(flight);
    assertThat(bench.established).hasSize(2);
    FlowTest.exchangePayloads(bench, client);
  }

  @Test
  void takesNothingButAClientHelloFirst() {
    byte[] flight = client.answer(bench.answer(client.hello()));
    bench.restart();

    assertThat(bench.receive(flight)).isEmpty();

    assertThat(bench.closures).containsExactly(ServerOutput.Closure.UNFINISHED);
  }

  @Test
  void deliversNothingInTheClear() {
    FlowTest.connect(bench, client);
    OctetWriter out = new OctetWriter();
    append(out, ContentType.APPLICATION_DATA, "plain".getBytes());

    assertThat(bench.receive(out.toByteArray())).isEmpty();

    assertThat(bench.delivered).isEmpty();
  }

  @Test
  void passesOverRecordsOfUnknownTypeOrWithoutSequenceNumber() {
    FlowTest.connect(bench, client);
    byte[] unknown = {(byte) 0xcf, 0, 9, 0, 1, 5};
    byte[] unnumbered = {(byte) 0xa4, 0, 1, 5};
    byte[] data = client.data("behind");

    bench.receive(RepetitionTest.join(unknown, RepetitionTest.join(unnumbered, data)));

    assertThat(bench.delivered).hasSize(1);
  }

  private static byte[] clear(byte... message) {
    OctetWriter out = new OctetWriter();
    append(out, ContentType.HANDSHAKE, message);
    return out.toByteArray();
  }

  private static void append(OctetWriter out, ContentType type, byte[] content) {
    try {
      WriteState.clear().append(out, type, content, true);
    } catch (wtls.api.engine.EngineException e) {
      throw new AssertionError(e);
    }
  }
}
