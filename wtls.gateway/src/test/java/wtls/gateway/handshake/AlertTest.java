package wtls.gateway.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.protocol.alert.Alert;
import wtls.protocol.alert.AlertChecksum;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.alert.AlertLevel;
import wtls.protocol.codec.OctetWriter;
import wtls.protocol.connection.WriteState;
import wtls.protocol.record.ContentType;

/** Alerts of the client, true and forged (WAP-261 10.2). */
class AlertTest {
  private final SecureRandom random = Bench.seeded(9);
  private final Bench bench = new Bench(Bench.lenient(1), random);
  private final ScriptedClient client =
      new ScriptedClient(random, KeyExchangeSuite.RSA, 0, FlowTest.SUITE);

  @Test
  void answersConnectionCloseAndKeepsTheSession() {
    FlowTest.connect(bench, client);

    List<byte[]> answer =
        bench.receive(client.alert(AlertLevel.CRITICAL, AlertDescription.CONNECTION_CLOSE_NOTIFY));

    client.take(answer.get(0));
    assertThat(client.alerts.get(0)).hasToString("critical connection_close_notify");
    assertThat(bench.closures).containsExactly(ServerOutput.Closure.BY_CLIENT);
    assertThat(bench.sessions.entries).containsKey(client.sessionId);
    assertThat(bench.receive(client.data("late"))).isEmpty();
    assertThat(bench.delivered).isEmpty();
  }

  @Test
  void answersSessionCloseAndForgetsTheSession() {
    FlowTest.connect(bench, client);

    List<byte[]> answer =
        bench.receive(client.alert(AlertLevel.FATAL, AlertDescription.SESSION_CLOSE_NOTIFY));

    client.take(answer.get(0));
    assertThat(client.alerts.get(0)).hasToString("fatal session_close_notify");
    assertThat(bench.sessions.entries).isEmpty();
  }

  @Test
  void forgetsTheSessionOnAFatalAlertUnderKeys() {
    FlowTest.connect(bench, client);

    bench.receive(client.alert(AlertLevel.FATAL, AlertDescription.INTERNAL_ERROR));

    assertThat(bench.closures).containsExactly(ServerOutput.Closure.BY_ALERT);
    assertThat(bench.sessions.entries).isEmpty();
  }

  @Test
  void keepsTheSessionOnACriticalAlertUnderKeys() {
    FlowTest.connect(bench, client);

    bench.receive(client.alert(AlertLevel.CRITICAL, AlertDescription.INTERNAL_ERROR));

    assertThat(bench.closures).containsExactly(ServerOutput.Closure.BY_ALERT);
    assertThat(bench.sessions.entries).containsKey(client.sessionId);
  }

  @Test
  void goesOnAfterAWarning() {
    FlowTest.connect(bench, client);

    bench.receive(client.alert(AlertLevel.WARNING, AlertDescription.USER_CANCELED));

    FlowTest.exchangePayloads(bench, client);
  }

  @ParameterizedTest
  @EnumSource(AlertDescription.class)
  void letsNoForgedAlertEndAConnection(AlertDescription description) {
    FlowTest.connect(bench, client);
    bench.machine.send("seen by the forger".getBytes(), bench.now);
    byte[] seen = bench.take().get(0);
    int checksum = AlertChecksum.of(seen, 0, seen.length);

    for (AlertLevel level : AlertLevel.values()) {
      assertThat(bench.receive(clearAlert(level, description, checksum))).isEmpty();
    }

    assertThat(bench.closures).isEmpty();
    assertThat(bench.sessions.entries).hasSize(1);
    client.take(seen);
    FlowTest.exchangePayloads(bench, client);
    bench.pass(Duration.ofMinutes(29));
    FlowTest.exchangePayloads(bench, client);
  }

  @Test
  void keepsAConnectionForAWhileThatTheClientSeemsToHaveLost() {
    FlowTest.connect(bench, client);
    bench.machine.send("answer".getBytes(), bench.now);
    byte[] sent = bench.take().get(0);
    int checksum = AlertChecksum.of(sent, 0, sent.length);
    bench.receive(clearAlert(AlertLevel.CRITICAL, AlertDescription.NO_CONNECTION, checksum));

    bench.pass(Duration.ofSeconds(29));
    assertThat(bench.closures).isEmpty();
    bench.pass(Duration.ofSeconds(1));

    assertThat(bench.closures).containsExactly(ServerOutput.Closure.IDLE);
  }

  @Test
  void ignoresAClearAlertAboutNothingItSent() {
    FlowTest.connect(bench, client);

    bench.receive(clearAlert(AlertLevel.FATAL, AlertDescription.NO_CONNECTION, 0x01020304));
    bench.receive(clearAlert(AlertLevel.FATAL, AlertDescription.NO_CONNECTION, 0));

    bench.pass(Duration.ofMinutes(29));
    FlowTest.exchangePayloads(bench, client);
  }

  @Test
  void completesAHandshakeInSpiteOfAForgedAlert() {
    byte[] flight = bench.answer(client.hello());
    int checksum = lastRecordChecksum(flight);
    bench.receive(clearAlert(AlertLevel.FATAL, AlertDescription.HANDSHAKE_FAILURE, checksum));

    client.conclude(bench.answer(client.answer(flight)));

    assertThat(bench.established).hasSize(1);
  }

  @Test
  void givesUpAHandshakeSoonerThatTheClientSeemsToHaveGivenUp() {
    byte[] flight = bench.answer(client.hello());
    int checksum = lastRecordChecksum(flight);
    bench.receive(clearAlert(AlertLevel.FATAL, AlertDescription.BAD_CERTIFICATE, checksum));

    bench.pass(Duration.ofSeconds(10));

    assertThat(bench.closures).containsExactly(ServerOutput.Closure.UNFINISHED);
  }

  @Test
  void tellsWhoeverHasNoConnection() {
    FlowTest.connect(bench, client);
    byte[] lost = client.data("to a gateway that has restarted");

    byte[] answer = NoConnection.answer(lost).orElseThrow();

    assertThat(answer).startsWith(0xc2, 0xff, 0xff, 0x00, 0x06, 0x02, 0x05);
    int checksum = AlertChecksum.of(lost, 0, lost.length);
    assertThat(java.nio.ByteBuffer.wrap(answer).getInt(7)).isEqualTo(checksum);
    assertThat(NoConnection.answer(answer)).isEmpty();
    assertThat(NoConnection.answer(client.hello())).isEmpty();
    assertThat(
            NoConnection.answer(
                client.alert(AlertLevel.CRITICAL, AlertDescription.CONNECTION_CLOSE_NOTIFY)))
        .isEmpty();
    assertThat(NoConnection.answer(new byte[0])).isEmpty();
  }

  private static int lastRecordChecksum(byte[] flight) {
    var records = wtls.protocol.record.Datagrams.split(flight, flight.length).records();
    var last = records.get(records.size() - 1);
    return AlertChecksum.of(flight, last.start(), last.length());
  }

  static byte[] clearAlert(AlertLevel level, AlertDescription description, int checksum) {
    OctetWriter out = new OctetWriter();
    try {
      byte[] content = new Alert(level, description, checksum).encode();
      WriteState.clear().append(out, ContentType.ALERT, content, true);
    } catch (wtls.api.engine.EngineException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }
}
