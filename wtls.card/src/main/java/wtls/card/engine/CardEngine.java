package wtls.card.engine;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import wtls.api.engine.Credentials;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineException.Reason;
import wtls.api.engine.EngineProfile;
import wtls.api.engine.KeyId;
import wtls.api.engine.Outlook;
import wtls.api.engine.OwnKey;
import wtls.api.engine.SecurityEngine;
import wtls.api.engine.ServerKey;
import wtls.api.engine.Ticket;
import wtls.api.session.Custody;
import wtls.api.session.SessionDescription;
import wtls.card.wim.Feature;
import wtls.card.wim.StoredSession;
import wtls.card.wim.WimCard;
import wtls.card.wim.WimException;
import wtls.card.wim.WimKey;

/**
 * The part of an engine that reads its card: keys, certificates, roots, randomness and the list of
 * sessions. Safe for use from any thread; the card does one thing at a time.
 */
public abstract class CardEngine implements SecurityEngine, AutoCloseable {
  private static final int LONGEST_DIGEST = 36;
  private static final int LONGEST_RANDOM = 255;
  private static final int MASTER_SECRET = 20;

  /** How far a hello's time may be from the clock. */
  private static final Duration NOW = Duration.ofMinutes(1);

  private final WimCard card;
  private final InstantSource clock;
  private final boolean inTheClear;

  /**
   * @param clock for the pre-defined time of sessions and certificates
   * @param inTheClear whether it agrees with keys whose results leave the card
   */
  protected CardEngine(WimCard card, InstantSource clock, boolean inTheClear) {
    this.card = Objects.requireNonNull(card, "card");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.inTheClear = inTheClear;
  }

  /** The card, which other engines may use too. */
  public final WimCard card() {
    return card;
  }

  /** The time now. */
  public final Instant now() {
    return clock.instant();
  }

  /**
   * Does nothing while the engine is in service.
   *
   * @throws EngineException {@link Reason#CLOSED} when it has stopped
   */
  protected abstract void checkOpen() throws EngineException;

  /** Whether a session that the card keeps is one that this engine can go on with. */
  protected abstract boolean serves(StoredSession session);

  @Override
  public final Credentials credentials() throws EngineException {
    checkOpen();
    return CardCalls.call(
        () -> inTheClear ? CardCredentials.inTheClear(card) : CardCredentials.of(card));
  }

  @Override
  public final byte[] random(int length) throws EngineException {
    checkOpen();
    if (length < 1 || length > LONGEST_RANDOM) {
      throw new IllegalArgumentException("length is not within 1 to 255: " + length);
    }
    return CardCalls.call(() -> card.random(length));
  }

  @Override
  public final List<SessionDescription> sessions() throws EngineException {
    checkOpen();
    return CardCalls.call(
        () ->
            card.sessions().list(now()).stream()
                .filter(this::serves)
                .map(StoredSession::description)
                .toList());
  }

  /** Signs with one of the card's keys, as {@link wtls.api.engine.EngineSession#sign} says. */
  public final byte[] sign(KeyId id, byte[] digest) throws EngineException {
    if (digest.length > LONGEST_DIGEST) {
      throw new IllegalArgumentException("The digest has more than 36 octets: " + digest.length);
    }
    OwnKey key =
        credentials().keys().stream()
            .filter(own -> own.id().equals(id))
            .findFirst()
            .orElseThrow(() -> unknown(id, "signing"));
    if (key.use() != OwnKey.Use.SIGN) {
      throw new EngineException(
          Reason.FORBIDDEN, "The client key " + id + " is for key agreement, not for signing.");
    }
    return CardCalls.call(() -> card.keys().sign(card.directory().key(id).orElseThrow(), digest));
  }

  /**
   * The fixed key that a key agreement is done with: the one that was asked for, else one on the
   * server's curve.
   *
   * @throws EngineException {@link Reason#UNKNOWN} when it is not on the card, {@link
   *     Reason#BAD_KEY} when it is on another curve than the server's
   */
  protected final OwnKey fixedKey(Optional<KeyId> wanted, ServerKey.Ec serverKey)
      throws EngineException {
    List<OwnKey> keys =
        credentials().keys().stream()
            .filter(key -> key.use() == OwnKey.Use.AGREE)
            .filter(key -> wanted.isEmpty() || wanted.get().equals(key.id()))
            .toList();
    if (wanted.isPresent() && keys.isEmpty()) {
      throw unknown(wanted.get(), "key agreement");
    }
    return keys.stream()
        .filter(key -> key.curve().equals(Optional.of(serverKey.curve())))
        .findFirst()
        .orElseThrow(
            () ->
                new EngineException(
                    Reason.BAD_KEY,
                    "The server's key is on "
                        + serverKey.curve().standardName()
                        + ", and the card has no such key there: use another suite."));
  }

  /**
   * Whether the client's random tells the time of now: cards take the time from it when they count
   * a use together with the rest.
   */
  protected final boolean isNow(Outlook outlook) {
    byte[] randoms = outlook.connection().write().exportSeed();
    if (randoms.length < Integer.BYTES) {
      return false;
    }
    Instant told = Instant.ofEpochSecond(ByteBuffer.wrap(randoms).getInt() & 0xFFFFFFFFL);
    return Duration.between(told, now()).abs().compareTo(NOW) <= 0;
  }

  /** Finds a stored session that this engine serves; {@link Reason#UNKNOWN} when there is none. */
  protected final void requireStored(SessionDescription session)
      throws EngineException, WimException {
    if (card.sessions().find(session).filter(this::serves).isEmpty()) {
      throw new EngineException(
          Reason.UNKNOWN,
          "The card keeps no session with "
              + session.peer()
              + " under this id for this engine: begin a full handshake.");
    }
  }

  /** The card's key for agreement with this id; {@link Reason#UNKNOWN} when there is none. */
  public final WimKey agreementKey(KeyId id) throws EngineException {
    return CardCalls.call(() -> card.directory().key(id))
        .filter(key -> inTheClear ? key.agreesInTheClear() : key.agrees())
        .filter(key -> key.curve().isPresent() && !key.nonRepudiation())
        .orElseThrow(() -> unknown(id, "key agreement"));
  }

  /**
   * Asks the card for randomness twice, which must differ.
   *
   * @throws EngineException {@link Reason#FAILED} when it does not
   */
  protected final void testCard() throws EngineException {
    byte[] first = random(LONGEST_RANDOM);
    if (Arrays.equals(first, random(LONGEST_RANDOM))) {
      throw new EngineException(
          Reason.FAILED,
          "Card " + card.serial() + " gives the same random octets again: use another card.");
    }
  }

  /** Holds a slot for a new session; {@link Reason#FULL} when there is none. */
  protected final SlotHold claim() throws EngineException {
    return CardCalls.call(() -> new SlotHold(card, card.sessions().claim()));
  }

  /**
   * Holds the slot of a sealed secret that a ticket brings or names: takes the secret in, goes on
   * with the one that is there, or has the card seal its readable one.
   *
   * @throws EngineException {@link Reason#UNSUPPORTED} when it is on another card or cannot be
   *     taken in, {@link Reason#UNKNOWN} when nothing is there
   */
  protected final SlotHold adoptSlot(Ticket ticket) throws EngineException {
    if (ticket.content() instanceof Ticket.MasterSecret master) {
      return takeIn(master.octets());
    }
    if (ticket.content() instanceof Ticket.CardReference place && isHere(place.cardSerial())) {
      return joinSlot(place.reference(), ticket.session().level().custody());
    }
    throw new EngineException(
        Reason.UNSUPPORTED,
        "The session's secret is not on card "
            + card.serial()
            + ", and does not move there: begin an in-place handshake.");
  }

  /** Whether an engine drives this engine's card and leaves master secrets on it, sealed. */
  public final boolean sealsHere(EngineProfile other) {
    return other.cardSerial().filter(this::isHere).isPresent()
        && other.embodiment().custody() == Custody.SEALED;
  }

  private boolean isHere(String serial) {
    return serial.equals(card.serial());
  }

  private SlotHold takeIn(byte[] secret) throws EngineException {
    if (!card.has(Feature.IMPORT) || secret.length != MASTER_SECRET) {
      throw new EngineException(
          Reason.UNSUPPORTED,
          "Card " + card.serial() + " takes no such secret in: begin an in-place handshake.");
    }
    SlotHold hold = claim();
    try {
      card.sessions().importSecret(hold.slot(), secret);
      return hold;
    } catch (WimException e) {
      hold.close();
      throw e.toEngineException();
    }
  }

  private SlotHold joinSlot(int slot, Custody custody) throws EngineException {
    try {
      card.sessions().join(slot);
    } catch (WimException e) {
      throw e.toEngineException();
    }
    SlotHold hold = new SlotHold(card, slot);
    try {
      if (custody == Custody.READABLE) {
        card.sessions().seal(slot);
      }
      return hold;
    } catch (WimException e) {
      hold.close();
      throw e.toEngineException();
    }
  }

  private static EngineException unknown(KeyId id, String use) {
    return new EngineException(
        Reason.UNKNOWN, "No client key for " + use + " has the id " + id + ": personalise it.");
  }

  /** Leaves nothing of any session in the phone; all calls after it fail. Idempotent. */
  @Override
  public abstract void close();
}
