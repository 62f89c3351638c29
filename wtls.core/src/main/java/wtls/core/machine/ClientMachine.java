package wtls.core.machine;

import java.util.Arrays;
import java.util.Optional;
import wtls.api.client.ConnectionClosedException;
import wtls.api.client.Negotiated;
import wtls.api.client.WtlsException;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineProfile;
import wtls.api.engine.EngineSession;
import wtls.api.engine.SecurityEngine;
import wtls.api.engine.Ticket;
import wtls.api.session.SessionDescription;
import wtls.protocol.alert.Alert;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.alert.AlertLevel;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.record.ContentType;
import wtls.protocol.record.Datagrams;
import wtls.protocol.record.RecordView;

/**
 * The client's end of one connection (WAP-261 9, 10): sans-IO, for one thread at a time.
 *
 * <p>Times are milliseconds of any clock that never goes back. After each input, {@link #deadline}
 * tells when {@link #tick} is due. Inputs after the end are ignored.
 */
public final class ClientMachine {
  /** Clear no_connection alerts, each for another record, before they are believed. */
  private static final int NO_CONNECTION_BELIEVED = 3;

  /** Records between two attempts to renew a connection whose numbers run out. */
  private static final int RENEWAL_PAUSE = 512;

  private final Settings settings;
  private final Outputs outputs;
  private final Wire wire;
  private final States states = new States();
  private final HandshakeDriver handshakes;

  private int nextClearRead;
  private int noConnectionAlerts;
  private int lastNoConnectionChecksum;
  private boolean ended;

  /** A machine that will connect over {@code engine}. Does nothing yet. */
  public ClientMachine(SecurityEngine engine, Settings settings, Outputs outputs) {
    this.settings = settings;
    this.outputs = outputs;
    this.wire = new Wire(outputs);
    this.handshakes = new HandshakeDriver(engine, settings, outputs, wire, states, this::end);
  }

  /** Sends ClientHello: resumes a stored session where request and engine allow it. */
  public void start(long now) {
    handshakes.begin(settings.request().resume(), now);
  }

  /** Takes a datagram that came from the server. Never throws for what is in it. */
  public void datagram(byte[] octets, int length, long now) {
    for (RecordView record : Datagrams.split(octets, length).records()) {
      record(record, now);
    }
    RecordView early = handshakes.takeEarly();
    while (early != null) {
      record(early, now);
      early = handshakes.takeEarly();
    }
  }

  /** Whether {@link #send} would send now. */
  public boolean writable() {
    return !ended && states.isOpen() && !states.write().isExhausted() && !handshakes.isCommitted();
  }

  /**
   * Sends one payload if the connection is {@linkplain #writable writable}.
   *
   * @param payload not longer than {@link #largestPayload}
   * @return whether it was sent; if not, nothing has changed
   * @throws EngineException when the engine could not seal it; nothing has changed
   */
  public boolean send(byte[] payload, long now) throws EngineException {
    if (payload.length > largestPayload()) {
      throw new IllegalArgumentException(
          "The payload has " + payload.length + " octets, more than " + largestPayload() + ".");
    }
    if (!writable()) {
      return false;
    }
    try {
      wire.begin(handshakes.opening())
          .record(
              states.write(),
              ContentType.APPLICATION_DATA,
              payload,
              settings.request().lengthField())
          .transmit();
    } catch (EngineException e) {
      if (e.reason() != EngineException.Reason.WINDOW_ENDED) {
        throw e;
      }
      renew(now);
      return false;
    }
    renewBeforeNumbersRunOut(now);
    return true;
  }

  /** The most octets that the engine protects in one record; changes with a handover. */
  public int largestPayload() {
    return handshakes.largestRecord();
  }

  /** Begins an in-place handshake, unless one is under way or there is nothing to renew. */
  public void renew(long now) {
    if (!ended && states.isOpen() && !handshakes.isUnderWay()) {
      handshakes.begin(false, now);
    }
  }

  /** When {@link #tick} is due next; {@link Long#MAX_VALUE} when nothing is waited for. */
  public long deadline() {
    return handshakes.deadline();
  }

  /** Lets time pass: repeats what has had no answer. */
  public void tick(long now) {
    handshakes.tick(now);
  }

  /** Ends the connection with connection_close_notify. Idempotent. */
  public void close() {
    if (!ended && states.isOpen()) {
      wire.alert(states.write(), AlertLevel.CRITICAL, AlertDescription.CONNECTION_CLOSE_NOTIFY);
    }
    end(new ConnectionClosedException("The connection was closed by this side."));
  }

  /** Ends the connection without a word to the server. Idempotent. */
  public void abort(WtlsException reason) {
    end(reason);
  }

  /** Whether the connection has ended. */
  public boolean hasEnded() {
    return ended;
  }

  /** What has been agreed on; empty before the connection is open. */
  public Optional<Negotiated> negotiated() {
    return Optional.ofNullable(states.current()).map(SecureState::negotiated);
  }

  /** The session behind the connection; empty before it is open. */
  public Optional<SessionDescription> session() {
    return Optional.ofNullable(states.current()).map(SecureState::description);
  }

  /**
   * The ticket with which another engine can continue this open connection's session. Nothing
   * changes.
   *
   * @return a ticket that may hold secrets; the caller closes it
   */
  public Ticket release(EngineProfile target) throws EngineException {
    SecureState current = states.current();
    return current
        .session()
        .release(
            current.description(),
            current.parameters(),
            current.write().nextSequence(),
            Math.max(0, current.read().highestSequence()),
            target);
  }

  /**
   * Hands this open connection over: the next record is sealed or opened by {@code adopted}. When
   * it throws, nothing has changed and {@code adopted} is still the caller's to close.
   *
   * @param target the engine that {@code adopted} is of
   */
  public void handOver(SecurityEngine target, EngineSession adopted) throws EngineException {
    SecureState current = states.current();
    current.replace(adopted, adopted.protection(current.parameters()));
    current.describe(
        StateDescription.heldBy(current.description(), adopted),
        StateDescription.servedBy(current.negotiated(), target.profile().name()));
    states.dropPrevious();
    handshakes.use(target);
  }

  /** A renewal that failed is tried again some hundred records later, until none is left. */
  private void renewBeforeNumbersRunOut(long now) {
    int next = states.write().nextSequence();
    if (states.write().isExhausted()) {
      end(
          new ConnectionClosedException(
              "All sequence numbers of this connection are used: connect again."));
    } else if (next >= settings.renewAt() && (next - settings.renewAt()) % RENEWAL_PAUSE == 0) {
      renew(now);
    }
  }

  private void record(RecordView record, long now) {
    Optional<ContentType> type = record.contentType();
    if (ended || type.isEmpty()) {
      return; // Unknown content types are ignored (WAP-261 9.2.1).
    }
    if (record.ciphered()) {
      securedRecord(record, type.get(), now);
    } else if (!states.isOpen()) {
      clearRecord(record, type.get(), now);
    } else if (type.get() == ContentType.ALERT) {
      clearAlertOnLiveConnection(record);
    }
    // Other clear records on a live connection are forged, or too late (WAP-261 B.4).
  }

  private void clearRecord(RecordView record, ContentType type, long now) {
    byte[] content =
        Arrays.copyOfRange(
            record.datagram(),
            record.fragmentOffset(),
            record.fragmentOffset() + record.fragmentLength());
    if (type == ContentType.ALERT) {
      alert(content, now);
      return;
    }
    // In order of sending; what is missing comes again with the whole flight.
    if (type == ContentType.APPLICATION_DATA || record.sequence() != nextClearRead) {
      return;
    }
    nextClearRead++;
    wire.ledger().received(record);
    handshakes.record(type, content, now);
  }

  private void securedRecord(RecordView record, ContentType type, long now) {
    try {
      byte[] content = handshakes.openUnderNewKeys(record);
      if (content != null) {
        wire.ledger().received(record);
        if (type == ContentType.HANDSHAKE) { // Nothing else counts before Finished.
          handshakes.record(type, content, now);
        }
        return;
      }
      content = states.isOpen() ? states.open(states.current(), record) : null;
      if (content == null && states.previous() != null && type == ContentType.APPLICATION_DATA) {
        content = states.open(states.previous(), record);
      }
      if (content == null) {
        handshakes.keepEarly(record);
        return;
      }
      wire.ledger().received(record);
      authentic(type, content, now);
    } catch (EngineException e) {
      if (e.reason() == EngineException.Reason.WINDOW_ENDED) {
        renew(now);
      } else if (states.isOpen()) {
        outputs.engineFailed(e);
      } else {
        end(handshakes.unavailable(e));
      }
    }
  }

  private void authentic(ContentType type, byte[] content, long now) {
    noConnectionAlerts = 0;
    switch (type) {
      case APPLICATION_DATA -> {
        handshakes.confirmOpen();
        outputs.deliver(content);
      }
      case ALERT -> alert(content, now);
      case HANDSHAKE, CHANGE_CIPHER_SPEC -> handshakes.record(type, content, now);
    }
  }

  /** An alert that is authentic, or came in the clear while there were no keys. */
  private void alert(byte[] content, long now) {
    Alert alert;
    try {
      alert = Alert.decode(content, 0, content.length);
    } catch (DecodeException e) {
      return;
    }
    boolean serverMayHaveNothing = !states.isOpen() && nextClearRead == 0;
    if (!wire.ledger().isPlausible(alert.checksum(), serverMayHaveNothing)) {
      return; // It answers nothing that this side has sent (WAP-261 10.2).
    }
    switch (AlertRules.verdict(alert, states.isOpen(), handshakes.isUnderWay())) {
      case WARN -> outputs.warned("The server sent alert " + AlertRules.name(alert) + ".");
      case WAIT -> handshakes.postpone(now);
      case CONFIRM_OPEN -> handshakes.confirmOpen();
      case REFUSED -> end(AlertRules.refused(alert));
      case RENEWAL_REFUSED ->
          handshakes.abandon(
              "The server refused the in-place handshake: " + AlertRules.name(alert) + ".");
      case CLOSE -> {
        wire.alert(states.write(), AlertLevel.CRITICAL, AlertDescription.CONNECTION_CLOSE_NOTIFY);
        end(AlertRules.ended(alert));
      }
      case CLOSE_SESSION -> {
        wire.alert(states.write(), AlertLevel.FATAL, AlertDescription.SESSION_CLOSE_NOTIFY);
        forgetSession();
        end(AlertRules.ended(alert));
      }
      case END_CONNECTION -> end(AlertRules.ended(alert));
      case END_SESSION -> {
        forgetSession();
        end(AlertRules.ended(alert));
      }
    }
  }

  /**
   * Clear alerts on a live connection prove nothing. Only no_connection is listened to, and only
   * when it has answered several different records with nothing authentic between.
   */
  private void clearAlertOnLiveConnection(RecordView record) {
    try {
      Alert alert =
          Alert.decode(record.datagram(), record.fragmentOffset(), record.fragmentLength());
      boolean repeated = noConnectionAlerts > 0 && alert.checksum() == lastNoConnectionChecksum;
      if (repeated
          || alert.code() != AlertDescription.NO_CONNECTION.number()
          || !wire.ledger().isPlausible(alert.checksum(), false)) {
        return;
      }
      lastNoConnectionChecksum = alert.checksum();
      noConnectionAlerts++;
    } catch (DecodeException e) {
      return;
    }
    if (noConnectionAlerts >= NO_CONNECTION_BELIEVED) {
      end(
          new ConnectionClosedException(
              "The server no longer knows this connection: connect again."));
    }
  }

  private void forgetSession() {
    try {
      states.current().session().forget();
    } catch (EngineException e) {
      outputs.warned("The session could not be erased: " + e.getMessage());
    }
  }

  private void end(WtlsException reason) {
    if (!ended) {
      ended = true;
      handshakes.close();
      states.close();
      wire.wipe();
      outputs.ended(reason);
    }
  }
}
