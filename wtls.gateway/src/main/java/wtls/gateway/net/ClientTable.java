package wtls.gateway.net;

import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wtls.gateway.handshake.Established;
import wtls.gateway.handshake.HandshakeTask;
import wtls.gateway.handshake.NoConnection;
import wtls.gateway.handshake.ServerContext;
import wtls.gateway.handshake.ServerOutput.Closure;
import wtls.gateway.upstream.Upstream;
import wtls.gateway.upstream.UpstreamConnection;
import wtls.protocol.alert.AlertDescription;

/**
 * The clients of one event loop, by address. All methods run on that loop, and none blocks. Knows
 * nothing of sockets, so that tests need none.
 */
final class ClientTable {
  private static final Logger LOG = LoggerFactory.getLogger(ClientTable.class);

  /** How many clients a second are told that their connection is not known. */
  private static final int MOST_NO_CONNECTION = 100;

  private final ServerContext context;
  private final Upstream upstream;
  private final Limits limits;
  private final HandshakeRate rate;
  private final Counters counters;
  private final InstantSource clock;
  private final Loop loop;
  private final Executor keyWork;
  private final Map<InetSocketAddress, Client> clients = new HashMap<>();
  private final Set<Client> halfOpen = new LinkedHashSet<>();
  private long noConnectionSecond;
  private int noConnections;

  /**
   * What the tables of one gateway share.
   *
   * @param keyWork runs tasks with private keys, and rejects those that are too many
   */
  record Shared(
      ServerContext context,
      Upstream upstream,
      Limits limits,
      HandshakeRate rate,
      Counters counters,
      InstantSource clock,
      Executor keyWork) {}

  ClientTable(Shared shared, Loop loop) {
    this.context = shared.context();
    this.upstream = shared.upstream();
    this.limits = shared.limits();
    this.rate = shared.rate();
    this.counters = shared.counters();
    this.clock = shared.clock();
    this.keyWork = shared.keyWork();
    this.loop = loop;
  }

  /**
   * A datagram has come.
   *
   * @param octets the table's from now on
   */
  void datagram(InetSocketAddress from, byte[] octets) {
    Client client = clients.get(from);
    if (client == null) {
      client = newClient(from, octets);
    }
    if (client != null) {
      client.machine().datagram(octets, now());
      note(client);
    }
  }

  private Client newClient(InetSocketAddress from, byte[] octets) {
    if (!NoConnection.beginsHandshake(octets)) {
      if (mayTellNoConnection()) {
        NoConnection.answer(octets).ifPresent(answer -> loop.send(from, answer));
      }
      return null;
    }
    if (clients.size() >= limits.connections()) {
      LOG.debug("{} is not served: there are {} connections already", from, clients.size());
      return null;
    }
    Client client = new Client(this, from);
    clients.put(from, client);
    return client;
  }

  private boolean mayTellNoConnection() {
    long second = now() / 1000;
    if (second != noConnectionSecond) {
      noConnectionSecond = second;
      noConnections = 0;
    }
    return noConnections++ < MOST_NO_CONNECTION;
  }

  /** Does what is due in any machine. */
  void sweep() {
    long now = now();
    List<Client> due = new ArrayList<>();
    for (Client client : clients.values()) {
      if (client.machine().deadline() <= now) {
        due.add(client);
      }
    }
    for (Client client : due) {
      client.machine().timer(now);
      note(client);
    }
  }

  /** Closes all connections, saying so to the clients. */
  void close() {
    long now = now();
    for (Client client : List.copyOf(clients.values())) {
      client.machine().close(now);
      note(client);
    }
  }

  int size() {
    return clients.size();
  }

  ServerContext context() {
    return context;
  }

  void transmit(InetSocketAddress to, byte[] datagram) {
    loop.send(to, datagram);
  }

  /**
   * @param replies called on this loop
   */
  UpstreamConnection openUpstream(InetSocketAddress client, Consumer<byte[]> replies) {
    return upstream.open(client, reply -> loop.execute(() -> replies.accept(reply)));
  }

  void send(Client client, byte[] payload) {
    client.machine().send(payload, now());
    note(client);
  }

  boolean admitHandshake(InetSocketAddress from) {
    boolean admitted = rate.admit(from.getAddress(), now());
    if (!admitted) {
      counters.rateLimited.increment();
      LOG.debug("{} begins handshakes too often", from);
    }
    return admitted;
  }

  void offload(Client client, HandshakeTask<?> task) {
    try {
      keyWork.execute(
          () -> {
            task.run();
            loop.execute(() -> completed(client, task));
          });
    } catch (RejectedExecutionException e) {
      LOG.debug("{} has to wait: too many handshakes at a time", client.address());
      // Later: the machine is in the middle of an input.
      loop.execute(() -> giveUp(client));
    }
  }

  private void completed(Client client, HandshakeTask<?> task) {
    client.machine().completed(task, now());
    note(client);
  }

  private void giveUp(Client client) {
    client.machine().abandonHandshake();
    note(client);
  }

  void established(Client client, Established agreed, boolean before) {
    switch (agreed.flow()) {
      case ABBREVIATED -> counters.abbreviated.increment();
      case OPTIMISED -> counters.optimised.increment();
      case FULL, SHARED_SECRET, NULL -> counters.full.increment();
    }
    if (!before) {
      counters.connections.increment();
    }
    Established.Session session = agreed.session();
    LOG.info(
        "{}: {} handshake{}, {} {}, class {}, key refresh {}, session {}{}",
        client.address(),
        agreed.flow(),
        agreed.inPlace() ? " in place" : "",
        session.keyExchange().standardName(),
        session.cipherSuite(),
        session.wtlsClass(),
        agreed.keyRefresh(),
        session.id().isEmpty() ? "without id" : session.id(),
        session.client().isEmpty() ? "" : ", client " + session.client());
  }

  void refused(Client client, AlertDescription alert, String reason) {
    counters.refused.increment();
    LOG.info("{}: handshake refused, {}: {}", client.address(), alert.standardName(), reason);
  }

  void recordArrived(boolean accepted) {
    (accepted ? counters.recordsOpened : counters.recordsRejected).increment();
  }

  void closed(Client client, Closure why) {
    clients.remove(client.address(), client);
    if (client.isConnected()) {
      counters.connections.decrement();
      LOG.debug("{}: closed, {}", client.address(), why);
    }
  }

  /** Keeps the list of half-open handshakes, and makes room in it. */
  private void note(Client client) {
    boolean open = client.machine().isHalfOpen();
    if (open == client.isHalfOpen()) {
      return;
    }
    client.setHalfOpen(open);
    if (open) {
      halfOpen.add(client);
      counters.halfOpen.increment();
    } else {
      halfOpen.remove(client);
      counters.halfOpen.decrement();
    }
    if (halfOpen.size() > limits.halfOpen()) {
      Client oldest = halfOpen.iterator().next();
      oldest.machine().abandonHandshake();
      note(oldest);
    }
  }

  private long now() {
    return clock.millis();
  }
}
