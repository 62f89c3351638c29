package wtls.testkit.swarm;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import wtls.api.engine.SecurityEngine;
import wtls.core.machine.Settings;

/**
 * Clients that take turns: at any time a limited number of them waits for the gateway, so that the
 * buffers of the sockets, where load would be lost, do not decide the outcome.
 */
public final class ClientSwarm implements AutoCloseable {
  private static final int LARGEST_DATAGRAM = 65_507;
  private static final long TICK_MILLIS = 20;

  private final InetSocketAddress gateway;
  private final int mostBusy;
  private final Selector selector;
  private final List<SwarmClient> clients = new ArrayList<>();
  private final Deque<SwarmClient> rested = new ArrayDeque<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);
  private int busy;

  /**
   * A swarm around one gateway.
   *
   * @param mostBusy how many clients wait for the gateway at a time
   */
  public ClientSwarm(InetSocketAddress gateway, int mostBusy) throws IOException {
    this.gateway = gateway;
    this.mostBusy = mostBusy;
    this.selector = Selector.open();
  }

  /** Adds a client that speaks from {@code own}, whose port may be 0. */
  public SwarmClient add(
      SecurityEngine engine,
      Settings settings,
      InetSocketAddress own,
      SwarmClient.Requests requests)
      throws IOException {
    SwarmClient client = new SwarmClient(engine, settings, own, gateway, requests, this::takeBack);
    client.channel().register(selector, SelectionKey.OP_READ, client);
    clients.add(client);
    return client;
  }

  public List<SwarmClient> clients() {
    return Collections.unmodifiableList(clients);
  }

  private void takeBack(SwarmClient client) {
    busy--;
    rested.add(client);
  }

  /**
   * Has the clients take turns for as long as any of them wants another.
   *
   * @param wantsMore whether a client that rests shall connect or make its next request; one whose
   *     connection has ended gets no further turn
   * @param limit when to give up
   * @return whether all came to an end in time
   */
  public boolean run(Collection<SwarmClient> of, Predicate<SwarmClient> wantsMore, Duration limit)
      throws IOException {
    long end = now() + limit.toMillis();
    rested.clear();
    rested.addAll(of);
    busy = 0;
    while (now() < end) {
      while (busy < mostBusy && !rested.isEmpty()) {
        SwarmClient client = rested.poll();
        if (client.end().isEmpty() && wantsMore.test(client)) {
          busy++;
          client.step(now());
        }
      }
      if (busy == 0) {
        return true;
      }
      Consumer<SelectionKey> read = key -> ((SwarmClient) key.attachment()).read(buffer, now());
      selector.select(read, TICK_MILLIS);
      clients.forEach(client -> client.tick(now()));
    }
    return false;
  }

  /** Forgets all connections at once; the sessions are in the engines. */
  public void loseConnections() {
    clients.forEach(SwarmClient::lose);
    rested.clear();
    busy = 0;
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }

  @Override
  public void close() throws IOException {
    for (SwarmClient client : clients) {
      client.close();
    }
    selector.close();
  }
}
