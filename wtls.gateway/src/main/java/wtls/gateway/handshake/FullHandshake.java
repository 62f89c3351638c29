package wtls.gateway.handshake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.certificate.ClientIdentity;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.crypto.ConstantTime;
import wtls.protocol.crypto.Prf;
import wtls.protocol.crypto.WtlsKeys;
import wtls.protocol.handshake.CertificateMessage;
import wtls.protocol.handshake.Finished;
import wtls.protocol.handshake.HandshakeMessage;
import wtls.protocol.handshake.Handshakes;
import wtls.protocol.handshake.ServerHelloDone;
import wtls.protocol.record.ContentType;
import wtls.protocol.record.RecordView;

/** The flow in which both ends bring a key (WAP-261 10.3, figure 5). The client finishes first. */
final class FullHandshake extends Attempt {
  /**
   * How many different second flights are looked at. More than one, so that a corrupted or forged
   * datagram does not end the handshake; few, for each costs a private key operation.
   */
  private static final int MOST_FLIGHTS = 3;

  private final Choice.Full choice;
  private final boolean wantsCertificate;
  private KeyShare share;
  private Connection pending;
  private int flightsSeen;

  FullHandshake(Start start, Choice.Full choice) {
    super(start, choice.terms());
    this.choice = choice;
    this.wantsCertificate =
        context().policy().wantsClientCertificate() && terms().keyExchange().usesCertificate();
  }

  @Override
  void begin() {
    if (choice.offer() instanceof Choice.KeyOffer.Certified certified) {
      answer(KeyShare.of(certified.key(), terms().keyExchange()));
    } else {
      offload(
          () -> KeyShare.anonymous(choice.offer(), terms().keyExchange(), context()), this::answer);
    }
  }

  /** Sends the first flight, which ends with ServerHelloDone. */
  private void answer(KeyShare ownShare) {
    share = ownShare;
    Outgoing out = dialogue().outgoing();
    add(out, answerHello(newSessionId()));
    if (choice.offer() instanceof Choice.KeyOffer.Certified certified) {
      add(out, new CertificateMessage(certified.key().chain()));
    }
    share.announcement().ifPresent(announcement -> add(out, announcement));
    if (wantsCertificate) {
      boolean known = !choice.clientChain().isEmpty();
      add(out, ClientAuthentication.request(context().credentials(), terms().keyExchange(), known));
    }
    byte[] flight = out.last(carrier(), ContentType.HANDSHAKE, say(new ServerHelloDone()));
    flights().answerFirst(flight);
    dialogue().transmit(flight.clone());
  }

  private void add(Outgoing out, HandshakeMessage message) {
    out.then(carrier(), ContentType.HANDSHAKE, say(message));
  }

  @Override
  int receive(ClientDatagram datagram, int at) throws Refusal {
    if (share == null) {
      return datagram.records().size();
    }
    ClientDatagram.Flight flight = flight(datagram, at);
    if (flight.next() == at) {
      // Not readable: then nothing behind it is to be taken for a flight of its own.
      int end = datagram.handshakeEnd(at);
      return end == at + 1 ? at : end;
    }
    if (flight.messages().isEmpty()) {
      // No flight of a full handshake is without messages: this belongs to the connection before.
      return at;
    }
    flights().receiveSecond(datagram.digest());
    int bareLength = context().policy().bareEncryptedSecret() ? modulusLength() : 0;
    ClientFlight parsed = ClientFlight.parse(flight.messages(), terms().keyExchange(), bareLength);
    RecordView finished = datagram.protectedHandshake(flight.next());
    if (finished == null || !flight.changed() && inPlace()) {
      // Cut short or corrupted on the way: the client will send it whole again.
      return datagram.handshakeEnd(at);
    }
    if (!flight.changed()) {
      throw Refusal.unexpected("The client's Finished came without ChangeCipherSpec.");
    }
    dialogue().received(finished);
    flightsSeen++;
    Instant now = now();
    ClientDatagram rest = datagram.from(flight.next() + 1);
    offload(() -> agree(parsed, now), secret -> finish(secret, parsed, finished, rest));
    return datagram.records().size();
  }

  private int modulusLength() {
    return share instanceof KeyShare.Rsa rsa ? rsa.modulus().length : 0;
  }

  @Override
  void receiveEarly(RecordView record) {
    // Nothing can be opened before the client's key is there.
  }

  /** Who the client is and what the master secret is: the step that takes time. */
  private MasterSecret agree(ClientFlight flight, Instant now) throws Refusal {
    Optional<ClientIdentity> client = authenticate(flight, now);
    byte[] clientValue = clientValue(flight, client);
    List<byte[]> preMasters = share.preMaster(clientValue, hello().version(), context().random());
    var derivation = WtlsKeys.masterSecret(hello().random(), serverHello().random(), prfHash());
    List<byte[]> masters = new ArrayList<>();
    for (byte[] preMaster : preMasters) {
      masters.add(Prf.derive(preMaster, derivation));
      Arrays.fill(preMaster, (byte) 0);
    }
    return new MasterSecret(masters, client.map(ClientIdentity::subject).orElse(""));
  }

  private Optional<ClientIdentity> authenticate(ClientFlight flight, Instant now) throws Refusal {
    if (!wantsCertificate) {
      if (flight.certificates().isPresent() || flight.signature().isPresent()) {
        throw Refusal.unexpected("The client shows a certificate that nobody asked for.");
      }
      return Optional.empty();
    }
    if (flight.certificates().isEmpty()) {
      throw Refusal.unexpected("The client's Certificate message is missing.");
    }
    var shown = flight.certificates().get();
    var chain = shown.isEmpty() ? choice.clientChain() : shown;
    if (chain.isEmpty()) {
      throw Refusal.fatal(
          AlertDescription.HANDSHAKE_FAILURE,
          "The client has no certificate, and this gateway asks for one.");
    }
    ClientIdentity client =
        new ClientAuthentication(context(), terms().keyExchange(), now).identify(chain);
    if (!ClientAuthentication.agrees(client)) {
      ClientAuthentication.verify(client, hash(flight.signed()), flight.signature());
    } else if (flight.signature().isPresent()) {
      throw Refusal.unexpected("The client signs with a key that only agrees.");
    }
    return Optional.of(client);
  }

  /** What the client brings: in ClientKeyExchange, or in its certificate. */
  private byte[] clientValue(ClientFlight flight, Optional<ClientIdentity> client) throws Refusal {
    if (client.filter(ClientAuthentication::agrees).isPresent()) {
      if (flight.keyExchange().isPresent()) {
        throw Refusal.unexpected("The client brings a second key beside its certified one.");
      }
      if (!(share instanceof KeyShare.FixedEc fixed)) {
        throw Refusal.fatal(
            AlertDescription.UNSUPPORTED_CERTIFICATE, "The client's certified key cannot sign.");
      }
      return ClientAuthentication.fixedPoint(client.get(), fixed.curve());
    }
    return flight
        .keyExchange()
        .orElseThrow(() -> Refusal.unexpected("The client's ClientKeyExchange is missing."));
  }

  /** Checks the client's Finished under the new keys, and goes on to store the session. */
  private void finish(
      MasterSecret secret, ClientFlight flight, RecordView record, ClientDatagram rest)
      throws Refusal {
    try (secret) {
      for (byte[] master : secret.candidates()) {
        closePending();
        pending = Connection.secure(parameters(), master, newSession(secret.client()));
        byte[] content = pending.open(record);
        if (content != null) {
          check(content, master, flight);
          conclude(master.clone(), flight, content, rest);
          return;
        }
      }
    }
    // A secret that did not decrypt, a wrong key, a corrupted record: all end here, and alike.
    throw notAboutThis();
  }

  private void check(byte[] content, byte[] master, ClientFlight flight) throws Refusal {
    HandshakeMessage message;
    try {
      message = Handshakes.decode(content, 0, content.length, terms().keyExchange());
    } catch (DecodeException e) {
      throw Refusal.malformed(e);
    }
    if (!(message instanceof Finished finished)) {
      throw Refusal.unexpected("The client sends " + message.type() + " where Finished is due.");
    }
    byte[] expected =
        Prf.derive(master, WtlsKeys.clientFinished(hash(flight.messages()), prfHash()));
    if (!ConstantTime.equals(finished.verifyData(), expected)) {
      throw notAboutThis();
    }
  }

  private static Refusal notAboutThis() {
    return Refusal.fatal(
        AlertDescription.DECRYPT_ERROR, "The client's Finished is not about this handshake.");
  }

  /** Stores the session; then this side finishes. */
  private void conclude(
      byte[] master, ClientFlight flight, byte[] clientFinished, ClientDatagram rest) {
    List<byte[]> following = new ArrayList<>(flight.messages());
    following.add(clientFinished);
    byte[] proof = Prf.derive(master, WtlsKeys.serverFinished(hash(following), prfHash()));
    Established.Session session = pending.session();
    Instant now = now();
    offload(() -> keep(session, master, now), kept -> answerFinished(proof, rest));
  }

  private void answerFinished(byte[] proof, ClientDatagram rest) {
    Connection next = pending;
    pending = null;
    byte[] last =
        dialogue()
            .outgoing()
            .thenChangeCipherSpec(carrier())
            .last(next, ContentType.HANDSHAKE, say(new Finished(proof)));
    flights().forgetFirst();
    flights().answerSecond(last);
    dialogue().transmit(last.clone());
    Established agreed =
        new Established(Flow.FULL, inPlace(), next.session(), terms().keyRefresh());
    succeed(next, agreed, rest);
  }

  /** Until this side has finished, the client has nothing to say. */
  @Override
  boolean isFinishing() {
    return false;
  }

  private Established.Session newSession(String client) {
    int reached = !terms().keyExchange().authenticated() ? 1 : wantsCertificate ? 3 : 2;
    return new Established.Session(
        serverHello().sessionId(), terms().keyExchange(), terms().cipherSuite(), reached, client);
  }

  /** Under the carrier's keys the client itself is to blame; in the clear it may be anyone. */
  @Override
  boolean survivesRefusal() {
    return share != null && !inPlace() && !isSpent();
  }

  @Override
  boolean isSpent() {
    return flightsSeen >= MOST_FLIGHTS;
  }

  private void closePending() {
    if (pending != null) {
      pending.close();
      pending = null;
    }
  }

  @Override
  public void close() {
    closePending();
    if (share != null) {
      share.close();
    }
  }
}
