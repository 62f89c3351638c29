package wtls.gateway.handshake;

import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.handshake.ClientHello;
import wtls.protocol.handshake.Handshakes;
import wtls.protocol.record.RecordView;

/**
 * Holds the handshake that may be under way with a client, from ClientHello to its end. A
 * ClientHello in the clear can be anyone's: the handshake before it is kept beside it until one of
 * them completes, so that one forged datagram ends neither.
 */
final class AttemptSlot {
  /** How long a handshake is kept that the client seems to have given up. */
  private static final long DOUBT_MILLIS = 10_000;

  private final Dialogue dialogue;
  private final BiConsumer<Established, Success> completion;
  private Attempt newest;
  private Attempt earlier;
  private ClientDatagram offered;
  private int offeredAt;

  /**
   * What a successful handshake leaves behind.
   *
   * @param next the connection that it has made
   * @param flights what the client may ask for again
   * @param digest of the datagram that began it
   * @param rest what the client's last datagram holds behind its Finished
   */
  record Success(Connection next, FlightMemory flights, byte[] digest, ClientDatagram rest) {}

  AttemptSlot(Dialogue dialogue, BiConsumer<Established, Success> completion) {
    this.dialogue = dialogue;
    this.completion = completion;
  }

  boolean isTaken() {
    return newest != null;
  }

  /** Whether a handshake runs under the keys of the live connection. */
  boolean isInPlace() {
    return newest != null && newest.inPlace();
  }

  /** Whether what the client sends has to wait. */
  boolean holdsInput() {
    return any(Attempt::isFinishing);
  }

  /** Whether what goes to the client has to wait. */
  boolean holdsOutput() {
    return newest instanceof ShortHandshake handshake && handshake.holdsBack();
  }

  private boolean isWorking() {
    return any(Attempt::isWorking);
  }

  /** Asked for each datagram, so without a stream. */
  private boolean any(Predicate<Attempt> property) {
    return newest != null && property.test(newest) || earlier != null && property.test(earlier);
  }

  private Stream<Attempt> all() {
    return Stream.of(newest, earlier).filter(attempt -> attempt != null);
  }

  /** When {@link #tidy} is due. */
  long deadline() {
    return newest == null ? Long.MAX_VALUE : all().mapToLong(Attempt::until).min().getAsLong();
  }

  /** Gives up handshakes that have taken too long. */
  void tidy() {
    all().filter(attempt -> dialogue.now() >= attempt.until()).toList().forEach(this::remove);
  }

  /** Answers a datagram that came before with what it was answered then; false for other ones. */
  boolean repeat(byte[] digest) {
    if (earlier != null && dialogue.repeat(earlier.flights(), digest)) {
      // Whoever repeats itself is the more likely client.
      Attempt repeated = earlier;
      earlier = newest;
      newest = repeated;
      return true;
    }
    return newest != null && dialogue.repeat(newest.flights(), digest);
  }

  /**
   * Begins a handshake, unless the ClientHello is refused or there are too many.
   *
   * @param record the record that brought it
   * @param message the encoded ClientHello
   */
  void begin(ClientDatagram datagram, RecordView record, byte[] message, Connection carrier) {
    // Whoever can send under the keys goes before whoever cannot; and tasks come one at a time.
    boolean busy = isWorking() || isInPlace() && !carrier.isSecure();
    if (busy || !dialogue.output().admitHandshake()) {
      return;
    }
    dialogue.received(record);
    try {
      Attempt next = attempt(message, carrier, datagram.digest(), record.sequence());
      makeRoom(carrier.isSecure());
      newest = next;
      offered = null;
      next.begin();
    } catch (DecodeException e) {
      tell(Refusal.malformed(e), carrier);
    } catch (Refusal e) {
      tell(e, carrier);
    }
  }

  private void makeRoom(boolean inPlace) {
    if (inPlace) {
      drop();
    } else if (newest != null) {
      if (earlier != null) {
        earlier.close();
      }
      earlier = newest;
    }
  }

  private Attempt attempt(byte[] message, Connection carrier, byte[] digest, int sequence)
      throws DecodeException, Refusal {
    ClientHello hello = (ClientHello) Handshakes.decode(message, 0, message.length, null);
    Instant now = Instant.ofEpochMilli(dialogue.now());
    Choice choice = dialogue.context().selection().choose(hello, now);
    return Attempt.of(
        new Attempt.Start(dialogue, this::completed, carrier, hello, message, digest, sequence),
        choice);
  }

  /**
   * Offers the records from {@code at} on to a handshake that they travel like.
   *
   * @return the first record that is left, {@code at} itself if none was used
   */
  int offer(ClientDatagram datagram, int at) {
    if (newest == null || datagram.records().get(at).ciphered() != newest.inPlace()) {
      return at;
    }
    if (isWorking()) {
      return at + 1;
    }
    offered = datagram;
    offeredAt = at;
    int next = offer(all().toList(), null);
    forgetOffered();
    return next;
  }

  /** Only a task that is out may have to fall back on what was offered. */
  private void forgetOffered() {
    if (!isWorking()) {
      offered = null;
    }
  }

  /**
   * Offers what was offered last to each of these, until one uses it.
   *
   * @param refusal why one before them did not
   */
  private int offer(List<Attempt> attempts, Refusal refusal) {
    ClientDatagram datagram = offered;
    int at = offeredAt;
    Refusal first = refusal;
    for (Attempt to : attempts) {
      try {
        int next = to.receive(datagram, at);
        if (next > at) {
          return next;
        }
      } catch (Refusal e) {
        first = first == null ? e : first;
      }
    }
    if (first == null) {
      return at;
    }
    refuse(first, newest);
    return datagram.records().size();
  }

  /** Offers a protected record that nothing else could open. */
  void offerEarly(RecordView record) {
    if (isInPlace() || isWorking()) {
      return;
    }
    for (Attempt to : all().toList()) {
      try {
        to.receiveEarly(record);
      } catch (Refusal e) {
        refuse(e, to);
      }
    }
  }

  /** Takes a task back; wipes it if its handshake is gone. */
  void completed(HandshakeTask<?> task) {
    Attempt to = task.attempt();
    if (to != newest && to != earlier) {
      task.discard();
      return;
    }
    try {
      to.resume(task);
    } catch (Refusal e) {
      if (to == newest && earlier != null && offered != null) {
        offer(List.of(earlier), e);
      } else {
        refuse(e, to);
      }
    }
    forgetOffered();
  }

  private void completed(Attempt done, Connection next, Established agreed, ClientDatagram rest) {
    drop();
    completion.accept(agreed, new Success(next, done.flights(), done.digest(), rest));
  }

  private void refuse(Refusal refusal, Attempt from) {
    byte[] alert = tell(refusal, from.writing());
    for (Attempt attempt : all().toList()) {
      attempt.flights().answerSecond(alert);
      if (!attempt.survivesRefusal() && (attempt == from || attempt.isSpent())) {
        remove(attempt);
      }
    }
  }

  /** Tells the client that, and why, there is no handshake. Whatever there was stays. */
  byte[] tell(Refusal refusal, Connection via) {
    byte[] alert = dialogue.alert(via, refusal.level(), refusal.description());
    dialogue.transmit(alert.clone());
    dialogue.output().refused(refusal.description(), refusal.getMessage());
    return alert;
  }

  /** The client seems to have given up a handshake in the clear; anyone could have said so. */
  void doubt() {
    if (!isInPlace()) {
      all().forEach(attempt -> attempt.endBy(dialogue.now() + DOUBT_MILLIS));
    }
  }

  private void remove(Attempt attempt) {
    attempt.close();
    if (attempt == newest) {
      newest = earlier;
      earlier = null;
    } else if (attempt == earlier) {
      earlier = null;
    }
    if (newest == null) {
      offered = null;
    }
  }

  /** Ends whatever handshake is under way, and nothing else. */
  void drop() {
    while (newest != null) {
      remove(newest);
    }
  }
}
