package wtls.gateway.net;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import wtls.gateway.handshake.AnonymousRsaKeys;
import wtls.gateway.handshake.Bench;
import wtls.gateway.handshake.MemorySessions;
import wtls.gateway.handshake.ScriptedClient;
import wtls.gateway.handshake.ServerContext;
import wtls.gateway.handshake.ServerPolicy;
import wtls.gateway.handshake.TestCredentials;
import wtls.gateway.upstream.Upstream;
import wtls.gateway.upstream.UpstreamConnection;

/** A table of clients with a loop, a clock and an upstream that tests hold in their hands. */
final class TableBench implements Loop, Upstream {
  final Deque<Runnable> later = new ArrayDeque<>();
  final Map<InetSocketAddress, Deque<byte[]>> sent = new HashMap<>();
  final List<Way> ways = new ArrayList<>();
  final Counters counters = new Counters();
  final MemorySessions sessions = new MemorySessions();
  long now = 1_700_000_000_000L;
  Executor keyWork = Runnable::run;
  final ClientTable table;

  /** One client's way to the upstream. */
  static final class Way implements UpstreamConnection {
    final InetSocketAddress client;
    final Consumer<byte[]> replies;
    final List<String> payloads = new ArrayList<>();
    boolean closed;

    Way(InetSocketAddress client, Consumer<byte[]> replies) {
      this.client = client;
      this.replies = replies;
    }

    @Override
    public void send(byte[] datagram) {
      payloads.add(new String(datagram));
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  TableBench(Limits limits) {
    this(limits, Bench.lenient(1));
  }

  TableBench(Limits limits, ServerPolicy policy) {
    ServerContext context =
        new ServerContext(
            policy,
            new TestCredentials(),
            sessions,
            new AnonymousRsaKeys(Bench.seeded(1)),
            Bench.seeded(2));
    ClientTable.Shared shared =
        new ClientTable.Shared(
            context,
            this,
            limits,
            new HandshakeRate(limits),
            counters,
            () -> java.time.Instant.ofEpochMilli(now),
            task -> keyWork.execute(task));
    table = new ClientTable(shared, this);
  }

  static InetSocketAddress address(int number) {
    return new InetSocketAddress("10.0." + number / 256 + "." + number % 256, 40_000);
  }

  /** Gives the table a datagram, does what is then due, and returns what was sent back. */
  List<byte[]> receive(InetSocketAddress from, byte[] datagram) {
    table.datagram(from, datagram.clone());
    runLater();
    return take(from);
  }

  void runLater() {
    while (!later.isEmpty()) {
      later.removeFirst().run();
    }
  }

  List<byte[]> take(InetSocketAddress to) {
    Deque<byte[]> all = sent.remove(to);
    return all == null ? List.of() : List.copyOf(all);
  }

  void connect(InetSocketAddress from, ScriptedClient client) {
    byte[] flight = receive(from, client.hello()).get(0);
    List<byte[]> last = receive(from, client.answer(flight));
    if (!last.isEmpty()) {
      client.conclude(last.get(0));
    }
  }

  @Override
  public void send(InetSocketAddress to, byte[] datagram) {
    sent.computeIfAbsent(to, key -> new ArrayDeque<>()).add(datagram);
  }

  @Override
  public void execute(Runnable command) {
    later.add(command);
  }

  @Override
  public UpstreamConnection open(InetSocketAddress client, Consumer<byte[]> replies) {
    Way way = new Way(client, replies);
    ways.add(way);
    return way;
  }

  @Override
  public void close() {}
}
