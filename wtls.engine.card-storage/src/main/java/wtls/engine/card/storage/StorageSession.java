package wtls.engine.card.storage;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineProfile;
import wtls.api.engine.KeyId;
import wtls.api.engine.Ticket;
import wtls.api.session.SecurityLevel;
import wtls.api.session.SessionDescription;
import wtls.card.engine.SlotHold;
import wtls.card.wim.WimException;
import wtls.card.wim.WimKey;
import wtls.protocol.engine.LiveMasterSecret;
import wtls.protocol.engine.LiveSecret;
import wtls.protocol.engine.SoftwareSession;

/** A live session, with its slot on the card once it is stored there. */
final class StorageSession extends SoftwareSession {
  private final StorageEngine engine;
  private Optional<SlotHold> hold;
  private Optional<KeyId> ownKey;

  /**
   * Takes over the secret and the slot.
   *
   * @param hold where it is stored; empty when it is not
   * @param ownKey the client's key that took part
   */
  StorageSession(
      StorageEngine engine, LiveSecret secret, Optional<SlotHold> hold, Optional<KeyId> ownKey) {
    super(secret);
    this.engine = engine;
    this.hold = hold;
    this.ownKey = ownKey;
  }

  @Override
  public byte[] sign(KeyId key, byte[] digest) throws EngineException {
    byte[] signature = engine.sign(key, digest);
    ownKey = Optional.of(key);
    return signature;
  }

  @Override
  public void save(SessionDescription session) throws EngineException {
    byte[] masterSecret = secret().masterSecret();
    try {
      if (session.resumableAt(engine.now())) {
        store(session, masterSecret);
      } else {
        engine.card().sessions().forgetAll(session);
        letGo();
      }
    } catch (WimException e) {
      throw e.toEngineException();
    } finally {
      Arrays.fill(masterSecret, (byte) 0);
    }
  }

  private void store(SessionDescription session, byte[] masterSecret)
      throws WimException, EngineException {
    if (!isStored(session)) {
      letGo();
      hold = Optional.of(engine.freeSlot());
    }
    SecurityLevel level = new SecurityLevel(session.level().authentication(), custody(), exposed());
    Optional<WimKey> key =
        ownKey.isPresent() ? engine.card().directory().key(ownKey.get()) : Optional.empty();
    try {
      engine
          .card()
          .sessions()
          .storeReadable(
              hold.orElseThrow().slot(), session.withLevel(level), key, Set.of(), masterSecret);
    } catch (WimException e) {
      letGo();
      throw e;
    }
  }

  /** Whether the card keeps it in the slot that is held: another session may have replaced it. */
  private boolean isStored(SessionDescription session) throws WimException, EngineException {
    int slot = hold.map(SlotHold::slot).orElse(0);
    return engine.card().sessions().find(session).filter(found -> found.slot() == slot).isPresent();
  }

  private void letGo() {
    hold.ifPresent(SlotHold::close);
    hold = Optional.empty();
  }

  @Override
  public void forget() throws EngineException {
    if (hold.isPresent()) {
      try {
        engine.card().sessions().forget(hold.get().slot());
      } catch (WimException e) {
        throw e.toEngineException();
      }
      letGo();
    }
  }

  @Override
  public Ticket release(
      SessionDescription session,
      ConnectionParameters connection,
      int writeSequence,
      int readSequence,
      EngineProfile target)
      throws EngineException {
    try {
      if (secret() instanceof LiveMasterSecret && engine.sealsHere(target) && isStored(session)) {
        String serial = engine.card().serial();
        SecurityLevel level =
            new SecurityLevel(session.level().authentication(), custody(), exposed());
        return new Ticket(
            session.withLevel(level), new Ticket.CardReference(serial, hold.orElseThrow().slot()));
      }
    } catch (WimException e) {
      throw e.toEngineException();
    }
    return super.release(session, connection, writeSequence, readSequence, target);
  }

  @Override
  public void close() {
    super.close();
    letGo();
  }
}
