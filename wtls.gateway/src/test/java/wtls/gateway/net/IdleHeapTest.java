package wtls.gateway.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.gateway.handshake.Bench;
import wtls.gateway.handshake.FlowTest;
import wtls.gateway.handshake.ScriptedClient;
import wtls.gateway.handshake.ServerPolicy;

/** What an idle connection costs, all in: address, table entry, states, keys. */
class IdleHeapTest {
  private static final int CONNECTIONS = 8_000;
  private static final int MOST_OCTETS = 2_048;
  private final SecureRandom random = Bench.seeded(8);

  @Test
  void anIdleConnectionTakesAtMostTwoKibibytes() throws Exception {
    int most = CONNECTIONS * 2;
    ServerPolicy policy =
        new ServerPolicy(
            Bench.EVERYTHING,
            2,
            Set.of(),
            Set.of(),
            8,
            false,
            Duration.ofHours(1),
            most,
            Duration.ofSeconds(40),
            Duration.ofMinutes(30));
    TableBench bench = new TableBench(new Limits(most, most, most, most, 16), policy);
    ScriptedClient client = new ScriptedClient(random, KeyExchangeSuite.RSA, 0, FlowTest.SUITE);
    for (int i = 0; i < 100; i++) {
      connect(bench, client, i);
    }
    long before = usedHeap();
    for (int i = 100; i < 100 + CONNECTIONS; i++) {
      connect(bench, client, i);
    }
    bench.now += 10_000;
    bench.table.sweep();
    long each = (usedHeap() - before) / CONNECTIONS;

    System.out.println("Heap for each idle connection: " + each + " octets");
    assertThat(bench.table.size()).isEqualTo(100 + CONNECTIONS);
    assertThat(each).isBetween(200L, (long) MOST_OCTETS);
  }

  private static void connect(TableBench bench, ScriptedClient client, int number)
      throws Exception {
    byte[] octets = {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number};
    InetSocketAddress from = new InetSocketAddress(InetAddress.getByAddress(octets), 40_000);
    bench.connect(from, client);
    bench.receive(from, client.data("one request"));
    bench.ways.clear();
  }

  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
