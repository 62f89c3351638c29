package wtls.gateway.handshake;

import java.util.Objects;
import wtls.gateway.handshake.ServerOutput.Closure;
import wtls.protocol.alert.Alert;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.alert.AlertLevel;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.handshake.Handshakes;
import wtls.protocol.handshake.HelloRequest;
import wtls.protocol.record.ContentType;
import wtls.protocol.record.RecordView;

/**
 * The server's side of everything with one client address (WAP-261 7.2): at most one live
 * connection, and at most one handshake, which takes its place when the client has proved itself
 * and leaves it alone when it has not. No datagram in the clear ends a live connection.
 *
 * <p>For one thread at a time. Every input brings the time in milliseconds since 1970. No input
 * blocks or computes with private keys. All that a machine does goes through its {@link
 * ServerOutput}; after {@link ServerOutput#closed} it ignores further inputs.
 */
public final class ServerMachine {
  /** From here on the client is asked for a new handshake, as the sequence numbers run low. */
  static final int RENEW_AT = 60_000;

  /** Here the connection is closed, while close_notify still has a number. */
  static final int CLOSE_AT = 65_000;

  /** HelloRequests are at least this far apart (WAP-261 7.2). */
  private static final long REQUEST_MILLIS = 5_000;

  /** How long the last flight of a full handshake can be asked for again. */
  private static final long REPEAT_MILLIS = 60_000;

  private final Dialogue dialogue;
  private final ServerOutput output;
  private final LiveConnection live;
  private final AttemptSlot slot;
  private final Backlog toSend = new Backlog();
  private final Backlog arrived = new Backlog();
  private FlightMemory lastFlights;
  private long repeatUntil = Long.MAX_VALUE;
  private long nextRequest = Long.MIN_VALUE;
  private boolean closed;

  /** A machine for an address from which nothing has been heard yet. */
  public ServerMachine(ServerContext context, ServerOutput output) {
    this.output = Objects.requireNonNull(output, "output");
    this.dialogue = new Dialogue(context, output);
    this.live = new LiveConnection(context.policy().idleTimeout().toMillis());
    this.slot = new AttemptSlot(dialogue, this::established);
  }

  /**
   * Takes a datagram from the client, whatever it holds.
   *
   * @param octets the machine's from now on
   */
  public void datagram(byte[] octets, long now) {
    if (closed) {
      return;
    }
    dialogue.setNow(now);
    if (slot.holdsInput()) {
      arrived.add(octets);
    } else {
      take(octets);
      settle();
    }
  }

  /**
   * Sends a payload to the client.
   *
   * @param payload 1 octet at least, not kept
   * @return false when there is no connection to send it on
   */
  public boolean send(byte[] payload, long now) {
    if (closed || !live.isOpen() || payload.length == 0) {
      return false;
    }
    dialogue.setNow(now);
    if (slot.holdsOutput()) {
      toSend.add(payload.clone());
    } else {
      write(payload);
      watchSequence();
    }
    return true;
  }

  /** Takes a task back that has run. */
  public void completed(HandshakeTask<?> task, long now) {
    if (closed) {
      task.discard();
      return;
    }
    dialogue.setNow(now);
    slot.completed(task);
    while (!arrived.isEmpty() && !closed && !slot.holdsInput()) {
      take(arrived.next());
    }
    settle();
  }

  /**
   * Asks the client for a new handshake on the live connection (HelloRequest). Does nothing without
   * one, while a handshake is under way, or when the client was asked just before.
   */
  public void requestHandshake(long now) {
    if (!closed && live.isOpen() && !slot.isTaken() && now >= nextRequest) {
      dialogue.setNow(now);
      nextRequest = now + REQUEST_MILLIS;
      byte[] request = Handshakes.encode(new HelloRequest(), null);
      dialogue.transmit(dialogue.single(live.current(), ContentType.HANDSHAKE, request));
    }
  }

  /** Closes the connection; the session can still be resumed. */
  public void close(long now) {
    if (!closed) {
      dialogue.setNow(now);
      closeLive(Closure.BY_GATEWAY);
    }
  }

  /** Does what is due at this time. */
  public void timer(long now) {
    if (closed) {
      return;
    }
    dialogue.setNow(now);
    slot.tidy();
    if (now >= repeatUntil) {
      forgetFlights();
    }
    live.tidy(now);
    if (live.isIdle(now)) {
      closeLive(Closure.IDLE);
    }
    settle();
  }

  /** When {@link #timer} is next due, in milliseconds since 1970; the largest long for never. */
  public long deadline() {
    return Math.min(Math.min(slot.deadline(), repeatUntil), live.deadline());
  }

  /** Whether a handshake is under way. */
  public boolean isHalfOpen() {
    return slot.isTaken();
  }

  /** Whether there is a live connection. */
  public boolean isConnected() {
    return live.isOpen();
  }

  /** Gives up the handshake under way, to make room for others. A live connection stays. */
  public void abandonHandshake() {
    slot.drop();
    settle();
  }

  private void take(byte[] octets) {
    ClientDatagram datagram = ClientDatagram.of(octets);
    if (!repeated(datagram)) {
      route(datagram);
    }
    watchSequence();
  }

  /** Whether the datagram came before; then it is answered as it was then. */
  private boolean repeated(ClientDatagram datagram) {
    if (lastFlights == null && !slot.isTaken()) {
      return false;
    }
    byte[] digest = datagram.digest();
    return slot.repeat(digest) || lastFlights != null && dialogue.repeat(lastFlights, digest);
  }

  private void route(ClientDatagram datagram) {
    int next = 0;
    while (next < datagram.records().size() && !closed) {
      next = routeRecord(datagram, next);
    }
  }

  /** Handles one record or more; returns the first that is left. */
  private int routeRecord(ClientDatagram datagram, int at) {
    RecordView record = datagram.records().get(at);
    ContentType type = record.contentType().orElse(null);
    if (type == null || record.sequence() < 0) {
      return at + 1;
    }
    if (type == ContentType.HANDSHAKE || type == ContentType.CHANGE_CIPHER_SPEC) {
      int next = routeHandshake(datagram, at);
      if (next > at) {
        return next;
      }
    }
    if (record.ciphered()) {
      protectedRecord(datagram, record, type);
    } else if (type == ContentType.ALERT) {
      clearAlert(record);
    }
    return at + 1;
  }

  private int routeHandshake(ClientDatagram datagram, int at) {
    RecordView record = datagram.records().get(at);
    boolean message = record.contentType().filter(ContentType.HANDSHAKE::equals).isPresent();
    byte[] clear = message && !record.ciphered() ? ClientDatagram.fragment(record) : null;
    if (!ClientDatagram.isHello(clear)) {
      return slot.offer(datagram, at);
    }
    // From a client that has lost its connection, or from anyone (WAP-261 B.4).
    if (!live.beganWith(datagram.digest())) {
      slot.begin(datagram, record, clear, Connection.clear());
    }
    return datagram.records().size();
  }

  private void established(Established agreed, AttemptSlot.Success success) {
    if (agreed.inPlace()) {
      live.renew(success.next(), dialogue.now());
    } else {
      live.replace(success.next(), success.digest(), dialogue.now());
    }
    if (agreed.flow() == Flow.FULL) {
      lastFlights = success.flights();
      repeatUntil = dialogue.now() + REPEAT_MILLIS;
    } else {
      forgetFlights();
      live.expectDuplicateFinished(dialogue.now());
    }
    output.established(agreed);
    release();
    route(success.rest());
  }

  private void protectedRecord(ClientDatagram datagram, RecordView record, ContentType type) {
    byte[] content = live.isOpen() ? live.open(record, type, dialogue.now()) : null;
    output.recordArrived(content != null);
    if (content == null) {
      rejected(record, type);
      return;
    }
    dialogue.received(record);
    switch (type) {
      case APPLICATION_DATA -> {
        // The client has seen this side's Finished: it has nothing to ask for again.
        forgetFlights();
        output.deliver(content);
      }
      case ALERT -> protectedAlert(content);
      case HANDSHAKE, CHANGE_CIPHER_SPEC -> {
        if (type == ContentType.HANDSHAKE && ClientDatagram.isHello(content)) {
          slot.begin(datagram, record, content, live.current());
        } else {
          slot.tell(Refusal.unexpected("This belongs to no handshake: " + type), live.current());
        }
      }
    }
  }

  private void rejected(RecordView record, ContentType type) {
    if (live.isOpen() && live.reportsDuplicate(record, type, dialogue.now())) {
      dialogue.received(record);
      AlertDescription report = AlertDescription.DUPLICATE_FINISHED_RECEIVED;
      dialogue.transmit(dialogue.alert(live.current(), AlertLevel.WARNING, report));
    } else if (type == ContentType.HANDSHAKE) {
      slot.offerEarly(record);
    }
  }

  /** An alert in the clear is a hint at most: whoever has seen a record can forge one. */
  private void clearAlert(RecordView record) {
    Alert alert = decoded(ClientDatagram.fragment(record));
    if (alert == null || !dialogue.ledger().isPlausible(alert.checksum(), false)) {
      return;
    }
    if (alert.level() != AlertLevel.WARNING) {
      slot.doubt();
    }
    if (alert.description().filter(AlertDescription.NO_CONNECTION::equals).isPresent()) {
      live.suspect(dialogue.now());
    }
  }

  /** The keys have proved who sent it, so that its checksum adds nothing. */
  private void protectedAlert(byte[] content) {
    Alert alert = decoded(content);
    if (alert == null) {
      return;
    }
    AlertDescription description = alert.description().orElse(null);
    if (description == AlertDescription.CONNECTION_CLOSE_NOTIFY
        || description == AlertDescription.SESSION_CLOSE_NOTIFY) {
      answerClosure(description);
    } else if (alert.level() != AlertLevel.WARNING && slot.isInPlace()) {
      // It is about the session to be made (WAP-261 10.2.2).
      slot.drop();
    } else if (alert.level() != AlertLevel.WARNING) {
      if (alert.level() == AlertLevel.FATAL) {
        forgetSession();
      }
      end(Closure.BY_ALERT);
    }
  }

  private static Alert decoded(byte[] content) {
    try {
      return Alert.decode(content, 0, content.length);
    } catch (DecodeException e) {
      return null;
    }
  }

  private void answerClosure(AlertDescription closure) {
    boolean session = closure == AlertDescription.SESSION_CLOSE_NOTIFY;
    AlertLevel level = session ? AlertLevel.FATAL : AlertLevel.CRITICAL;
    dialogue.transmit(dialogue.alert(live.current(), level, closure));
    if (session) {
      forgetSession();
    }
    end(Closure.BY_CLIENT);
  }

  private void forgetSession() {
    dialogue.context().sessions().forget(live.current().session().id());
  }

  private void forgetFlights() {
    lastFlights = null;
    repeatUntil = Long.MAX_VALUE;
  }

  private void closeLive(Closure why) {
    if (live.isOpen()) {
      AlertDescription closure = AlertDescription.CONNECTION_CLOSE_NOTIFY;
      dialogue.transmit(dialogue.alert(live.current(), AlertLevel.CRITICAL, closure));
    }
    end(why);
  }

  private void watchSequence() {
    if (closed || !live.isOpen()) {
      return;
    }
    int highest = live.current().highestSequence();
    if (highest >= CLOSE_AT) {
      closeLive(Closure.EXHAUSTED);
    } else if (highest >= RENEW_AT) {
      requestHandshake(dialogue.now());
    }
  }

  private void write(byte[] payload) {
    live.used(dialogue.now());
    dialogue.transmit(dialogue.single(live.current(), ContentType.APPLICATION_DATA, payload));
  }

  /** Sends what has waited for the keys to be settled. */
  private void release() {
    while (!toSend.isEmpty() && live.isOpen()) {
      write(toSend.next());
    }
  }

  /** After every input: nothing waits in vain, and nothing stays that has no purpose. */
  private void settle() {
    if (!closed && !slot.holdsOutput()) {
      release();
    }
    if (!closed && !live.isOpen() && !slot.isTaken()) {
      end(Closure.UNFINISHED);
    }
  }

  private void end(Closure why) {
    closed = true;
    toSend.clear();
    arrived.clear();
    slot.drop();
    live.close();
    forgetFlights();
    output.closed(why);
  }
}
