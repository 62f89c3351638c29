package wtls.gateway.handshake;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import wtls.api.algorithm.PrfHash;
import wtls.api.engine.ConnectionParameters;
import wtls.api.session.SessionId;
import wtls.gateway.handshake.Choice.Terms;
import wtls.protocol.connection.Transcript;
import wtls.protocol.crypto.WtlsKeys;
import wtls.protocol.handshake.CipherSuiteCode;
import wtls.protocol.handshake.ClientHello;
import wtls.protocol.handshake.HandshakeMessage;
import wtls.protocol.handshake.Handshakes;
import wtls.protocol.handshake.ServerHello;
import wtls.protocol.record.RecordView;

/**
 * One handshake under way. Its messages travel on a carrier: a connection without keys, or, in
 * place, the live one.
 */
abstract sealed class Attempt implements AutoCloseable permits FullHandshake, ShortHandshake {
  private static final int SESSION_ID_SIZE = 8;
  private static final int RANDOM_OCTETS = 12;

  /** What becomes of an attempt that succeeds. */
  @FunctionalInterface
  interface Outcome {
    /**
     * The client has proved itself: {@code next} takes the place of any connection before it.
     *
     * @param rest what the datagram holds behind the client's Finished
     */
    void completed(Attempt attempt, Connection next, Established agreed, ClientDatagram rest);
  }

  private final Dialogue dialogue;
  private final Outcome outcome;
  private final Connection carrier;
  private final ClientHello hello;
  private final Terms terms;
  private final byte[] digest;
  private final int helloSequence;
  private final FlightMemory flights = new FlightMemory();
  private final List<byte[]> messages = new ArrayList<>();
  private ServerHello serverHello;
  private HandshakeTask<?> task;
  private long until;

  Attempt(Start start, Terms terms) {
    this.dialogue = start.dialogue();
    this.outcome = start.outcome();
    this.carrier = start.carrier();
    this.hello = start.hello();
    this.terms = terms;
    this.digest = start.digest();
    this.helloSequence = start.sequence();
    this.until = dialogue.now() + context().policy().handshakeTimeout().toMillis();
    flights.begin(digest);
    messages.add(start.message());
  }

  /**
   * What every attempt begins with.
   *
   * @param message the encoded ClientHello
   * @param digest of the datagram that brought it
   * @param sequence the number of the record that held it
   */
  record Start(
      Dialogue dialogue,
      Outcome outcome,
      Connection carrier,
      ClientHello hello,
      byte[] message,
      byte[] digest,
      int sequence) {}

  static Attempt of(Start start, Choice choice) {
    return choice instanceof Choice.Full full
        ? new FullHandshake(start, full)
        : new ShortHandshake(start, choice);
  }

  /** Makes the first flight of the server and sends it, now or when a task is done. */
  abstract void begin();

  /**
   * Takes the records of a datagram that came on the carrier.
   *
   * @param at the first record of interest
   * @return the first record that was not used
   */
  abstract int receive(ClientDatagram datagram, int at) throws Refusal;

  /** A record under new keys came without ChangeCipherSpec before it. */
  abstract void receiveEarly(RecordView record) throws Refusal;

  /**
   * The connection on which the client is told of errors; with keys only if it has proved itself.
   */
  Connection writing() {
    return carrier;
  }

  /** Whether it goes on after a refusal, as anyone could have sent what was refused. */
  abstract boolean survivesRefusal();

  /** Whether it has been given all the chances there are. */
  abstract boolean isSpent();

  /**
   * Whether the client has proved itself, so that what it sends from now on has to wait until the
   * session is stored.
   */
  abstract boolean isFinishing();

  final Dialogue dialogue() {
    return dialogue;
  }

  final ServerContext context() {
    return dialogue.context();
  }

  /** It has succeeded. */
  final void succeed(Connection next, Established agreed, ClientDatagram rest) {
    outcome.completed(this, next, agreed, rest);
  }

  final Connection carrier() {
    return carrier;
  }

  final boolean inPlace() {
    return carrier.isSecure();
  }

  final ClientHello hello() {
    return hello;
  }

  final Terms terms() {
    return terms;
  }

  final ServerHello serverHello() {
    return serverHello;
  }

  /** What the client may ask for again. */
  final FlightMemory flights() {
    return flights;
  }

  /** When it has to be complete, in milliseconds since 1970. */
  final long until() {
    return until;
  }

  /** Leaves it less time. */
  final void endBy(long earlier) {
    until = Math.min(until, earlier);
  }

  /** Of the datagram that began it. */
  final byte[] digest() {
    return digest;
  }

  /** The client's next flight. Under keys, what is older than its hello was replayed. */
  final ClientDatagram.Flight flight(ClientDatagram datagram, int at) {
    return datagram.flight(carrier, at, inPlace() ? helloSequence : -1);
  }

  /** Whether a task is out, so that the client has to wait. */
  final boolean isWorking() {
    return task != null;
  }

  final <T> void offload(HandshakeTask.Step<T> step, HandshakeTask.Continuation<T> continuation) {
    HandshakeTask<T> next = new HandshakeTask<>(this, step, continuation);
    task = next;
    dialogue.output().offload(next);
  }

  /** Wipes what it knows. Its connection lives on if it has succeeded. */
  @Override
  public abstract void close();

  /** Takes a task back and goes on. */
  final void resume(HandshakeTask<?> done) throws Refusal {
    if (task != done) {
      throw new IllegalArgumentException("This task was given back before.");
    }
    task = null;
    done.proceed();
  }

  /** Makes the ServerHello. */
  final ServerHello answerHello(SessionId id) {
    ByteBuffer random = ByteBuffer.allocate(ClientHello.RANDOM_SIZE);
    random.putInt((int) (dialogue.now() / 1000)).put(context().randomOctets(RANDOM_OCTETS));
    serverHello =
        new ServerHello(
            ClientHello.VERSION,
            random.array(),
            id,
            terms.keyIndex(),
            CipherSuiteCode.of(terms.cipherSuite()),
            0,
            ClientHello.EXPLICIT_SEQUENCE_NUMBERS,
            terms.keyRefresh());
    return serverHello;
  }

  /** An id for a new session: random, for whoever guesses it can use up the session. */
  final SessionId newSessionId() {
    if (context().policy().sessionUses() == 0) {
      return SessionId.EMPTY;
    }
    return SessionId.of(context().randomOctets(SESSION_ID_SIZE));
  }

  /** Encodes a message of this side and adds it to the transcript. */
  final byte[] say(HandshakeMessage message) {
    byte[] encoded = Handshakes.encode(message, terms.keyExchange());
    messages.add(encoded);
    return encoded;
  }

  /**
   * Keeps a new session. May write to a file, so not for the thread that carries datagrams, which
   * may end this attempt at any time.
   *
   * @param masterSecret the task's own, wiped here
   * @return always true
   */
  final boolean keep(Established.Session session, byte[] masterSecret, Instant now) {
    try {
      if (!session.id().isEmpty()) {
        ServerPolicy policy = context().policy();
        Sessions.Secured secured = new Sessions.Secured(session, masterSecret);
        Instant expires = now.plus(policy.sessionLifetime());
        context().sessions().keep(secured, now, expires, policy.sessionUses());
      }
      return true;
    } finally {
      Arrays.fill(masterSecret, (byte) 0);
    }
  }

  final Instant now() {
    return Instant.ofEpochMilli(dialogue.now());
  }

  /** The hash of the handshake so far and of what follows it. */
  final byte[] hash(List<byte[]> following) {
    Transcript transcript = new Transcript();
    messages.forEach(transcript::add);
    following.forEach(transcript::add);
    return transcript.hash(prfHash());
  }

  final PrfHash prfHash() {
    return terms.cipherSuite().mac().hash();
  }

  final ConnectionParameters parameters() {
    return WtlsKeys.serverSide(
        terms.cipherSuite(), terms.keyRefresh(), hello.random(), serverHello.random());
  }
}
