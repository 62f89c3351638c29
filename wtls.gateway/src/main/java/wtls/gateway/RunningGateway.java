package wtls.gateway;

import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wtls.api.gateway.Gateway;
import wtls.gateway.authority.IdentityException;
import wtls.gateway.handshake.ServerContext;
import wtls.gateway.identity.GatewayCredentials;
import wtls.gateway.net.Counters;
import wtls.gateway.net.DatagramServer;
import wtls.gateway.net.EventLoops;
import wtls.gateway.net.KeyWorkers;
import wtls.gateway.net.Taps;
import wtls.gateway.origin.Origin;
import wtls.gateway.origin.OriginLimits;
import wtls.gateway.relay.Relay;
import wtls.gateway.store.MvSessionStore;
import wtls.gateway.store.SessionStore;
import wtls.gateway.store.StoreException;
import wtls.gateway.store.StoredSessions;
import wtls.gateway.upstream.Upstream;

/** A gateway from its keys to its port. Owns all of them, and closes them in reverse order. */
final class RunningGateway implements Gateway, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningGateway.class);
  private static final long SWEEP_SECONDS = 60;

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Counters counters = new Counters();
  private final GatewayCredentials credentials;
  private final SessionStore store;
  private final DatagramServer server;

  private RunningGateway(GatewayPlan plan, Taps taps, InstantSource clock)
      throws IOException, IdentityException {
    SecureRandom random = new SecureRandom();
    boolean running = false;
    try {
      credentials = own(GatewayCredentials.open(plan.identity(), clock, random));
      store = own(store(plan, clock, random));
      EventLoops loops = own(EventLoops.start(plan.eventLoops()));
      KeyWorkers workers = own(new KeyWorkers(plan.keyThreads()));
      Upstream upstream = own(upstream(plan, loops));
      ServerContext context =
          new ServerContext(plan.policy(), credentials, new StoredSessions(store), random);
      server =
          own(
              DatagramServer.bind(
                  new DatagramServer.Settings(
                      plan.listen(),
                      loops,
                      workers,
                      plan.limits(),
                      context,
                      upstream,
                      counters,
                      taps,
                      clock)));
      sweepStore(loops.group(), workers);
      running = true;
    } finally {
      if (!running) {
        close();
      }
    }
  }

  /**
   * Starts a gateway. On first start it makes keys, which takes some seconds.
   *
   * @throws IOException when the address cannot be had
   * @throws IdentityException when there is something wrong with its keys and certificates
   * @throws StoreException when the session store cannot be opened
   */
  static RunningGateway start(GatewayPlan plan, Taps taps, InstantSource clock)
      throws IOException, IdentityException {
    return new RunningGateway(plan, taps, clock);
  }

  private <T extends AutoCloseable> T own(T part) {
    parts.push(part);
    return part;
  }

  private static SessionStore store(GatewayPlan plan, InstantSource clock, SecureRandom random) {
    return plan.store().isPresent()
        ? MvSessionStore.open(
            plan.store().get().file(),
            plan.store().get().keyFile(),
            clock,
            plan.sessionLimit(),
            random)
        : MvSessionStore.inMemory(clock, plan.sessionLimit(), random);
  }

  private static Upstream upstream(GatewayPlan plan, EventLoops loops) {
    return plan.relay().isPresent()
        ? new Relay(loops.group(), loops.channels(), plan.relay().get())
        : new Origin(OriginLimits.DEFAULT, loops.group());
  }

  /** Sessions whose time is over are forgotten now and then; that may take a while. */
  private void sweepStore(EventLoopGroup group, KeyWorkers workers) {
    Runnable sweep =
        () -> {
          try {
            workers.execute(this::sweepNow);
          } catch (RejectedExecutionException e) {
            LOG.debug("The session store is swept next time: there is too much to do.");
          }
        };
    group.scheduleWithFixedDelay(sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
  }

  private void sweepNow() {
    try {
      store.sweep();
    } catch (StoreException e) {
      LOG.error("The session store could not be swept.", e);
    }
  }

  @Override
  public InetSocketAddress address() {
    return server.address();
  }

  @Override
  public Optional<Path> rootFile() {
    return credentials.rootFile();
  }

  @Override
  public Statistics statistics() {
    return counters.snapshot(store.size());
  }

  /** Closes all, and returns when no thread, port or file is left. Idempotent. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        // The others have to go all the same.
        LOG.error("A part of the gateway could not be closed: {}", part, e);
      }
    }
  }
}
