package wtls.gateway.handshake;

import java.time.Instant;
import java.util.function.BiConsumer;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.handshake.ClientHello;
import wtls.protocol.handshake.Handshakes;
import wtls.protocol.record.RecordView;

/** Holds the one handshake that may be under way with a client, from ClientHello to its end. */
final class AttemptSlot {
  /** How long a handshake is kept that the client seems to have given up. */
  private static final long DOUBT_MILLIS = 10_000;

  private final Dialogue dialogue;
  private final BiConsumer<Established, Success> completion;
  private Attempt attempt;
  private long until = Long.MAX_VALUE;

  /**
   * What a successful handshake leaves behind.
   *
   * @param next the connection that it has made
   * @param digest of the datagram that began it
   * @param rest what the client's last datagram holds behind its Finished
   */
  record Success(Connection next, byte[] digest, ClientDatagram rest) {}

  AttemptSlot(Dialogue dialogue, BiConsumer<Established, Success> completion) {
    this.dialogue = dialogue;
    this.completion = completion;
  }

  boolean isTaken() {
    return attempt != null;
  }

  /** Whether a handshake runs under the keys of the live connection. */
  boolean isInPlace() {
    return attempt != null && attempt.inPlace();
  }

  /** Whether what the client sends has to wait. */
  boolean holdsInput() {
    return attempt != null && attempt.isFinishing();
  }

  /** Whether what goes to the client has to wait. */
  boolean holdsOutput() {
    return attempt instanceof ShortHandshake handshake && handshake.holdsBack();
  }

  /** When {@link #tidy} is due. */
  long deadline() {
    return until;
  }

  /** Gives up a handshake that has taken too long. */
  void tidy() {
    if (attempt != null && dialogue.now() >= until) {
      drop();
    }
  }

  /**
   * Begins a handshake, in place of one that is under way, unless the ClientHello is refused or
   * there are too many.
   *
   * @param record the record that brought it
   * @param message the encoded ClientHello
   */
  void begin(ClientDatagram datagram, RecordView record, byte[] message, Connection carrier) {
    // Whoever can send under the keys goes before whoever cannot; and tasks come one at a time.
    boolean busy =
        attempt != null && (attempt.isWorking() || attempt.inPlace() && !carrier.isSecure());
    if (busy || !dialogue.output().admitHandshake()) {
      return;
    }
    dialogue.received(record);
    try {
      Attempt next = attempt(message, carrier, datagram.digest(), record.sequence());
      drop();
      attempt = next;
      until = dialogue.now() + dialogue.context().policy().handshakeTimeout().toMillis();
      dialogue.flights().begin(next.digest());
      next.begin();
    } catch (DecodeException e) {
      tell(Refusal.malformed(e), carrier);
    } catch (Refusal e) {
      tell(e, carrier);
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
   * Offers the records from {@code at} on to the handshake under way, if they travel as its do.
   *
   * @return the first record that is left, {@code at} itself if none was used
   */
  int offer(ClientDatagram datagram, int at) {
    Attempt to = attempt;
    if (to == null || datagram.records().get(at).ciphered() != to.inPlace()) {
      return at;
    }
    if (to.isWorking()) {
      return at + 1;
    }
    try {
      return to.receive(datagram, at);
    } catch (Refusal e) {
      refuse(e, to);
      return datagram.records().size();
    }
  }

  /** Offers a protected record that nothing else could open. */
  void offerEarly(RecordView record) {
    Attempt to = attempt;
    if (to != null && !to.inPlace() && !to.isWorking()) {
      try {
        to.receiveEarly(record);
      } catch (Refusal e) {
        refuse(e, to);
      }
    }
  }

  /** Takes a task back; wipes it if its handshake is gone. */
  void completed(HandshakeTask<?> task) {
    Attempt to = attempt;
    if (to == null || task.attempt() != to) {
      task.discard();
      return;
    }
    try {
      to.resume(task);
    } catch (Refusal e) {
      refuse(e, to);
    }
  }

  private void completed(Connection next, Established agreed, ClientDatagram rest) {
    Attempt done = attempt;
    attempt = null;
    until = Long.MAX_VALUE;
    done.close();
    completion.accept(agreed, new Success(next, done.digest(), rest));
  }

  private void refuse(Refusal refusal, Attempt from) {
    byte[] alert = tell(refusal, from.writing());
    if (from.survivesRefusal()) {
      dialogue.flights().answerSecond(alert);
    } else {
      drop();
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
    if (attempt != null && !attempt.inPlace()) {
      until = Math.min(until, dialogue.now() + DOUBT_MILLIS);
    }
  }

  /** Ends the handshake under way, if there is one, and nothing else. */
  void drop() {
    if (attempt != null) {
      attempt.close();
      attempt = null;
      until = Long.MAX_VALUE;
      dialogue.flights().clear();
    }
  }
}
