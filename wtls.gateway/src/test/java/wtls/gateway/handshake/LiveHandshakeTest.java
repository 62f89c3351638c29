package wtls.gateway.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.session.SessionId;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.alert.AlertLevel;

/** Handshakes while a connection is live: under its keys, or in the clear beside it. */
class LiveHandshakeTest {
  private final SecureRandom random = Bench.seeded(7);
  private final Bench bench = new Bench(Bench.lenient(1), random);
  private final ScriptedClient client =
      new ScriptedClient(random, KeyExchangeSuite.RSA, 0, FlowTest.SUITE);

  @BeforeEach
  void connect() {
    FlowTest.connect(bench, client);
    FlowTest.exchangePayloads(bench, client);
  }

  @Test
  void makesANewSessionInPlace() {
    SessionId before = client.sessionId;
    client.sessionId = SessionId.EMPTY;

    client.conclude(bench.answer(client.answer(bench.answer(client.helloInPlace()))));

    assertThat(bench.established).hasSize(2);
    assertThat(bench.established.get(1).inPlace()).isTrue();
    assertThat(bench.established.get(1).flow()).isEqualTo(Flow.FULL);
    assertThat(client.sessionId).isNotEqualTo(before);
    FlowTest.exchangePayloads(bench, client);
  }

  @Test
  void renewsKeysInPlaceByResuming() {
    bench.receive(client.answer(bench.answer(client.helloInPlace())));

    assertThat(bench.established.get(1).inPlace()).isTrue();
    assertThat(bench.established.get(1).flow()).isEqualTo(Flow.ABBREVIATED);
    FlowTest.exchangePayloads(bench, client);
  }

  @Test
  void repeatsFlightsOfAnInPlaceHandshake() {
    client.sessionId = SessionId.EMPTY;
    byte[] hello = client.helloInPlace();
    byte[] flight = bench.answer(hello);
    assertThat(bench.answer(hello)).isEqualTo(flight);
    byte[] second = client.answer(flight);
    byte[] last = bench.answer(second);
    assertThat(bench.answer(second)).isEqualTo(last);

    client.conclude(last);

    FlowTest.exchangePayloads(bench, client);
  }

  @Test
  void takesARepeatedFlightInPlaceOfACorruptedOne() {
    client.sessionId = SessionId.EMPTY;
    byte[] second = client.answer(bench.answer(client.helloInPlace()));
    byte[] corrupted = second.clone();
    corrupted[10] ^= 1;

    assertThat(bench.receive(corrupted)).isEmpty();
    client.conclude(bench.answer(second));

    FlowTest.exchangePayloads(bench, client);
  }

  @Test
  void carriesPayloadsDuringAnInPlaceHandshake() {
    client.sessionId = SessionId.EMPTY;
    byte[] flight = bench.answer(client.helloInPlace());
    FlowTest.exchangePayloads(bench, client);
    byte[] second = client.answer(flight);
    FlowTest.exchangePayloads(bench, client);

    client.conclude(bench.answer(second));

    FlowTest.exchangePayloads(bench, client);
  }

  @Test
  void holdsPayloadsBackWhileKeysChangeInPlace() {
    byte[] flight = bench.answer(client.helloInPlace());
    bench.machine.send("held".getBytes(), bench.now);
    assertThat(bench.take()).isEmpty();

    List<byte[]> after = bench.receive(client.answer(flight));

    after.forEach(client::take);
    assertThat(client.received.get(client.received.size() - 1)).asString().isEqualTo("held");
  }

  @Test
  void sendsHeldPayloadsUnderTheOldKeysWhenTheHandshakeDies() {
    bench.answer(client.helloInPlace());
    bench.machine.send("held".getBytes(), bench.now);

    bench.pass(Duration.ofSeconds(40));

    bench.take().forEach(client::take);
    assertThat(client.received.get(client.received.size() - 1)).asString().isEqualTo("held");
    FlowTest.exchangePayloads(bench, client);
  }

  @Test
  void deliversLateRecordsOfTheKeysBefore() {
    bench.delivered.clear();
    byte[] late = client.data("late");
    bench.receive(client.answer(bench.answer(client.helloInPlace())));

    bench.receive(late);
    bench.receive(late);

    assertThat(bench.delivered).extracting(String::new).containsExactly("late");
    byte[] later = client.data("now");
    bench.pass(Duration.ofSeconds(11));
    bench.receive(later);
    assertThat(bench.delivered).hasSize(2);
  }

  @Test
  void keepsTheConnectionWhenAnInPlaceHandshakeIsRefused() {
    client.sessionId = SessionId.EMPTY;
    client.keyIds = List.of();

    assertThatThrownBy(() -> client.answer(bench.answer(client.helloInPlace())))
        .hasMessage("fatal unknown_key_id");

    assertThat(bench.closures).isEmpty();
    FlowTest.exchangePayloads(bench, client);
  }

  @Test
  void keepsTheConnectionWhenTheClientRefusesAnInPlaceHandshake() {
    client.sessionId = SessionId.EMPTY;
    bench.answer(client.helloInPlace());

    bench.receive(client.alert(AlertLevel.FATAL, AlertDescription.BAD_CERTIFICATE));

    assertThat(bench.machine.isHalfOpen()).isFalse();
    assertThat(bench.sessions.entries).hasSize(1);
    FlowTest.exchangePayloads(bench, client);
  }

  @Test
  void runsAClearHandshakeBesideTheConnection() {
    ScriptedClient other = new ScriptedClient(random, KeyExchangeSuite.RSA, 0, FlowTest.SUITE);
    byte[] flight = bench.answer(other.hello());
    FlowTest.exchangePayloads(bench, client);
    byte[] second = other.answer(flight);
    FlowTest.exchangePayloads(bench, client);

    other.conclude(bench.answer(second));

    assertThat(bench.established.get(1).inPlace()).isFalse();
    FlowTest.exchangePayloads(bench, other);
    assertThat(bench.receive(client.data("gone"))).isEmpty();
    assertThat(bench.delivered).hasSize(20);
  }

  @Test
  void keepsTheConnectionWhenAClearHandshakeBesideItDies() {
    ScriptedClient other = new ScriptedClient(random, KeyExchangeSuite.RSA, 0, FlowTest.SUITE);
    bench.answer(other.hello());

    bench.pass(Duration.ofSeconds(41));

    assertThat(bench.machine.isHalfOpen()).isFalse();
    FlowTest.exchangePayloads(bench, client);
  }

  @Test
  void keepsTheConnectionWhenAClearResumptionBesideItDies() {
    ScriptedClient thief = new ScriptedClient(random, KeyExchangeSuite.RSA, 0, FlowTest.SUITE);
    thief.sessionId = client.sessionId;
    bench.answer(thief.hello());
    FlowTest.exchangePayloads(bench, client);

    bench.pass(Duration.ofSeconds(41));

    FlowTest.exchangePayloads(bench, client);
    assertThat(bench.sessions.entries.get(client.sessionId).uses()).isEqualTo(100);
  }

  @Test
  void takesARepeatedFinishedForTheConnectionInSpiteOfAForgedClientHello() {
    bench.restart();
    byte[] finished = client.answer(bench.answer(client.hello()));
    bench.receive(finished);
    ScriptedClient forger = new ScriptedClient(random, KeyExchangeSuite.RSA, 0, FlowTest.SUITE);
    bench.answer(forger.hello());
    bench.delivered.clear();

    for (int i = 0; i < 5; i++) {
      bench.receive(RepetitionTest.join(finished, client.data("data " + i)));
    }

    assertThat(bench.delivered).hasSize(5);
    assertThat(bench.refusals).isEmpty();
  }

  @Test
  void letsNoClearHelloDisturbAnInPlaceHandshake() {
    client.sessionId = SessionId.EMPTY;
    byte[] second = client.answer(bench.answer(client.helloInPlace()));
    ScriptedClient other = new ScriptedClient(random, KeyExchangeSuite.RSA, 0, FlowTest.SUITE);

    assertThat(bench.receive(other.hello())).isEmpty();

    client.conclude(bench.answer(second));
    FlowTest.exchangePayloads(bench, client);
  }

  @Test
  void asksForAHandshake() {
    bench.machine.requestHandshake(bench.now);
    bench.machine.requestHandshake(bench.now);

    List<byte[]> requests = bench.take();
    assertThat(requests).hasSize(1);
    client.take(requests.get(0));
    assertThat(client.helloRequested).isTrue();
    bench.receive(client.answer(bench.answer(client.helloInPlace())));
    assertThat(bench.established).hasSize(2);
  }

  @Test
  void toleratesARefusalToRenegotiate() {
    bench.machine.requestHandshake(bench.now);
    client.take(bench.take().get(0));

    bench.receive(client.alert(AlertLevel.WARNING, AlertDescription.NO_RENEGOTIATION));

    FlowTest.exchangePayloads(bench, client);
  }

  @Test
  void asksForNewKeysBeforeSequenceNumbersRunOutAndClosesAtLast() {
    int closedAt = 0;
    for (int i = client.write.nextSequence(); closedAt == 0 && i <= 0xFFFF; i++) {
      bench.now += 1;
      for (byte[] datagram : bench.receive(client.data("x"))) {
        client.take(datagram);
      }
      if (i < ServerMachine.RENEW_AT) {
        assertThat(client.helloRequested).isFalse();
      }
      closedAt = bench.closures.isEmpty() ? 0 : i;
    }

    assertThat(client.helloRequested).isTrue();
    assertThat(closedAt).isEqualTo(ServerMachine.CLOSE_AT);
    assertThat(bench.closures).containsExactly(ServerOutput.Closure.EXHAUSTED);
    assertThat(client.alerts.get(client.alerts.size() - 1).description())
        .contains(AlertDescription.CONNECTION_CLOSE_NOTIFY);
  }
}
