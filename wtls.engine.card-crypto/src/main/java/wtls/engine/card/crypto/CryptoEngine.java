package wtls.engine.card.crypto;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.algorithm.NamedCurve;
import wtls.api.algorithm.PrfHash;
import wtls.api.engine.Embodiment;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineProfile;
import wtls.api.engine.EngineSession;
import wtls.api.engine.KeyEstablishment;
import wtls.api.engine.KeyExchange;
import wtls.api.engine.Outlook;
import wtls.api.engine.OwnKey;
import wtls.api.engine.Ticket;
import wtls.api.session.Custody;
import wtls.api.session.SessionDescription;
import wtls.card.engine.CardCredentials;
import wtls.card.engine.CardEngine;
import wtls.card.engine.SealedEstablishment;
import wtls.card.engine.SlotHold;
import wtls.card.wim.Feature;
import wtls.card.wim.StoredSession;
import wtls.card.wim.WimCard;
import wtls.card.wim.WimException;
import wtls.protocol.engine.LiveKeyWindow;
import wtls.protocol.engine.Offers;
import wtls.protocol.engine.OpenSecrets;
import wtls.protocol.engine.OwnPoints;
import wtls.protocol.engine.SealedKeyExchange;
import wtls.protocol.engine.SoftwareSelfTest;
import wtls.protocol.engine.Tickets;

/**
 * Embodiment 2 (WO 00/02358), which any WIM is: the card makes the pre-master secret, derives and
 * keeps the master secret, and gives out finished values and the key block of each key window; the
 * phone protects records. No secret that outlives a key window is ever in the phone.
 *
 * <p>Uses the commands that a card of ours announces, and those of WAP-260 on others. Safe for use
 * from any thread; one session is used by one thread at a time.
 */
public final class CryptoEngine extends CardEngine {
  /** The name of the first such engine. */
  public static final String NAME = "card-crypto";

  private static final int LONGEST_SERVER_KEY = 2048;

  /** MACs whose PRF is SHA-1, and that a session record has a place for (WAP-260 9.4.11). */
  private static final Set<MacAlgorithm> MACS =
      EnumSet.of(MacAlgorithm.SHA_40, MacAlgorithm.SHA_80, MacAlgorithm.SHA);

  private final EngineProfile profile;
  private final OpenSecrets open;

  private CryptoEngine(WimCard card, String name, InstantSource clock, List<NamedCurve> curves) {
    super(card, clock, false);
    int largestKey = card.secrets().largestServerKey();
    this.profile =
        new EngineProfile(
            name,
            Embodiment.CRYPTO,
            Optional.of(card.serial()),
            Offers.sealed(card.transportsKeys(), curves, largestKey < LONGEST_SERVER_KEY),
            EnumSet.allOf(BulkCipher.class),
            MACS,
            largestKey,
            EngineProfile.UNLIMITED_RECORD,
            false);
    this.open = new OpenSecrets(name);
  }

  /**
   * An engine over this card. Reads its directories.
   *
   * @param clock for the pre-defined time of sessions
   * @return empty when the card does not derive secrets
   */
  public static Optional<CardEngine> over(WimCard card, String name, InstantSource clock)
      throws WimException {
    if (!card.transportsKeys() && !card.agreesOnKeys()) {
      return Optional.empty();
    }
    List<NamedCurve> curves = new ArrayList<>();
    if (card.agreesOnKeys()) {
      CardCredentials.of(card).keys().stream()
          .filter(key -> OwnPoints.of(key, false).isPresent())
          .map(key -> key.curve().orElseThrow())
          .distinct()
          .forEach(curves::add);
    }
    return Optional.of(new CryptoEngine(card, name, clock, curves));
  }

  @Override
  public EngineProfile profile() {
    return profile;
  }

  @Override
  public KeyEstablishment establish(KeyExchange exchange) throws EngineException {
    checkOpen();
    SealedKeyExchange wanted = SealedKeyExchange.of(exchange, profile.largestRsaKey());
    Optional<OwnKey> own =
        wanted instanceof SealedKeyExchange.Ecdh ecdh
            ? Optional.of(fixedKey(exchange.clientKey(), ecdh.key()))
            : Optional.empty();
    SlotHold hold = claim();
    try {
      byte[] value = establish(wanted, own, hold.slot());
      boolean sends = wanted instanceof SealedKeyExchange.Ecdh && exchange.clientKey().isEmpty();
      if (sends) {
        value = OwnPoints.of(own.orElseThrow(), !exchange.suite().uncompressed()).orElseThrow();
      }
      EngineSession session = new CryptoSession(this, hold, false, own.map(OwnKey::id));
      return open.guard(new SealedEstablishment(value, wanted.masterSecret(), hold, session));
    } catch (WimException e) {
      hold.close();
      throw e.toEngineException();
    } catch (EngineException | RuntimeException e) {
      hold.close();
      throw e;
    }
  }

  private byte[] establish(SealedKeyExchange wanted, Optional<OwnKey> own, int slot)
      throws WimException, EngineException {
    if (wanted instanceof SealedKeyExchange.Rsa rsa) {
      return card()
          .secrets()
          .establishRsa(
              slot,
              rsa.version(),
              rsa.key().exponent(),
              rsa.key().modulus(),
              rsa.randoms(),
              Set.of());
    }
    SealedKeyExchange.Ecdh ecdh = (SealedKeyExchange.Ecdh) wanted;
    card()
        .secrets()
        .establishEcdh(
            slot, agreementKey(own.orElseThrow().id()), ecdh.point(), ecdh.randoms(), Set.of());
    return new byte[0];
  }

  @Override
  public EngineSession resume(SessionDescription session, Outlook outlook) throws EngineException {
    checkOpen();
    try {
      requireStored(session);
      return open.guard(
          card().has(Feature.COMPOSITE) && outlook.hash() == PrfHash.SHA1 && isNow(outlook)
              ? resumeAtOnce(session, outlook)
              : resumeStepwise(session));
    } catch (WimException e) {
      throw e.toEngineException();
    }
  }

  /** One command counts the use and computes all that the outlook tells of. */
  private EngineSession resumeAtOnce(SessionDescription session, Outlook outlook)
      throws WimException, EngineException {
    StoredSession stored = card().sessions().hold(session, now());
    CryptoSession resumed = session(stored);
    try {
      resumed.finishHandshake(outlook, true);
      return resumed;
    } catch (WimException | RuntimeException e) {
      resumed.close();
      throw e;
    }
  }

  private EngineSession resumeStepwise(SessionDescription session) throws WimException {
    return session(card().sessions().open(session, now()).session());
  }

  private CryptoSession session(StoredSession stored) {
    return new CryptoSession(
        this,
        new SlotHold(card(), stored.slot()),
        stored.description().level().exposed(),
        Optional.empty());
  }

  @Override
  public EngineSession adopt(Ticket ticket) throws EngineException {
    checkOpen();
    Tickets.requireWhole(ticket.content());
    if (ticket.content() instanceof Ticket.KeyWindow window) {
      return open.guard(
          new WindowSession(this, new LiveKeyWindow(window, ticket.session().level())));
    }
    boolean outside =
        ticket.content() instanceof Ticket.MasterSecret
            || ticket.session().level().custody() != Custody.SEALED;
    return open.guard(
        new CryptoSession(
            this,
            adoptSlot(ticket),
            outside || ticket.session().level().exposed(),
            Optional.empty()));
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
    return session.description().level().custody() == Custody.SEALED && !session.engineOnly();
  }
}
