package wtls.core.machine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.PrfHash;
import wtls.api.client.Negotiated;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.Credentials;
import wtls.api.engine.Derivation;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineSession;
import wtls.api.engine.KeyEstablishment;
import wtls.api.engine.KeyExchange;
import wtls.api.engine.KeyId;
import wtls.api.engine.Outlook;
import wtls.api.engine.OwnKey;
import wtls.api.engine.RecordProtection;
import wtls.api.engine.SecurityEngine;
import wtls.api.engine.ServerKey;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.connection.Transcript;
import wtls.protocol.crypto.WtlsKeys;
import wtls.protocol.handshake.CertificateMessage;
import wtls.protocol.handshake.CertificateRequest;
import wtls.protocol.handshake.Finished;
import wtls.protocol.handshake.HandshakeMessage;
import wtls.protocol.handshake.HandshakeType;
import wtls.protocol.handshake.Handshakes;
import wtls.protocol.handshake.ServerHello;
import wtls.protocol.handshake.ServerKeyExchange;

/**
 * One handshake from ClientHello to the last Finished (WAP-261 10.3): which message may come next,
 * and what each does. Records, flights and timers are the machine's business.
 *
 * <p>Owns the engine's session until {@link #takeState} gives it away.
 */
final class ClientHandshake implements AutoCloseable {

  /** What must come next from the server. */
  enum Expect {
    SERVER_HELLO,
    /** Certificate, ServerKeyExchange, CertificateRequest, ServerHelloDone. */
    SERVER_FLIGHT,
    /** ServerHelloDone has come: it is this side's turn. */
    SECOND_FLIGHT_DUE,
    CHANGE_CIPHER_SPEC,
    FINISHED,
    /** The server's Finished is right. */
    DONE
  }

  private final SecurityEngine engine;
  private final Settings settings;
  private final Credentials credentials;
  private final Offer offer;
  private final Transcript transcript = new Transcript();
  private final byte[] clientRandom;
  private final byte[] clientHello;

  private Expect expect = Expect.SERVER_HELLO;
  private Negotiated.Handshake flow = Negotiated.Handshake.FULL;
  private byte[] serverRandom;
  private ConnectionParameters parameters;
  private Selection selection;
  private ServerKeySource serverKey;
  private CertificateRequest certificateRequest;
  private SecureState state;
  private boolean clientAuthenticated;
  private boolean committed;

  ClientHandshake(
      SecurityEngine engine,
      Settings settings,
      Credentials credentials,
      Offer offer,
      byte[] clientRandom) {
    this.engine = engine;
    this.settings = settings;
    this.credentials = credentials;
    this.offer = offer;
    this.clientRandom = clientRandom;
    this.clientHello = Handshakes.encode(offer.hello(clientRandom), null);
    transcript.add(clientHello);
  }

  byte[] clientHello() {
    return clientHello;
  }

  Expect expect() {
    return expect;
  }

  Negotiated.Handshake flow() {
    return flow;
  }

  Selection selection() {
    return selection;
  }

  Optional<ServerKeySource> serverKey() {
    return Optional.ofNullable(serverKey);
  }

  boolean clientAuthenticated() {
    return clientAuthenticated;
  }

  /** Whether this side has sent its ChangeCipherSpec: there is no way back to the old keys. */
  boolean isCommitted() {
    return committed;
  }

  /** The state under the new keys: there from the moment that keys exist. */
  SecureState state() {
    return state;
  }

  /** Gives the new state away, to be closed by the caller from now on. */
  SecureState takeState() {
    SecureState taken = state;
    state = null;
    return taken;
  }

  PrfHash hash() {
    return selection.cipherSuite().mac().hash();
  }

  Transcript transcript() {
    return transcript;
  }

  /** Takes the next message of the server: a whole Handshake structure. */
  void message(byte[] message) throws HandshakeFailure, EngineException {
    HandshakeMessage decoded;
    try {
      decoded = Handshakes.decode(message, 0, message.length, suiteOrNull());
    } catch (DecodeException e) {
      throw HandshakeFailure.refused(
          AlertDescription.DECODE_ERROR,
          "The server sent a malformed handshake message: " + e.getMessage());
    }
    if (decoded.type() == HandshakeType.HELLO_REQUEST) {
      return; // Ignored during a handshake, and never hashed (WAP-261 10.5.1.1).
    }
    switch (decoded.type()) {
      case SERVER_HELLO -> serverHello((ServerHello) decoded, message);
      case CERTIFICATE -> {
        requireExpected(Expect.SERVER_FLIGHT, decoded.type());
        serverKey.certificate((CertificateMessage) decoded);
        transcript.add(message);
      }
      case SERVER_KEY_EXCHANGE -> {
        requireExpected(Expect.SERVER_FLIGHT, decoded.type());
        serverKey.keyExchange((ServerKeyExchange) decoded);
        transcript.add(message);
      }
      case CERTIFICATE_REQUEST -> {
        requireExpected(Expect.SERVER_FLIGHT, decoded.type());
        if (!serverKey.isKnown() || certificateRequest != null) {
          throw unexpected(decoded.type());
        }
        certificateRequest = (CertificateRequest) decoded;
        transcript.add(message);
      }
      case SERVER_HELLO_DONE -> {
        requireExpected(Expect.SERVER_FLIGHT, decoded.type());
        if (!serverKey.isKnown()) {
          throw unexpected(decoded.type());
        }
        transcript.add(message);
        expect = Expect.SECOND_FLIGHT_DUE;
      }
      case FINISHED -> finished((Finished) decoded, message);
      case HELLO_REQUEST, CLIENT_HELLO, CERTIFICATE_VERIFY, CLIENT_KEY_EXCHANGE ->
          throw unexpected(decoded.type());
    }
  }

  /** The server's ChangeCipherSpec: its next records are under the new keys. */
  void changeCipherSpec() throws HandshakeFailure, EngineException {
    if (expect == Expect.SERVER_FLIGHT && isOptimised()) {
      flow = Negotiated.Handshake.OPTIMISED;
      clientAuthenticated = true;
      establish(selection.entry().orElseThrow().key().map(OwnKey::id));
    } else if (expect != Expect.CHANGE_CIPHER_SPEC) {
      throw HandshakeFailure.refused(
          AlertDescription.UNEXPECTED_MESSAGE,
          "The server changed its cipher spec before the handshake had come to that.");
    }
    expect = Expect.FINISHED;
  }

  /** The messages of the second flight up to ChangeCipherSpec, in order; keys exist afterwards. */
  List<byte[]> secondFlight() throws EngineException {
    SecondFlight flight =
        new SecondFlight(credentials, settings, selection, certificateRequest, serverKey.key());
    if (certificateRequest != null && settings.request().clientAuthentication()) {
      flight.chooseKey();
    }
    List<byte[]> messages = flight.certificate();
    messages.forEach(transcript::add);
    try (KeyEstablishment establishment = engine.establish(keyExchange(flight.agreementKey()))) {
      flight
          .clientKeyExchange(establishment.clientKeyExchange())
          .ifPresent(message -> add(messages, message));
      derive(establishment);
    }
    if (flight.signingKey().isPresent()) {
      byte[] signature = state.session().sign(flight.signingKey().get(), transcript.hash(hash()));
      add(messages, flight.certificateVerify(signature));
    }
    clientAuthenticated = flight.authenticates();
    state.session().foresee(outlook(false));
    expect = Expect.CHANGE_CIPHER_SPEC;
    return messages;
  }

  /** This side's Finished, and counts it in the transcript. */
  byte[] clientFinished() throws EngineException {
    committed = true;
    byte[] verifyData =
        state.session().finished(WtlsKeys.clientFinished(transcript.hash(hash()), hash()));
    byte[] message = Handshakes.encode(new Finished(verifyData), suiteOrNull());
    transcript.add(message);
    return message;
  }

  /** Wipes the secrets of a handshake that came to nothing; nothing after {@link #takeState}. */
  @Override
  public void close() {
    if (state != null) {
      state.close();
      state = null;
    }
  }

  private void serverHello(ServerHello hello, byte[] message)
      throws HandshakeFailure, EngineException {
    requireExpected(Expect.SERVER_HELLO, hello.type());
    selection = Selection.of(hello, offer);
    serverRandom = hello.random();
    parameters =
        WtlsKeys.clientSide(
            selection.cipherSuite(), selection.keyRefresh(), clientRandom, serverRandom);
    transcript.add(message);
    if (selection.resumed().isPresent()) {
      flow = Negotiated.Handshake.ABBREVIATED;
      clientAuthenticated = selection.resumed().get().level().authentication().wtlsClass() == 3;
      open(engine.resume(selection.resumed().get(), outlook(true)));
      expect = Expect.CHANGE_CIPHER_SPEC;
      return;
    }
    Offer.Entry entry = selection.entry().orElseThrow();
    serverKey = new ServerKeySource(offer, entry, settings, credentials.roots());
    if (ServerKeySource.needsKey(entry.suite())) {
      expect = Expect.SERVER_FLIGHT;
    } else {
      flow = Negotiated.Handshake.ABBREVIATED;
      // Both ends prove that they know a shared secret.
      clientAuthenticated = entry.sharedSecretName().isPresent();
      establish(Optional.empty());
      expect = Expect.CHANGE_CIPHER_SPEC;
    }
  }

  private void finished(Finished finished, byte[] message)
      throws HandshakeFailure, EngineException {
    requireExpected(Expect.FINISHED, finished.type());
    boolean right =
        state
            .session()
            .verifyFinished(
                WtlsKeys.serverFinished(transcript.hash(hash()), hash()), finished.verifyData());
    if (!right) {
      throw HandshakeFailure.refused(
          AlertDescription.DECRYPT_ERROR,
          "The server's Finished does not fit the handshake: it was tampered with, or the keys"
              + " differ.");
    }
    transcript.add(message);
    expect = Expect.DONE;
  }

  private void establish(Optional<KeyId> clientKey) throws EngineException {
    try (KeyEstablishment establishment = engine.establish(keyExchange(clientKey))) {
      derive(establishment);
    }
    state.session().foresee(outlook(true));
  }

  private KeyExchange keyExchange(Optional<KeyId> clientKey) {
    Offer.Entry entry = selection.entry().orElseThrow();
    return new KeyExchange(
        entry.suite(),
        serverKey.isKnown() ? serverKey.key() : new ServerKey.None(),
        Offer.VERSION,
        clientKey,
        entry.sharedSecretName(),
        serverKey.certificates(),
        Optional.of(masterSecret()));
  }

  private void derive(KeyEstablishment establishment) throws EngineException {
    open(establishment.derive(masterSecret()));
  }

  private Derivation masterSecret() {
    return WtlsKeys.masterSecret(clientRandom, serverRandom, hash());
  }

  /** What is asked of the session once all messages before the first Finished are known. */
  private Outlook outlook(boolean serverFirst) {
    byte[] finished =
        Handshakes.encode(new Finished(new byte[WtlsKeys.VERIFY_DATA_SIZE]), suiteOrNull());
    byte[] header = Arrays.copyOf(finished, finished.length - WtlsKeys.VERIFY_DATA_SIZE);
    return new Outlook(transcript.toByteArray(), header, serverFirst, hash(), parameters);
  }

  private void open(EngineSession session) throws EngineException {
    try {
      RecordProtection protection = session.protection(parameters);
      state = new SecureState(session, protection, parameters);
    } catch (EngineException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** The server may skip to its Finished when it knows the key that the client named. */
  private boolean isOptimised() {
    return selection.entry().flatMap(Offer.Entry::key).isPresent()
        && serverKey.isKnown()
        && certificateRequest == null;
  }

  private void add(List<byte[]> messages, byte[] message) {
    messages.add(message);
    transcript.add(message);
  }

  private KeyExchangeSuite suiteOrNull() {
    return selection == null ? null : selection.entry().map(Offer.Entry::suite).orElse(null);
  }

  private void requireExpected(Expect wanted, HandshakeType type) throws HandshakeFailure {
    if (expect != wanted) {
      throw unexpected(type);
    }
  }

  private static HandshakeFailure unexpected(HandshakeType type) {
    return HandshakeFailure.refused(
        AlertDescription.UNEXPECTED_MESSAGE,
        "The server sent a " + type + " where the handshake has no place for it.");
  }
}
