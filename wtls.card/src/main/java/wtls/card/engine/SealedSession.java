package wtls.card.engine;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineSession;
import wtls.api.engine.KeyId;
import wtls.api.session.Custody;
import wtls.api.session.SecurityLevel;
import wtls.api.session.SessionDescription;
import wtls.card.wim.StoreOption;
import wtls.card.wim.WimCard;
import wtls.card.wim.WimException;
import wtls.card.wim.WimKey;

/** A session whose master secret stays in a slot of a card. Used by one thread at a time. */
public abstract class SealedSession implements EngineSession {
  private final CardEngine engine;
  private final SlotHold hold;
  private final boolean exposed;
  private final Set<StoreOption> options;
  private Optional<KeyId> ownKey;

  /**
   * @param hold is taken over
   * @param exposed whether the secret has been outside a card
   * @param ownKey the client's key that has taken part
   * @param options how it is stored
   */
  protected SealedSession(
      CardEngine engine,
      SlotHold hold,
      boolean exposed,
      Optional<KeyId> ownKey,
      Set<StoreOption> options) {
    this.engine = Objects.requireNonNull(engine, "engine");
    this.hold = Objects.requireNonNull(hold, "hold");
    this.exposed = exposed;
    this.ownKey = Objects.requireNonNull(ownKey, "ownKey");
    this.options = Set.copyOf(options);
  }

  /** The slot of its master secret. */
  protected final int slot() {
    return hold.slot();
  }

  /** The card that it is on. */
  protected final WimCard card() {
    return engine.card();
  }

  @Override
  public final Custody custody() {
    return Custody.SEALED;
  }

  @Override
  public final boolean exposed() {
    return exposed;
  }

  @Override
  public final byte[] sign(KeyId key, byte[] digest) throws EngineException {
    byte[] signature = engine.sign(key, digest);
    ownKey = Optional.of(key);
    return signature;
  }

  /** The same session, described as it is held here. */
  protected final SessionDescription heldHere(SessionDescription session) {
    return session.withLevel(
        new SecurityLevel(session.level().authentication(), custody(), exposed));
  }

  @Override
  public final void save(SessionDescription session) throws EngineException {
    try {
      if (!session.resumableAt(engine.now())) {
        card().sessions().forgetAll(session);
        return;
      }
      Optional<WimKey> key =
          ownKey.isPresent() ? card().directory().key(ownKey.get()) : Optional.empty();
      card().sessions().store(slot(), heldHere(session), key, options);
    } catch (WimException e) {
      throw e.toEngineException();
    }
  }

  @Override
  public final void forget() throws EngineException {
    try {
      card().sessions().forget(slot());
    } catch (WimException e) {
      throw e.toEngineException();
    }
  }

  /** Lets go of the slot; subclasses wipe what they keep in the phone. */
  @Override
  public void close() {
    hold.close();
  }
}
