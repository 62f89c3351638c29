package wtls.engine.card.full;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import wtls.api.algorithm.PrfHash;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.Derivation;
import wtls.api.engine.Embodiment;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineException.Reason;
import wtls.api.engine.EngineProfile;
import wtls.api.engine.KeyId;
import wtls.api.engine.Outlook;
import wtls.api.engine.RecordProtection;
import wtls.api.engine.Ticket;
import wtls.api.session.SessionDescription;
import wtls.card.engine.SealedSession;
import wtls.card.engine.SlotHold;
import wtls.card.wim.CardConnection;
import wtls.card.wim.Feature;
import wtls.card.wim.HandshakeEnd;
import wtls.card.wim.StoreOption;
import wtls.card.wim.WimConnections;
import wtls.card.wim.WimException;
import wtls.protocol.crypto.WtlsKeys;

/** A live session of which nothing but records and finished values leaves the card. */
final class FullSession extends SealedSession {
  private final FullEngine engine;
  private final boolean engineOnly;
  private final List<FullProtection> protections = new ArrayList<>();
  private Optional<Foreseen> foreseen = Optional.empty();

  /**
   * Takes over the slot.
   *
   * @param engineOnly whether the card is known to keep the key blocks to itself
   */
  FullSession(
      FullEngine engine,
      SlotHold hold,
      boolean exposed,
      Optional<KeyId> ownKey,
      boolean engineOnly) {
    super(engine, hold, exposed, ownKey, engineOnly ? Set.of(StoreOption.ENGINE_ONLY) : Set.of());
    this.engine = engine;
    this.engineOnly = engineOnly;
  }

  @Override
  public void foresee(Outlook outlook) throws EngineException {
    if (outlook.hash() == PrfHash.SHA1) {
      try {
        finishHandshake(outlook, false);
      } catch (WimException e) {
        throw e.toEngineException();
      }
    }
  }

  /** Has the card compute all that the outlook tells of, and keep the keys. */
  void finishHandshake(Outlook outlook, boolean resumes) throws WimException {
    ConnectionParameters connection = outlook.connection();
    HandshakeEnd end =
        new HandshakeEnd(
            outlook.serverFirst(), resumes, connection.write().exportSeed(), outlook.messages());
    CardConnection made =
        card()
            .connections()
            .finishInside(slot(), end, connection.cipherSuite(), connection.keyRefresh());
    dropForeseen();
    foreseen = Optional.of(new Foreseen(outlook, made));
  }

  @Override
  public byte[] finished(Derivation derivation) throws EngineException {
    Optional<byte[]> known = foreseen.flatMap(answers -> answers.clientFinished(derivation));
    return known.isPresent() ? known.get() : derive(derivation);
  }

  @Override
  public boolean verifyFinished(Derivation derivation, byte[] received) throws EngineException {
    if (foreseen.isPresent() && foreseen.get().isServerFinished(derivation)) {
      try {
        boolean right = card().connections().checks(slot(), received);
        if (right) {
          foreseen.get().serverFinishedIs(received);
        }
        return right;
      } catch (WimException e) {
        throw e.toEngineException();
      }
    }
    byte[] expected = derive(derivation);
    try {
      return MessageDigest.isEqual(expected, received);
    } finally {
      Arrays.fill(expected, (byte) 0);
    }
  }

  @Override
  public RecordProtection protection(ConnectionParameters parameters) throws EngineException {
    if (!engine.profile().bulkCiphers().contains(parameters.cipherSuite().bulk())
        || !engine.profile().macs().contains(parameters.cipherSuite().mac())) {
      throw new EngineException(
          Reason.UNSUPPORTED,
          "The card has no " + parameters.cipherSuite() + ": use a suite of its profile.");
    }
    FullProtection protection = new FullProtection(this, parameters);
    protections.add(protection);
    return protection;
  }

  /** The number of a connection in the card that no other protection uses. */
  int connect(ConnectionParameters parameters) throws EngineException {
    Optional<Integer> made = foreseen.flatMap(answers -> answers.take(parameters));
    if (made.isPresent()) {
      return made.get();
    }
    try {
      return card()
          .connections()
          .connect(
              slot(),
              parameters.cipherSuite(),
              parameters.keyRefresh(),
              parameters.write().exportSeed())
          .number();
    } catch (WimException e) {
      throw e.toEngineException();
    }
  }

  /** Wipes the keys of a connection in the card. */
  void disconnect(int connection) {
    try {
      card().connections().disconnect(connection);
    } catch (WimException e) {
      // The card is gone, and its keys with it.
    }
  }

  /** Where records are sealed and opened. */
  WimConnections connections() {
    return card().connections();
  }

  int largestRecord() {
    return engine.profile().largestRecord();
  }

  void leave(FullProtection protection) {
    protections.remove(protection);
  }

  @Override
  public Ticket release(
      SessionDescription session,
      ConnectionParameters connection,
      int writeSequence,
      int readSequence,
      EngineProfile target)
      throws EngineException {
    boolean served = !engineOnly || target.embodiment() == Embodiment.FULL;
    if (engine.sealsHere(target) && served) {
      return new Ticket(heldHere(session), new Ticket.CardReference(card().serial(), slot()));
    }
    if (target.embodiment() == Embodiment.FULL || !card().has(Feature.WINDOW_EXPORT)) {
      throw new EngineException(
          Reason.FORBIDDEN,
          "Neither the session's secret nor its keys leave card "
              + card().serial()
              + ": begin an in-place handshake.");
    }
    int number = connect(connection);
    try {
      return new Ticket(
          heldHere(session), windows(number, connection, writeSequence, readSequence));
    } catch (WimException e) {
      throw e.toEngineException();
    } finally {
      disconnect(number);
    }
  }

  private Ticket.KeyWindow windows(
      int number, ConnectionParameters connection, int writeSequence, int readSequence)
      throws WimException {
    int writeStart = WtlsKeys.windowStart(writeSequence, connection.keyRefresh());
    int readStart = WtlsKeys.windowStart(readSequence, connection.keyRefresh());
    byte[] writeBlock = card().connections().window(number, true, writeStart);
    try {
      byte[] readBlock = card().connections().window(number, false, readStart);
      return new Ticket.KeyWindow(writeStart, writeBlock, readStart, readBlock);
    } catch (WimException e) {
      Arrays.fill(writeBlock, (byte) 0);
      throw e;
    }
  }

  @Override
  public void close() {
    List.copyOf(protections).forEach(FullProtection::close);
    dropForeseen();
    super.close();
  }

  private void dropForeseen() {
    foreseen.flatMap(Foreseen::take).ifPresent(this::disconnect);
    foreseen = Optional.empty();
  }

  /** What was not foreseen is answered too, as long as it is a finished value. */
  private byte[] derive(Derivation derivation) throws EngineException {
    if (derivation.hash() != PrfHash.SHA1) {
      throw new EngineException(
          Reason.UNSUPPORTED, "The card derives with SHA-1 only: use a MAC with SHA.");
    }
    byte[] label = derivation.label().getBytes(US_ASCII);
    byte[] seed =
        ByteBuffer.allocate(label.length + derivation.seed().length)
            .put(label)
            .put(derivation.seed())
            .array();
    try {
      return card().secrets().derive(slot(), seed, derivation.length());
    } catch (WimException e) {
      throw e.toEngineException();
    }
  }
}
