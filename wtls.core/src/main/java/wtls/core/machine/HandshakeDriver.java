package wtls.core.machine;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import wtls.api.client.ConnectionClosedException;
import wtls.api.client.EngineUnavailableException;
import wtls.api.client.Negotiated;
import wtls.api.client.UnreachableException;
import wtls.api.client.WtlsException;
import wtls.api.engine.Credentials;
import wtls.api.engine.EngineException;
import wtls.api.engine.SecurityEngine;
import wtls.api.session.SessionDescription;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.alert.AlertLevel;
import wtls.protocol.connection.WriteState;
import wtls.protocol.handshake.HandshakeType;
import wtls.protocol.record.ContentType;
import wtls.protocol.record.Datagrams;
import wtls.protocol.record.RecordView;

/**
 * Carries handshakes through on a connection, the first and those in place: flights, their
 * repetition, and what becomes of the connection when one fails.
 */
final class HandshakeDriver implements AutoCloseable {
  /** Records under keys that are not there yet, kept until they are. */
  private static final int MOST_EARLY_RECORDS = 16;

  /** The largest of them: anybody can send one. */
  private static final int LARGEST_EARLY_RECORD = 2048;

  private static final byte[] CHANGE_CIPHER_SPEC = {1};

  private final Settings settings;
  private final Outputs outputs;
  private final Wire wire;
  private final States states;
  private final Consumer<WtlsException> end;
  private final Deque<RecordView> early = new ArrayDeque<>();

  private SecurityEngine engine;
  private ClientHandshake handshake;
  private Retransmission retransmission;
  private byte[] opening;

  /**
   * @param end ends the connection
   */
  HandshakeDriver(
      SecurityEngine engine,
      Settings settings,
      Outputs outputs,
      Wire wire,
      States states,
      Consumer<WtlsException> end) {
    this.engine = engine;
    this.settings = settings;
    this.outputs = outputs;
    this.wire = wire;
    this.states = states;
    this.end = end;
  }

  /** Whether a handshake is under way. */
  boolean isUnderWay() {
    return handshake != null;
  }

  /** Whether this side has changed its keys and does not know yet if the server has. */
  boolean isCommitted() {
    return handshake != null && handshake.isCommitted();
  }

  /** ChangeCipherSpec and Finished, to go in front of each payload until the server has them. */
  byte[] opening() {
    return opening;
  }

  long deadline() {
    return retransmission == null ? Long.MAX_VALUE : retransmission.deadline();
  }

  /** The largest content of a record that the engine protects. */
  int largestRecord() {
    return engine.profile().largestRecord();
  }

  /** Uses another engine for handshakes to come. */
  void use(SecurityEngine other) {
    engine = other;
  }

  /** Sends ClientHello. */
  void begin(boolean resume, long now) {
    try {
      Credentials credentials = engine.credentials();
      Optional<SessionDescription> stored =
          resume ? StoredSessions.find(engine, settings) : Optional.empty();
      Offer offer = Offer.of(engine.profile(), credentials, settings, stored);
      byte[] random = HelloRandom.of(settings.wallClock().instant(), engine);
      handshake = new ClientHandshake(engine, settings, credentials, offer, random);
      wire.begin(null).record(states.write(), ContentType.HANDSHAKE, handshake.clientHello(), true);
      transmitFlight(now);
    } catch (EngineException e) {
      engineFailed(e);
    } catch (WtlsException e) {
      if (states.isOpen()) {
        abandon("The in-place handshake could not begin: " + e.getMessage());
      } else {
        end.accept(e);
      }
    }
  }

  /** Takes the content of a handshake or ChangeCipherSpec record. */
  void record(ContentType type, byte[] content, long now) {
    if (handshake == null) {
      // HelloRequest is the only message that begins something (WAP-261 10.5.1.1).
      if (type == ContentType.HANDSHAKE
          && content.length > 0
          && content[0] == HandshakeType.HELLO_REQUEST.number()) {
        begin(false, now);
      }
      return;
    }
    try {
      if (type == ContentType.HANDSHAKE) {
        handshake.message(content);
      } else {
        changeCipherSpec(content);
      }
      switch (handshake.expect()) {
        case SECOND_FLIGHT_DUE -> sendSecondFlight(now);
        case DONE -> complete(now);
        case SERVER_HELLO, SERVER_FLIGHT, CHANGE_CIPHER_SPEC, FINISHED -> {}
      }
    } catch (HandshakeFailure e) {
      wire.alert(states.write(), AlertLevel.FATAL, e.alert());
      if (states.isOpen()) {
        abandon("The in-place handshake failed: " + e.getMessage());
      } else {
        end.accept(e.toException());
      }
    } catch (EngineException e) {
      wire.alert(states.write(), AlertLevel.FATAL, AlertDescription.INTERNAL_ERROR);
      engineFailed(e);
    }
  }

  /** The content of a record under the keys of the handshake under way; null when it is not. */
  byte[] openUnderNewKeys(RecordView record) throws EngineException {
    return handshake != null && handshake.expect() == ClientHandshake.Expect.FINISHED
        ? states.open(handshake.state(), record)
        : null;
  }

  /** Keeps a record for later: the server's first records can overtake its Finished. */
  void keepEarly(RecordView record) {
    if (handshake != null
        && early.size() < MOST_EARLY_RECORDS
        && record.end() - record.start() <= LARGEST_EARLY_RECORD) {
      byte[] copy = Arrays.copyOfRange(record.datagram(), record.start(), record.end());
      early.addAll(Datagrams.split(copy, copy.length).records());
    }
  }

  /** A record that was kept; null when there is none, or the time for it has not come. */
  RecordView takeEarly() {
    return handshake == null ? early.poll() : null;
  }

  /** The server has shown that it has this side's Finished. */
  void confirmOpen() {
    if (opening != null) {
      opening = null;
      if (handshake == null) {
        retransmission = null;
      }
    }
  }

  /** The server asks for time (alert time_required). */
  void postpone(long now) {
    if (retransmission != null) {
      retransmission.postpone(now);
    }
  }

  /** Repeats a flight whose answer is overdue, or gives it up. */
  void tick(long now) {
    if (retransmission == null) {
      return;
    }
    switch (retransmission.expire(now)) {
      case NOT_DUE -> {}
      case REPEAT -> outputs.transmit(retransmission.flight(), retransmission.flight().length);
      case GIVE_UP -> giveUp();
    }
  }

  /** Goes on with the current session as if the in-place handshake had not been begun. */
  void abandon(String why) {
    boolean committed = isCommitted();
    closeHandshake();
    retransmission = null;
    if (committed) {
      // The server may have changed its keys already: it might not hear the old ones.
      end.accept(new ConnectionClosedException(why));
    } else {
      outputs.warned(why);
    }
  }

  /** Wipes the handshake under way, and stops the timer. */
  @Override
  public void close() {
    closeHandshake();
    retransmission = null;
    opening = null;
  }

  private void changeCipherSpec(byte[] content) throws HandshakeFailure, EngineException {
    if (!Arrays.equals(content, CHANGE_CIPHER_SPEC)) {
      throw HandshakeFailure.refused(
          AlertDescription.DECODE_ERROR, "The server sent a malformed ChangeCipherSpec.");
    }
    handshake.changeCipherSpec();
  }

  private void sendSecondFlight(long now) throws EngineException {
    WriteState write = states.write().copy();
    wire.begin(null);
    for (byte[] message : handshake.secondFlight()) {
      wire.record(write, ContentType.HANDSHAKE, message, true);
    }
    finish(write);
    transmitFlight(now);
  }

  /** ChangeCipherSpec under the old keys, Finished under the new ones. */
  private void finish(WriteState write) throws EngineException {
    wire.record(write, ContentType.CHANGE_CIPHER_SPEC, CHANGE_CIPHER_SPEC, true);
    wire.record(handshake.state().write(), ContentType.HANDSHAKE, handshake.clientFinished(), true);
    states.commitWrite(write);
  }

  private void complete(long now) throws EngineException {
    retransmission = null;
    opening = null;
    if (handshake.flow() != Negotiated.Handshake.FULL) {
      wire.begin(null);
      finish(states.write().copy());
      opening = wire.copy();
      transmitFlight(now);
    }
    boolean renewed = states.isOpen();
    SecureState state = handshake.takeState();
    StateDescription.describe(state, handshake, settings, engine.profile().name())
        .ifPresent(outputs::warned);
    handshake = null;
    states.install(state);
    if (renewed) {
      outputs.renewed(state.negotiated());
    } else {
      outputs.opened(state.negotiated());
    }
  }

  private void transmitFlight(long now) {
    retransmission = new Retransmission(settings.timers(), wire.copy(), now);
    wire.transmit();
  }

  private void giveUp() {
    if (handshake == null) {
      retransmission = null; // Finished stays in front of each payload until it is confirmed.
    } else if (states.isOpen()) {
      abandon("The in-place handshake got no answer.");
    } else {
      end.accept(
          new UnreachableException(
              "No answer from "
                  + settings.request().peer()
                  + " after "
                  + settings.timers().tries()
                  + " tries: check that a gateway listens there."));
    }
  }

  private void engineFailed(EngineException e) {
    if (states.isOpen()) {
      abandon("The in-place handshake failed in the engine: " + e.getMessage());
    } else {
      end.accept(unavailable(e));
    }
  }

  /** What an application sees when its engine fails. */
  EngineUnavailableException unavailable(EngineException e) {
    return new EngineUnavailableException(
        "Engine " + engine.profile().name() + " cannot serve the connection: " + e.getMessage(), e);
  }

  private void closeHandshake() {
    if (handshake != null) {
      handshake.close();
      handshake = null;
    }
    early.clear();
  }
}
