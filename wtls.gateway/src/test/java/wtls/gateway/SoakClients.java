package wtls.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.gateway.handshake.FlowTest;
import wtls.gateway.handshake.ScriptedClient;

/**
 * Clients on sockets of their own, all on one thread. Only some wait for an answer at a time, for
 * the system's socket buffers hold no more; what is lost all the same is sent again.
 */
final class SoakClients implements AutoCloseable {
  private static final int MOST_WAITING = 48;
  private static final long PATIENCE_NANOS = 2_000_000_000L;
  private static final int MOST_TRIES = 20;

  private final List<Member> members = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(65_535);
  private final Selector selector = Selector.open();
  private long answered;
  private long repeated;
  private long handshakeNanos;
  private long requestNanos;

  /** What a client does with the answer to what it has sent; null ends its turn. */
  private interface Turn {
    Turn next(Member member, byte[] answer) throws IOException;
  }

  private static final class Member {
    private final ScriptedClient client;
    private final DatagramChannel channel;
    private byte[] waitingFor;
    private long since;
    private int tries;
    private Turn turn;
    private int requests;

    Member(ScriptedClient client, DatagramChannel channel) {
      this.client = client;
      this.channel = channel;
    }

    void send(byte[] datagram) throws IOException {
      channel.write(ByteBuffer.wrap(datagram));
      waitingFor = datagram;
      since = System.nanoTime();
    }
  }

  SoakClients(int count, SecureRandom random) throws IOException {
    for (int i = 0; i < count; i++) {
      DatagramChannel channel = DatagramChannel.open();
      channel.configureBlocking(false);
      var client = new ScriptedClient(random, KeyExchangeSuite.RSA, 0, FlowTest.SUITE);
      Member member = new Member(client, channel);
      channel.register(selector, SelectionKey.OP_READ, member);
      members.add(member);
    }
  }

  /** All do a handshake, full or abbreviated as they can. */
  void connect(InetSocketAddress gateway) throws IOException {
    for (Member member : members) {
      if (member.channel.isConnected()) {
        member.channel.disconnect();
      }
      member.channel.connect(gateway);
    }
    long start = System.nanoTime();
    run(
        member -> {
          member.send(member.client.hello());
          return SoakClients::afterHello;
        });
    handshakeNanos += System.nanoTime() - start;
  }

  private static Turn afterHello(Member member, byte[] flight) throws IOException {
    boolean resuming = !member.client.sessionId.isEmpty();
    byte[] second = member.client.answer(flight);
    if (resuming && member.client.serverHello.sessionId().equals(member.client.sessionId)) {
      // The first payload rides along, and its answer says that all has come.
      byte[] both = join(second, member.client.data("resumed"));
      member.send(both);
      return SoakClients::afterFinished;
    }
    member.send(second);
    return (same, last) -> {
      same.client.conclude(last);
      return null;
    };
  }

  private static Turn afterFinished(Member member, byte[] answer) {
    member.client.take(answer);
    return member.client.received.isEmpty() ? SoakClients::afterFinished : null;
  }

  /** All send so many requests, one after another, and check the answers. */
  void request(int count) throws IOException {
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      run(
          member -> {
            member.client.received.clear();
            member.send(member.client.data("request " + member.requests));
            return this::afterRequest;
          });
    }
    requestNanos += System.nanoTime() - start;
  }

  private Turn afterRequest(Member member, byte[] answer) {
    member.client.take(answer);
    if (member.client.received.isEmpty()) {
      return this::afterRequest;
    }
    String expected = "request " + member.requests;
    String text = new String(member.client.received.get(0));
    if (!text.equals(expected) || member.client.received.size() != 1) {
      throw new AssertionError("Expected " + expected + ", not " + text);
    }
    member.requests++;
    answered++;
    return null;
  }

  private interface Begin {
    Turn of(Member member) throws IOException;
  }

  private void run(Begin begin) throws IOException {
    Deque<Member> ready = new ArrayDeque<>(members);
    List<Member> waiting = new ArrayList<>();
    while (!ready.isEmpty() || !waiting.isEmpty()) {
      while (waiting.size() < MOST_WAITING && !ready.isEmpty()) {
        Member member = ready.removeFirst();
        member.tries = 0;
        member.turn = begin.of(member);
        waiting.add(member);
      }
      selector.select(100);
      for (SelectionKey key : selector.selectedKeys()) {
        receive((Member) key.attachment());
      }
      selector.selectedKeys().clear();
      waiting.removeIf(member -> member.turn == null);
      for (Member member : waiting) {
        repeat(member);
      }
    }
  }

  private void receive(Member member) throws IOException {
    buffer.clear();
    while (member.channel.read(buffer) > 0) {
      byte[] answer = new byte[buffer.flip().remaining()];
      buffer.get(answer);
      buffer.clear();
      if (member.turn != null) {
        member.turn = member.turn.next(member, answer);
      }
    }
  }

  private void repeat(Member member) throws IOException {
    if (System.nanoTime() - member.since > PATIENCE_NANOS) {
      if (++member.tries == MOST_TRIES) {
        throw new AssertionError("No answer after " + MOST_TRIES + " tries.");
      }
      repeated++;
      member.send(member.waitingFor);
    }
  }

  /** Forgets what has come in the meantime. */
  void discard() throws IOException {
    for (Member member : members) {
      do {
        buffer.clear();
      } while (member.channel.read(buffer) > 0);
    }
  }

  long answered() {
    return answered;
  }

  private static byte[] join(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  @Override
  public void close() throws IOException {
    for (Member member : members) {
      member.channel.close();
    }
    selector.close();
  }

  @Override
  public String toString() {
    return "%d clients, %d requests answered, %d datagrams repeated, %.1f s of handshakes, %.1f s of requests"
        .formatted(members.size(), answered, repeated, handshakeNanos / 1e9, requestNanos / 1e9);
  }
}
