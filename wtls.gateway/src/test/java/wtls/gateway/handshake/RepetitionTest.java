package wtls.gateway.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.protocol.alert.AlertDescription;

/** What is lost, doubled or late on the way does no harm (WAP-261 10.4). */
public class RepetitionTest {
  private final SecureRandom random = Bench.seeded(42);
  private final Bench bench = new Bench(Bench.lenient(1), random);
  private final ScriptedClient client =
      new ScriptedClient(random, KeyExchangeSuite.RSA, 0, FlowTest.SUITE);

  @Test
  void repeatsItsFirstFlightForTheSameClientHello() {
    byte[] hello = client.hello();
    byte[] flight = bench.answer(hello);

    assertThat(bench.answer(hello)).isEqualTo(flight);
    assertThat(bench.answer(hello)).isEqualTo(flight);
    assertThat(bench.admitted).isEqualTo(1);
    client.conclude(bench.answer(client.answer(flight)));
    assertThat(bench.established).hasSize(1);
  }

  @Test
  void repeatsItsLastFlightForTheSameSecondFlight() {
    byte[] second = client.answer(bench.answer(client.hello()));
    byte[] last = bench.answer(second);

    assertThat(bench.answer(second)).isEqualTo(last);
    client.conclude(bench.answer(second));
    assertThat(bench.established).hasSize(1);
    assertThat(bench.tasks).isEmpty();
    FlowTest.exchangePayloads(bench, client);
  }

  @Test
  void ignoresALateCopyOfTheSecondFlightOnceDataHasCome() {
    byte[] second = client.answer(bench.answer(client.hello()));
    client.conclude(bench.answer(second));
    bench.receive(client.data("first"));

    assertThat(bench.receive(second)).isEmpty();
    FlowTest.exchangePayloads(bench, client);
  }

  @Test
  void ignoresALateCopyOfTheClientHelloThatBeganTheConnection() {
    byte[] hello = client.hello();
    client.conclude(bench.answer(client.answer(bench.answer(hello))));
    bench.receive(client.data("first"));

    assertThat(bench.receive(hello)).isEmpty();
    assertThat(bench.machine.isHalfOpen()).isFalse();
    assertThat(bench.admitted).isEqualTo(1);
  }

  @Test
  void doesNothingTwiceWhileATaskIsOut() {
    byte[] second = client.answer(bench.answer(client.hello()));
    bench.runsTasks = false;

    assertThat(bench.receive(second)).isEmpty();
    assertThat(bench.receive(second)).isEmpty();
    assertThat(bench.tasks).hasSize(1);

    bench.runsTasks = true;
    bench.runTasks();
    client.conclude(bench.take().get(0));
    assertThat(bench.established).hasSize(1);
  }

  @Test
  void beginsAgainForADifferentClientHello() {
    bench.answer(client.hello());
    byte[] flight = bench.answer(client.hello());

    client.conclude(bench.answer(client.answer(flight)));

    assertThat(bench.established).hasSize(1);
    assertThat(bench.admitted).isEqualTo(2);
  }

  @Test
  void completesAFullHandshakeInSpiteOfAForgedClientHello() {
    byte[] flight = bench.answer(client.hello());
    bench.answer(forger().hello());

    client.conclude(bench.answer(client.answer(flight)));

    assertThat(bench.established).hasSize(1);
    assertThat(bench.refusals).isEmpty();
    FlowTest.exchangePayloads(bench, client);
  }

  @Test
  void resumesInSpiteOfAForgedClientHello() {
    FlowTest.connect(bench, client);
    bench.restart();
    byte[] finished = client.answer(bench.answer(client.hello()));
    bench.answer(forger().hello());

    bench.receive(RepetitionTest.join(finished, client.data("early")));

    assertThat(bench.established).hasSize(2);
    assertThat(bench.delivered).extracting(String::new).containsExactly("early");
    assertThat(bench.machine.isHalfOpen()).isFalse();
  }

  @Test
  void favoursTheClientThatRepeatsItself() {
    byte[] hello = client.hello();
    byte[] flight = bench.answer(hello);
    bench.answer(forger().hello());
    assertThat(bench.answer(hello)).isEqualTo(flight);
    bench.answer(forger().hello());

    client.conclude(bench.answer(client.answer(flight)));

    assertThat(bench.established).hasSize(1);
  }

  private ScriptedClient forger() {
    return new ScriptedClient(random, KeyExchangeSuite.ECDH_ANON, 0, FlowTest.SUITE);
  }

  @Test
  void reportsADuplicateFinishedAndDeliversTheDataWithIt() {
    FlowTest.connect(bench, client);
    bench.restart();
    byte[] finished = client.answer(bench.answer(client.hello()));
    bench.receive(join(finished, client.data("one")));
    bench.pass(Duration.ofSeconds(1));

    List<byte[]> report = bench.receive(join(finished, client.data("two")));

    assertThat(bench.delivered).extracting(String::new).containsExactly("one", "two");
    assertThat(report).hasSize(1);
    client.take(report.get(0));
    assertThat(client.alerts.get(0).description())
        .contains(AlertDescription.DUPLICATE_FINISHED_RECEIVED);
    FlowTest.exchangePayloads(bench, client);
  }

  @Test
  void letsItsOwnDataSayThatTheFinishedHasCome() {
    FlowTest.connect(bench, client);
    bench.restart();
    byte[] finished = client.answer(bench.answer(client.hello()));
    bench.receive(finished);

    assertThat(bench.receive(join(finished, client.data("at once")))).isEmpty();
    assertThat(bench.delivered).hasSize(1);
  }

  @Test
  void reportsDuplicateFinishedSeldom() {
    FlowTest.connect(bench, client);
    bench.restart();
    byte[] finished = client.answer(bench.answer(client.hello()));
    bench.receive(finished);
    int reports = 0;
    for (int i = 0; i < 1000; i++) {
      bench.now += 100;
      reports += bench.receive(finished).size();
    }

    assertThat(reports).isEqualTo(16);
  }

  @Test
  void deliversDataThatComesWithTheFinished() {
    FlowTest.connect(bench, client);
    bench.restart();
    byte[] finished = client.answer(bench.answer(client.hello()));

    bench.receive(join(finished, client.data("early")));

    assertThat(bench.delivered).extracting(String::new).containsExactly("early");
  }

  @Test
  void keepsDataThatComesWhileTheSessionIsStored() {
    FlowTest.connect(bench, client);
    bench.restart();
    byte[] finished = client.answer(bench.answer(client.hello()));
    bench.runsTasks = false;
    bench.receive(join(finished, client.data("one")));
    bench.receive(join(finished, client.data("two")));
    assertThat(bench.delivered).isEmpty();

    bench.runsTasks = true;
    bench.runTasks();

    assertThat(bench.delivered).extracting(String::new).containsExactly("one", "two");
  }

  @Test
  void dropsReplayedRecords() {
    FlowTest.connect(bench, client);
    byte[] data = client.data("once");
    bench.receive(data);

    bench.receive(data);

    assertThat(bench.delivered).hasSize(1);
    assertThat(bench.rejected).isEqualTo(1);
  }

  @Test
  void takesReorderedRecordsWithinTheWindow() {
    FlowTest.connect(bench, client);
    byte[][] data = new byte[40][];
    for (int i = 0; i < data.length; i++) {
      data[i] = client.data("" + i);
    }
    bench.receive(data[39]);

    bench.receive(data[10]);
    bench.receive(data[5]);

    assertThat(bench.delivered).extracting(String::new).containsExactly("39", "10");
  }

  @Test
  void survivesACorruptedSecondFlight() {
    byte[] second = client.answer(bench.answer(client.hello()));
    byte[] corrupted = second.clone();
    corrupted[40] ^= 1;

    assertThat(bench.receive(corrupted)).hasSize(1);
    client.conclude(bench.answer(second));

    assertThat(bench.refusals).containsExactly(AlertDescription.DECRYPT_ERROR);
    assertThat(bench.established).hasSize(1);
  }

  @Test
  void waitsForTheWholeOfASecondFlightThatWasCutShort() {
    byte[] second = client.answer(bench.answer(client.hello()));
    for (int length = 1; length < second.length; length++) {
      assertThat(bench.receive(Arrays.copyOf(second, length))).describedAs("%d", length).isEmpty();
    }

    client.conclude(bench.answer(second));

    assertThat(bench.established).hasSize(1);
  }

  @Test
  void givesUpAfterThreeSecondFlightsThatFail() {
    byte[] second = client.answer(bench.answer(client.hello()));
    for (int i = 0; i < 3; i++) {
      byte[] corrupted = second.clone();
      corrupted[40 + i] ^= 1;
      assertThat(bench.receive(corrupted)).hasSize(1);
    }

    assertThat(bench.closures).containsExactly(ServerOutput.Closure.UNFINISHED);
    assertThat(bench.receive(second)).isEmpty();
  }

  @Test
  void forgetsAHandshakeThatTakesTooLong() {
    bench.answer(client.hello());

    bench.pass(Duration.ofSeconds(39));
    assertThat(bench.closures).isEmpty();
    bench.pass(Duration.ofSeconds(1));

    assertThat(bench.closures).containsExactly(ServerOutput.Closure.UNFINISHED);
  }

  @Test
  void closesAnIdleConnection() {
    FlowTest.connect(bench, client);

    bench.pass(Duration.ofMinutes(30));

    client.take(bench.take().get(0));
    assertThat(client.alerts.get(0).description())
        .contains(AlertDescription.CONNECTION_CLOSE_NOTIFY);
    assertThat(bench.closures).containsExactly(ServerOutput.Closure.IDLE);
  }

  @Test
  void leavesOutTheLastLengthForClientsThatDo() {
    client.lengthOfLast = false;
    FlowTest.connect(bench, client);
    bench.receive(client.data("short"));
    bench.machine.send("reply".getBytes(), bench.now);

    byte[] reply = bench.take().get(0);

    assertThat(reply[0]).isEqualTo((byte) 0x64);
    client.take(reply);
    assertThat(client.received).hasSize(1);
  }

  public static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
