package wtls.gateway.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.gateway.handshake.Bench;
import wtls.gateway.handshake.FlowTest;
import wtls.gateway.handshake.ScriptedClient;
import wtls.protocol.alert.AlertDescription;

class ClientTableTest {
  private static final Limits WIDE = new Limits(1000, 1000, 1000, 1000, 1000);
  private static final InetSocketAddress HERE = TableBench.address(1);
  private final SecureRandom random = Bench.seeded(77);

  private ScriptedClient client() {
    return new ScriptedClient(random, KeyExchangeSuite.RSA, 0, FlowTest.SUITE);
  }

  @Test
  void carriesPayloadsToTheUpstreamAndBack() {
    TableBench bench = new TableBench(WIDE);
    ScriptedClient client = client();
    bench.connect(HERE, client);
    bench.receive(HERE, client.data("question"));

    TableBench.Way way = bench.ways.get(0);
    assertThat(way.client).isEqualTo(HERE);
    assertThat(way.payloads).containsExactly("question");
    way.replies.accept("answer".getBytes());
    assertThat(bench.take(HERE)).isEmpty();
    bench.runLater();
    bench.take(HERE).forEach(client::take);
    assertThat(client.received).extracting(String::new).containsExactly("answer");
  }

  @Test
  void opensNoUpstreamBeforeThereIsAPayload() {
    TableBench bench = new TableBench(WIDE);
    bench.connect(HERE, client());
    assertThat(bench.ways).isEmpty();
  }

  @Test
  void givesNoReplyToWhoeverHasTheAddressNext() {
    TableBench bench = new TableBench(WIDE);
    ScriptedClient first = client();
    bench.connect(HERE, first);
    bench.receive(HERE, first.data("question"));
    ScriptedClient second = client();
    bench.connect(HERE, second);
    bench.receive(HERE, second.data("other question"));

    bench.ways.get(0).replies.accept("answer to the first".getBytes());
    bench.runLater();

    assertThat(bench.ways.get(0).closed).isTrue();
    assertThat(bench.take(HERE)).isEmpty();
    bench.ways.get(1).replies.accept("answer to the second".getBytes());
    bench.runLater();
    bench.take(HERE).forEach(second::take);
    assertThat(second.received).extracting(String::new).containsExactly("answer to the second");
  }

  @Test
  void keepsNothingForDatagramsThatBeginNoHandshake() {
    TableBench bench = new TableBench(WIDE);
    for (int length = 0; length < 50; length++) {
      byte[] noise = new byte[length];
      random.nextBytes(noise);
      bench.receive(TableBench.address(length), noise);
    }
    assertThat(bench.table.size()).isZero();
  }

  @Test
  void tellsLostClientsThatTheirConnectionIsGoneButNotForEver() {
    TableBench bench = new TableBench(WIDE);
    ScriptedClient client = client();
    bench.connect(HERE, client);
    TableBench restarted = new TableBench(WIDE);
    int told = 0;
    for (int i = 0; i < 1000; i++) {
      told += restarted.receive(HERE, client.data("hello?")).size();
    }
    assertThat(told).isEqualTo(100);
    assertThat(restarted.table.size()).isZero();
  }

  @Test
  void limitsHandshakesFromOneAddressBeforeAnyKeyIsUsed() {
    TableBench bench = new TableBench(new Limits(1000, 1000, 1, 3, 1000));
    List<Runnable> keyWork = new ArrayList<>();
    bench.keyWork = keyWork::add;
    int answers = 0;
    for (int port = 1; port <= 10; port++) {
      InetSocketAddress from = new InetSocketAddress("192.0.2.1", port);
      answers += bench.receive(from, client().hello()).size();
    }

    assertThat(answers).isEqualTo(3);
    assertThat(keyWork).isEmpty();
    assertThat(bench.table.size()).isEqualTo(3);
    assertThat(bench.counters.snapshot(0).rateLimited()).isEqualTo(7);
    bench.now += 1000;
    assertThat(bench.receive(new InetSocketAddress("192.0.2.1", 99), client().hello())).hasSize(1);
  }

  @Test
  void givesUpTheOldestHandshakeForOneMore() {
    TableBench bench = new TableBench(new Limits(1000, 10, 1000, 1000, 1000));
    List<ScriptedClient> clients = new ArrayList<>();
    List<byte[]> flights = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      clients.add(client());
      flights.add(bench.receive(TableBench.address(i), clients.get(i).hello()).get(0));
    }

    assertThat(bench.table.size()).isEqualTo(10);
    assertThat(bench.counters.snapshot(0).halfOpen()).isEqualTo(10);
    InetSocketAddress last = TableBench.address(29);
    clients.get(29).conclude(bench.receive(last, clients.get(29).answer(flights.get(29))).get(0));
    InetSocketAddress first = TableBench.address(0);
    List<byte[]> answer = bench.receive(first, clients.get(0).answer(flights.get(0)));
    assertThat(answer).hasSize(1);
    // no_connection, critical, in the clear
    assertThat(answer.get(0)).startsWith(0xc2, 0xff, 0xff, 0x00, 0x06, 0x02, 0x05);
    assertThat(bench.counters.snapshot(0).halfOpen()).isEqualTo(9);
    assertThat(bench.counters.snapshot(0).connections()).isEqualTo(1);
  }

  @Test
  void leavesLiveConnectionsAloneWhenItGivesUpHandshakes() {
    TableBench bench = new TableBench(new Limits(1000, 2, 1000, 1000, 1000));
    ScriptedClient live = client();
    bench.connect(HERE, live);
    bench.receive(HERE, client().hello());
    for (int i = 10; i < 20; i++) {
      bench.receive(TableBench.address(i), client().hello());
    }

    bench.receive(HERE, live.data("still here"));

    assertThat(bench.ways.get(0).payloads).containsExactly("still here");
  }

  @Test
  void servesOnlySoManyClients() {
    TableBench bench = new TableBench(new Limits(5, 5, 1000, 1000, 1000));
    for (int i = 0; i < 10; i++) {
      bench.receive(TableBench.address(i), client().hello());
    }
    assertThat(bench.table.size()).isEqualTo(5);
  }

  @Test
  void givesUpAHandshakeWhenTheKeyWorkIsTooMuch() {
    TableBench bench = new TableBench(WIDE);
    ScriptedClient client = client();
    byte[] flight = bench.receive(HERE, client.hello()).get(0);
    bench.keyWork =
        task -> {
          throw new RejectedExecutionException();
        };

    assertThat(bench.receive(HERE, client.answer(flight))).isEmpty();

    assertThat(bench.table.size()).isZero();
    assertThat(bench.counters.snapshot(0).halfOpen()).isZero();
  }

  @Test
  void ignoresKeyWorkForAClientThatIsGone() {
    TableBench bench = new TableBench(WIDE);
    ScriptedClient client = client();
    byte[] flight = bench.receive(HERE, client.hello()).get(0);
    List<Runnable> keyWork = new ArrayList<>();
    bench.keyWork = keyWork::add;
    bench.receive(HERE, client.answer(flight));
    bench.table.close();

    keyWork.get(0).run();
    bench.runLater();

    assertThat(bench.take(HERE)).isEmpty();
    assertThat(bench.counters.snapshot(0).fullHandshakes()).isZero();
  }

  @Test
  void forgetsUnfinishedHandshakesAndIdleConnectionsInTime() {
    TableBench bench = new TableBench(WIDE);
    bench.connect(HERE, client());
    bench.receive(TableBench.address(2), client().hello());
    bench.now += 40_000;
    bench.table.sweep();
    assertThat(bench.table.size()).isEqualTo(1);

    bench.now += 30 * 60_000;
    bench.table.sweep();

    assertThat(bench.table.size()).isZero();
    assertThat(bench.counters.snapshot(0).connections()).isZero();
    assertThat(bench.counters.snapshot(0).halfOpen()).isZero();
  }

  @Test
  void saysGoodbyeWhenItCloses() {
    TableBench bench = new TableBench(WIDE);
    ScriptedClient client = client();
    bench.connect(HERE, client);
    bench.receive(HERE, client.data("question"));

    bench.table.close();

    bench.take(HERE).forEach(client::take);
    assertThat(client.alerts.get(0).description())
        .contains(AlertDescription.CONNECTION_CLOSE_NOTIFY);
    assertThat(bench.ways.get(0).closed).isTrue();
    assertThat(bench.sessions.entries).containsKey(client.sessionId);
  }

  @Test
  void countsWhatItDoes() {
    TableBench bench = new TableBench(WIDE);
    ScriptedClient client = client();
    bench.connect(HERE, client);
    byte[] data = client.data("one");
    bench.receive(HERE, data);
    bench.receive(HERE, data);
    bench.connect(TableBench.address(2), client);
    ScriptedClient refused = client();
    refused.keyIds = List.of();
    bench.receive(TableBench.address(3), refused.hello());

    var counts = bench.counters.snapshot(5);

    assertThat(counts.connections()).isEqualTo(2);
    assertThat(counts.fullHandshakes()).isEqualTo(1);
    assertThat(counts.abbreviatedHandshakes()).isEqualTo(1);
    assertThat(counts.refusedHandshakes()).isEqualTo(1);
    assertThat(counts.recordsOpened()).isEqualTo(1);
    assertThat(counts.recordsRejected()).isEqualTo(1);
    assertThat(counts.storedSessions()).isEqualTo(5);
    assertThat(counts.halfOpen()).isZero();
  }
}
