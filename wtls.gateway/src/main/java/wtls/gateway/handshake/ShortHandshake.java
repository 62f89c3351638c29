package wtls.gateway.handshake;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import wtls.api.session.SessionId;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.crypto.ConstantTime;
import wtls.protocol.crypto.Prf;
import wtls.protocol.crypto.WtlsKeys;
import wtls.protocol.handshake.CertificateMessage;
import wtls.protocol.handshake.Finished;
import wtls.protocol.handshake.HandshakeMessage;
import wtls.protocol.handshake.Handshakes;
import wtls.protocol.record.ContentType;
import wtls.protocol.record.RecordView;

/**
 * The flows in which the server finishes first, for it has the secret when ClientHello has come:
 * abbreviated, shared secret, null and optimised (WAP-261 10.3, figures 6 and 7).
 */
final class ShortHandshake extends Attempt {
  private final Choice choice;
  private Connection pending;
  private byte[] masterSecret;
  private byte[] expected;
  private boolean proved;
  private boolean finishing;

  ShortHandshake(Start start, Choice choice) {
    super(start, choice.terms());
    this.choice = choice;
  }

  @Override
  void begin() {
    if (choice instanceof Choice.Resume resume) {
      answer(resume.session().masterSecret(), resume.session().session());
    } else if (choice instanceof Choice.Preshared preshared) {
      answerHello(newSessionIdUnlessNull());
      answer(masterSecret(preshared.secret()), newSession(preshared.client()));
      Arrays.fill(preshared.secret(), (byte) 0);
    } else if (choice instanceof Choice.Optimised optimised) {
      answerHello(newSessionId());
      FixedKeyAgreement agreement = new FixedKeyAgreement(context(), now(), optimised);
      offload(
          () -> agreement.agree(this::masterSecret),
          agreed -> answer(agreed.candidates().get(0), newSession(agreed.client())));
    } else {
      throw new IllegalArgumentException("This is no choice for a short handshake: " + choice);
    }
  }

  /** Nobody can make use of a session without secret, so it is not kept. */
  private SessionId newSessionIdUnlessNull() {
    return flow() == Flow.NULL ? SessionId.EMPTY : newSessionId();
  }

  private byte[] masterSecret(byte[] preMaster) {
    return Prf.derive(
        preMaster, WtlsKeys.masterSecret(hello().random(), serverHello().random(), prfHash()));
  }

  private Established.Session newSession(String client) {
    int reached =
        switch (flow()) {
          case NULL -> 1;
          case SHARED_SECRET, OPTIMISED, FULL, ABBREVIATED -> 3;
        };
    return new Established.Session(
        serverHello().sessionId(), terms().keyExchange(), terms().cipherSuite(), reached, client);
  }

  private Flow flow() {
    if (choice instanceof Choice.Resume) {
      return Flow.ABBREVIATED;
    }
    return switch (terms().keyExchange()) {
      case NULL -> Flow.NULL;
      case SHARED_SECRET -> Flow.SHARED_SECRET;
      default -> Flow.OPTIMISED;
    };
  }

  /** Sends the first flight, which ends with this side's Finished. */
  private void answer(byte[] secret, Established.Session session) {
    masterSecret = secret;
    if (serverHello() == null) {
      answerHello(session.id());
    }
    pending = Connection.secure(parameters(), secret, session);
    Outgoing out = dialogue().outgoing();
    out.then(carrier(), ContentType.HANDSHAKE, say(serverHello()));
    if (choice instanceof Choice.Optimised optimised) {
      HandshakeMessage certificate = new CertificateMessage(optimised.key().chain());
      out.then(carrier(), ContentType.HANDSHAKE, say(certificate));
    }
    byte[] finished = prove(secret);
    out.thenChangeCipherSpec(carrier());
    byte[] flight = out.last(pending, ContentType.HANDSHAKE, finished);
    flights().answerFirst(flight);
    dialogue().transmit(flight.clone());
  }

  /** Says this side's Finished, and derives what the client's is to be. */
  private byte[] prove(byte[] secret) {
    try (Prf prf = Prf.keyed(secret, prfHash())) {
      byte[] proof = prf.derive(WtlsKeys.serverFinished(hash(List.of()), prfHash()));
      byte[] finished = say(new Finished(proof));
      expected = prf.derive(WtlsKeys.clientFinished(hash(List.of()), prfHash()));
      return finished;
    }
  }

  @Override
  Connection writing() {
    return proved && pending != null ? pending : carrier();
  }

  /**
   * Whether payloads have to wait: this side has said that it changes keys on the live connection,
   * and does not know yet whether the client follows.
   */
  boolean holdsBack() {
    return inPlace() && pending != null;
  }

  @Override
  int receive(ClientDatagram datagram, int at) throws Refusal {
    ClientDatagram.Flight flight = flight(datagram, at);
    if (!flight.messages().isEmpty()) {
      throw Refusal.unexpected("The client sends messages of a full handshake.");
    }
    RecordView record = flight.changed() ? datagram.protectedHandshake(flight.next()) : null;
    byte[] content = record == null || pending == null ? null : pending.open(record);
    if (content == null) {
      // Corrupted, or it belongs to another handshake or to the connection before.
      return at;
    }
    proved = true;
    dialogue().received(record);
    finish(content, datagram.from(flight.next() + 1));
    return datagram.records().size();
  }

  @Override
  void receiveEarly(RecordView record) throws Refusal {
    // The record may have been cut out of a datagram by others: it proves nothing, and stays new.
    if (pending != null && pending.openAgain(record) != null) {
      dialogue().received(record);
      throw Refusal.unexpected("The client's Finished came without ChangeCipherSpec.");
    }
  }

  private void finish(byte[] content, ClientDatagram rest) throws Refusal {
    HandshakeMessage message;
    try {
      message = Handshakes.decode(content, 0, content.length, terms().keyExchange());
    } catch (DecodeException e) {
      throw Refusal.malformed(e);
    }
    if (!(message instanceof Finished finished)) {
      throw Refusal.unexpected("The client sends " + message.type() + " where Finished is due.");
    }
    if (!ConstantTime.equals(finished.verifyData(), expected)) {
      throw Refusal.fatal(
          AlertDescription.DECRYPT_ERROR, "The client's Finished is not about this handshake.");
    }
    finishing = true;
    remember(rest);
  }

  /** Only now that the client is known to be the one whose session it is, it is stored or used. */
  private void remember(ClientDatagram rest) {
    Instant now = now();
    Established.Session session = pending.session();
    if (choice instanceof Choice.Resume) {
      offload(() -> use(session, now), used -> complete(rest));
    } else {
      byte[] master = masterSecret.clone();
      offload(() -> keep(session, master, now), kept -> complete(rest));
    }
  }

  private boolean use(Established.Session session, Instant now) throws Refusal {
    if (!context().sessions().use(session.id(), now)) {
      throw Refusal.critical(
          AlertDescription.SESSION_NOT_READY, "The session was used up in the meantime.");
    }
    return true;
  }

  private void complete(ClientDatagram rest) {
    Connection next = pending;
    pending = null;
    succeed(next, agreed(next.session()), rest);
  }

  @Override
  boolean isFinishing() {
    return finishing;
  }

  private Established agreed(Established.Session session) {
    return new Established(flow(), inPlace(), session, terms().keyRefresh());
  }

  /** What came under the new keys is the client's own fault; what came in the clear is anyone's. */
  @Override
  boolean survivesRefusal() {
    return pending != null && !inPlace() && !proved;
  }

  @Override
  boolean isSpent() {
    return false;
  }

  @Override
  public void close() {
    if (pending != null) {
      pending.close();
    }
    if (masterSecret != null) {
      Arrays.fill(masterSecret, (byte) 0);
    }
    if (choice instanceof Choice.Resume resume) {
      Arrays.fill(resume.session().masterSecret(), (byte) 0);
    } else if (choice instanceof Choice.Preshared preshared) {
      Arrays.fill(preshared.secret(), (byte) 0);
    }
  }
}
