package wtls.engine.card.storage;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.Embodiment;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineException.Reason;
import wtls.api.engine.EngineProfile;
import wtls.api.engine.EngineSession;
import wtls.api.engine.KeyEstablishment;
import wtls.api.engine.KeyExchange;
import wtls.api.engine.KeyId;
import wtls.api.engine.Outlook;
import wtls.api.engine.ServerKey;
import wtls.api.engine.Ticket;
import wtls.api.session.Custody;
import wtls.api.session.SessionDescription;
import wtls.card.engine.CardEngine;
import wtls.card.engine.SlotHold;
import wtls.card.wim.StoredSession;
import wtls.card.wim.WimCard;
import wtls.card.wim.WimException;
import wtls.card.wim.WimKey;
import wtls.card.wim.WimSessions;
import wtls.protocol.crypto.BadKeyException;
import wtls.protocol.crypto.EcKeys;
import wtls.protocol.engine.HeldSecrets;
import wtls.protocol.engine.LiveKeyWindow;
import wtls.protocol.engine.LiveMasterSecret;
import wtls.protocol.engine.LiveSecret;
import wtls.protocol.engine.Offers;
import wtls.protocol.engine.OpenSecrets;
import wtls.protocol.engine.PreMaster;
import wtls.protocol.engine.SoftwareEstablishment;
import wtls.protocol.engine.SoftwareKeyExchange;
import wtls.protocol.engine.SoftwareSelfTest;
import wtls.protocol.engine.Tickets;

/**
 * Embodiment 1 (WO 00/02358): the card keeps keys, certificates, roots and sessions, signs, and
 * agrees with its fixed key; the phone computes the rest. Its copies of secrets are wiped with
 * their session, and when the engine is closed.
 *
 * <p>Safe for use from any thread; one session is used by one thread at a time.
 */
public final class StorageEngine extends CardEngine {
  /** The name of the first such engine. */
  public static final String NAME = "card-storage";

  private static final int LARGEST_RSA_KEY = 4096;

  private final EngineProfile profile;
  private final SoftwareKeyExchange keyExchange;
  private final OpenSecrets open;

  private StorageEngine(WimCard card, String name, InstantSource clock, SecureRandom random) {
    super(card, clock, true);
    this.profile =
        new EngineProfile(
            name,
            Embodiment.STORAGE,
            Optional.of(card.serial()),
            Offers.software().stream()
                .filter(offer -> offer.suite() != KeyExchangeSuite.SHARED_SECRET)
                .toList(),
            EnumSet.allOf(BulkCipher.class),
            EnumSet.allOf(MacAlgorithm.class),
            LARGEST_RSA_KEY,
            EngineProfile.UNLIMITED_RECORD,
            false);
    this.keyExchange = new SoftwareKeyExchange(new CardKeys(), LARGEST_RSA_KEY, random);
    this.open = new OpenSecrets(name);
  }

  /**
   * An engine over this card.
   *
   * @param clock for the pre-defined time of sessions
   * @return empty when the card gives out neither agreed secrets nor sessions
   */
  public static Optional<CardEngine> over(
      WimCard card, String name, InstantSource clock, SecureRandom random) {
    return card.agreesInTheClear()
        ? Optional.of(new StorageEngine(card, name, clock, random))
        : Optional.empty();
  }

  @Override
  public EngineProfile profile() {
    return profile;
  }

  @Override
  public KeyEstablishment establish(KeyExchange exchange) throws EngineException {
    checkOpen();
    PreMaster preMaster = keyExchange.make(exchange);
    return open.guard(
        new SoftwareEstablishment(
            preMaster,
            masterSecret ->
                new StorageSession(
                    this, held(masterSecret), Optional.empty(), exchange.clientKey())));
  }

  @Override
  public EngineSession resume(SessionDescription session, Outlook outlook) throws EngineException {
    checkOpen();
    try {
      requireStored(session);
      WimSessions.Opened opened = card().sessions().open(session, now());
      SlotHold hold = new SlotHold(card(), opened.session().slot());
      byte[] secret = opened.secret().orElse(new byte[0]);
      if (secret.length == 0) {
        hold.close();
        throw new EngineException(
            Reason.FAILED, "The card gave no secret for its session: use another card.");
      }
      return open.guard(
          new StorageSession(this, held(secret), Optional.of(hold), Optional.empty()));
    } catch (WimException e) {
      throw e.toEngineException();
    }
  }

  @Override
  public EngineSession adopt(Ticket ticket) throws EngineException {
    checkOpen();
    Tickets.requireWhole(ticket.content());
    if (ticket.content() instanceof Ticket.MasterSecret master) {
      return adopted(held(master.octets().clone()));
    }
    if (ticket.content() instanceof Ticket.KeyWindow window) {
      return adopted(new LiveKeyWindow(window, ticket.session().level()));
    }
    throw new EngineException(
        Reason.UNSUPPORTED,
        "The session's secret is sealed in its card and does not come out: begin an in-place"
            + " handshake.");
  }

  private EngineSession adopted(LiveSecret secret) throws EngineException {
    return open.guard(new StorageSession(this, secret, Optional.empty(), Optional.empty()));
  }

  @Override
  public void selfTest() throws EngineException {
    checkOpen();
    testCard();
    SoftwareSelfTest.run();
  }

  @Override
  public void close() {
    open.close();
  }

  @Override
  protected void checkOpen() throws EngineException {
    open.checkOpen();
  }

  @Override
  protected boolean serves(StoredSession session) {
    return session.description().level().custody() == Custody.READABLE;
  }

  /** Holds a slot for a session that is to be stored. */
  SlotHold freeSlot() throws EngineException {
    return claim();
  }

  private static LiveSecret held(byte[] masterSecret) {
    return new LiveMasterSecret(masterSecret, Custody.READABLE, true);
  }

  /** The card's fixed keys; it shares no secrets with servers. */
  private final class CardKeys implements HeldSecrets {

    @Override
    public Optional<byte[]> sharedSecret(String name) {
      return Optional.empty();
    }

    @Override
    public byte[] agree(KeyId id, ServerKey.Ec serverKey) throws EngineException {
      WimKey key = agreementKey(id);
      NamedCurve own = key.curve().orElseThrow();
      if (own != serverKey.curve()) {
        throw HeldSecrets.otherCurve(serverKey, own);
      }
      try {
        byte[] point = EcKeys.point(serverKey.curve(), serverKey.point(), false);
        return card().keys().agreeInTheClear(key, point);
      } catch (BadKeyException e) {
        throw new EngineException(Reason.BAD_KEY, e.getMessage(), e);
      } catch (WimException e) {
        throw e.toEngineException();
      }
    }
  }
}
