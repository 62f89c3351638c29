package wtls.engine.card.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import wtls.api.algorithm.PrfHash;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.Derivation;
import wtls.api.engine.Embodiment;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineException.Reason;
import wtls.api.engine.EngineProfile;
import wtls.api.engine.KeyExpansion;
import wtls.api.engine.KeyId;
import wtls.api.engine.Outlook;
import wtls.api.engine.RecordProtection;
import wtls.api.engine.Ticket;
import wtls.api.session.SessionDescription;
import wtls.card.engine.SealedSession;
import wtls.card.engine.SlotHold;
import wtls.card.wim.Feature;
import wtls.card.wim.HandshakeEnd;
import wtls.card.wim.WimException;
import wtls.protocol.crypto.SoftwareRecordProtection;
import wtls.protocol.crypto.WtlsKeys;

/** A live session whose master secret is in the card; what comes out of it is gone when used. */
final class CryptoSession extends SealedSession {
  private final CryptoEngine engine;
  private Optional<Foreseen> foreseen = Optional.empty();

  /** Takes over the slot. */
  CryptoSession(CryptoEngine engine, SlotHold hold, boolean exposed, Optional<KeyId> ownKey) {
    super(engine, hold, exposed, ownKey, Set.of());
    this.engine = engine;
  }

  @Override
  public void foresee(Outlook outlook) throws EngineException {
    if (card().has(Feature.COMPOSITE) && outlook.hash() == PrfHash.SHA1) {
      try {
        finishHandshake(outlook, false);
      } catch (WimException e) {
        throw e.toEngineException();
      }
    }
  }

  /** Has the card compute all that the outlook tells of. */
  void finishHandshake(Outlook outlook, boolean resumes) throws WimException {
    ConnectionParameters connection = outlook.connection();
    HandshakeEnd end =
        new HandshakeEnd(
            outlook.serverFirst(), resumes, connection.write().exportSeed(), outlook.messages());
    foreseen.ifPresent(Foreseen::close);
    foreseen =
        Optional.of(
            new Foreseen(
                outlook,
                card().connections().finish(slot(), end, connection.cipherSuite().keyBlockSize())));
  }

  @Override
  public byte[] finished(Derivation derivation) throws EngineException {
    Optional<byte[]> known = foreseen.flatMap(answers -> answers.verifyData(derivation));
    return known.isPresent() ? known.get() : derive(derivation);
  }

  @Override
  public boolean verifyFinished(Derivation derivation, byte[] received) throws EngineException {
    byte[] expected = finished(derivation);
    try {
      return MessageDigest.isEqual(expected, received);
    } finally {
      Arrays.fill(expected, (byte) 0);
    }
  }

  @Override
  public RecordProtection protection(ConnectionParameters parameters) throws EngineException {
    requireSha1(parameters.cipherSuite().mac().hash());
    return new SoftwareRecordProtection(
        parameters,
        (direction, windowStart, block) -> {
          if (foreseen.isEmpty()
              || !foreseen.get().keyBlock(parameters, direction, windowStart, block)) {
            keyBlock(CardBlocks.expansion(parameters, direction), windowStart, block);
          }
        });
  }

  @Override
  public Ticket release(
      SessionDescription session,
      ConnectionParameters connection,
      int writeSequence,
      int readSequence,
      EngineProfile target)
      throws EngineException {
    if (engine.sealsHere(target)) {
      return new Ticket(heldHere(session), new Ticket.CardReference(card().serial(), slot()));
    }
    if (target.embodiment() == Embodiment.FULL) {
      throw new EngineException(
          Reason.FORBIDDEN,
          "The session's secret does not leave card "
              + card().serial()
              + ": begin an in-place handshake.");
    }
    int writeStart = WtlsKeys.windowStart(writeSequence, connection.keyRefresh());
    int readStart = WtlsKeys.windowStart(readSequence, connection.keyRefresh());
    byte[] writeBlock = new byte[connection.cipherSuite().keyBlockSize()];
    byte[] readBlock = new byte[connection.cipherSuite().keyBlockSize()];
    try {
      keyBlock(connection.write(), writeStart, writeBlock);
      keyBlock(connection.read(), readStart, readBlock);
    } catch (EngineException e) {
      Arrays.fill(writeBlock, (byte) 0);
      throw e;
    }
    return new Ticket(
        heldHere(session), new Ticket.KeyWindow(writeStart, writeBlock, readStart, readBlock));
  }

  @Override
  public void close() {
    foreseen.ifPresent(Foreseen::close);
    foreseen = Optional.empty();
    super.close();
  }

  /** PHash with the label in front (WAP-260 11.4.4). */
  private byte[] derive(Derivation derivation) throws EngineException {
    requireSha1(derivation.hash());
    byte[] label = derivation.label().getBytes(US_ASCII);
    byte[] seed =
        ByteBuffer.allocate(label.length + derivation.seed().length)
            .put(label)
            .put(derivation.seed())
            .array();
    return derive(seed, derivation.length());
  }

  private void keyBlock(KeyExpansion expansion, int windowStart, byte[] block)
      throws EngineException {
    byte[] label = expansion.label().getBytes(US_ASCII);
    byte[] seed =
        ByteBuffer.allocate(label.length + 2 + expansion.seed().length)
            .put(label)
            .putShort((short) windowStart)
            .put(expansion.seed())
            .array();
    byte[] derived = derive(seed, block.length);
    System.arraycopy(derived, 0, block, 0, block.length);
    Arrays.fill(derived, (byte) 0);
  }

  private byte[] derive(byte[] seed, int length) throws EngineException {
    try {
      return card().secrets().derive(slot(), seed, length);
    } catch (WimException e) {
      throw e.toEngineException();
    }
  }

  private static void requireSha1(PrfHash hash) throws EngineException {
    if (hash != PrfHash.SHA1) {
      throw new EngineException(
          Reason.UNSUPPORTED, "The card derives with SHA-1 only: use a MAC with SHA.");
    }
  }
}
