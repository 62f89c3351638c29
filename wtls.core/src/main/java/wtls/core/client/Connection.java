package wtls.core.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wtls.api.client.ConnectionClosedException;
import wtls.api.client.ConnectionEvent;
import wtls.api.client.EngineUnavailableException;
import wtls.api.client.Negotiated;
import wtls.api.client.PayloadTooLargeException;
import wtls.api.client.SecureConnection;
import wtls.api.client.UnreachableException;
import wtls.api.client.WtlsException;
import wtls.api.engine.EngineException;
import wtls.api.engine.SecurityEngine;
import wtls.api.session.Peer;
import wtls.api.session.SecurityLevel;
import wtls.core.machine.ClientMachine;
import wtls.core.machine.Outputs;
import wtls.core.machine.Settings;
import wtls.core.net.DatagramLink;

/** One connection: a machine, its socket, its timer, and the application's threads that wait. */
final class Connection implements SecureConnection, DatagramLink.Receiver {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  /** Datagrams that wait to be opened, and payloads that wait to be received. */
  private static final int QUEUE = 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ScheduledExecutorService timer;
  private final SerialQueue inbox;
  private final Consumer<Connection> onEnd;
  private final Peer peer;
  private final SecurityEngine engine;
  private final ClientMachine machine;
  private final Queue<byte[]> arrived = new ArrayDeque<>();

  private DatagramLink link;
  private ScheduledFuture<?> alarm;
  private long alarmAt = Long.MAX_VALUE;
  private Consumer<ConnectionEvent> listener = event -> {};
  private Negotiated negotiated;
  private SecurityLevel level;
  private WtlsException end;

  /**
   * A connection that is not open yet.
   *
   * @param onEnd told once when it has ended
   */
  Connection(
      SecurityEngine engine,
      Settings settings,
      Executor pool,
      ScheduledExecutorService timer,
      Consumer<Connection> onEnd) {
    this.engine = engine;
    this.peer = settings.request().peer();
    this.timer = timer;
    this.onEnd = onEnd;
    this.inbox = new SerialQueue(pool, QUEUE);
    this.machine = new ClientMachine(engine, settings, new MachineOutputs());
  }

  /** Does the handshake over {@code link}; blocks until it has succeeded or failed. */
  void open(DatagramLink itsLink) throws WtlsException, InterruptedException {
    lock.lockInterruptibly();
    try {
      link = itsLink;
      if (end != null) { // Its engine went while the socket was opened.
        link.close();
        throw end;
      }
      machine.start(now());
      setAlarm();
      while (negotiated == null && end == null) {
        changed.await();
      }
      if (end != null) {
        throw end;
      }
    } catch (InterruptedException e) {
      machine.abort(new ConnectionClosedException("The thread that connected was interrupted."));
      throw e;
    } finally {
      lock.unlock();
    }
  }

  /** The engine that serves this connection. */
  SecurityEngine engine() {
    return engine;
  }

  @Override
  public void send(byte[] payload) throws WtlsException, InterruptedException {
    if (payload.length == 0 || payload.length > MAX_PAYLOAD) {
      throw new IllegalArgumentException(
          "A payload has 1 to " + MAX_PAYLOAD + " octets, not " + payload.length + ".");
    }
    lock.lockInterruptibly();
    try {
      while (end == null && !sent(payload)) {
        setAlarm();
        changed.await();
      }
      setAlarm();
      if (end != null) {
        throw ended();
      }
    } catch (EngineException e) {
      throw new EngineUnavailableException(
          "The engine could not protect the payload: " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  private boolean sent(byte[] payload) throws EngineException, PayloadTooLargeException {
    int largest = machine.largestPayload();
    if (payload.length > largest) {
      throw new PayloadTooLargeException(
          "The payload has "
              + payload.length
              + " octets, and its engine protects up to "
              + largest
              + " in one record: send less.",
          largest);
    }
    return machine.send(payload, now());
  }

  @Override
  public Optional<byte[]> receive(Duration timeout) throws WtlsException, InterruptedException {
    long nanos = timeout.toNanos();
    lock.lockInterruptibly();
    try {
      while (arrived.isEmpty() && end == null && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      if (arrived.isEmpty() && end != null) {
        throw ended();
      }
      return Optional.ofNullable(arrived.poll());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void listen(Consumer<ConnectionEvent> newListener) {
    lock.lock();
    try {
      listener = newListener;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Negotiated negotiated() {
    lock.lock();
    try {
      return negotiated;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public SecurityLevel securityLevel() {
    lock.lock();
    try {
      return level;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      machine.close();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the connection because something that it needs has gone. */
  void abort(WtlsException reason) {
    lock.lock();
    try {
      machine.abort(reason);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void arrived(byte[] datagram) {
    if (!inbox.offer(() -> underLock(() -> machine.datagram(datagram, datagram.length, now())))) {
      LOG.debug("A datagram from {} was lost: the connection is behind.", peer);
    }
  }

  @Override
  public void unreachable() {
    inbox.offer(
        () ->
            underLock(
                () -> {
                  // Before the connection is open this saves waiting; after, it may be forged.
                  if (negotiated == null) {
                    machine.abort(
                        new UnreachableException(
                            "Nothing listens at "
                                + peer
                                + ": start the gateway, or check the"
                                + " address."));
                  }
                }));
  }

  private void underLock(Runnable input) {
    lock.lock();
    try {
      input.run();
      setAlarm();
      changed.signalAll(); // Any input may have made the connection writable.
    } finally {
      lock.unlock();
    }
  }

  private void setAlarm() {
    long deadline = machine.deadline();
    if (deadline == alarmAt) {
      return;
    }
    if (alarm != null) {
      alarm.cancel(false);
      alarm = null;
    }
    alarmAt = deadline;
    if (deadline != Long.MAX_VALUE) {
      try {
        alarm =
            timer.schedule(
                () -> inbox.offer(this::alarmRang),
                Math.max(0, deadline - now()),
                TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        LOG.debug("No timer for {}: the bundle is stopping.", peer);
      }
    }
  }

  private void alarmRang() {
    underLock(
        () -> {
          alarmAt = Long.MAX_VALUE;
          machine.tick(now());
        });
  }

  private WtlsException ended() {
    return new ConnectionClosedException(end.getMessage(), end);
  }

  private static long now() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  private void tell(ConnectionEvent event) {
    try {
      listener.accept(event);
    } catch (RuntimeException e) {
      LOG.warn("A connection listener failed: {}", e.toString());
    }
  }

  /** What the machine does to the world; always called under the lock. */
  private final class MachineOutputs implements Outputs {

    @Override
    public void transmit(byte[] datagram, int length) {
      link.send(datagram, length);
    }

    @Override
    public void deliver(byte[] payload) {
      if (arrived.size() >= QUEUE) {
        LOG.debug("A payload from {} was lost: nobody receives.", peer);
        return;
      }
      arrived.add(payload);
      changed.signalAll();
      tell(new ConnectionEvent.Arrived(payload.length));
    }

    @Override
    public void opened(Negotiated agreed) {
      agree(agreed);
      LOG.info(
          "{} handshake with {}: {}, {}, session {}, engine {}.",
          agreed.handshake(),
          peer,
          agreed.keyExchange().standardName(),
          agreed.cipherSuite(),
          agreed.sessionId(),
          agreed.engine());
    }

    @Override
    public void renewed(Negotiated agreed) {
      agree(agreed);
      tell(new ConnectionEvent.Renewed(agreed));
    }

    @Override
    public void warned(String description) {
      LOG.info("{}: {}", peer, description);
      tell(new ConnectionEvent.Warned(description));
    }

    @Override
    public void engineFailed(EngineException failure) {
      LOG.warn("{}: the engine lost a record: {}", peer, failure.getMessage());
    }

    @Override
    public void ended(WtlsException reason) {
      end = reason;
      setAlarm();
      if (link != null) {
        link.close();
      }
      changed.signalAll();
      tell(new ConnectionEvent.Ended(reason.getMessage()));
      onEnd.accept(Connection.this);
    }

    private void agree(Negotiated agreed) {
      negotiated = agreed;
      level = machine.session().orElseThrow().level();
      changed.signalAll();
    }
  }
}
