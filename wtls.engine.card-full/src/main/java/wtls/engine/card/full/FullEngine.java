package wtls.engine.card.full;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.algorithm.NamedCurve;
import wtls.api.algorithm.PrfHash;
import wtls.api.engine.Embodiment;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineException.Reason;
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
import wtls.card.wim.Announcement;
import wtls.card.wim.Feature;
import wtls.card.wim.StoredSession;
import wtls.card.wim.WimCard;
import wtls.card.wim.WimException;
import wtls.card.wim.WimKey;
import wtls.card.wim.WimSecrets;
import wtls.protocol.engine.Offers;
import wtls.protocol.engine.OpenSecrets;
import wtls.protocol.engine.OwnPoints;
import wtls.protocol.engine.SealedKeyExchange;
import wtls.protocol.engine.Tickets;

/**
 * Embodiment 3 (WO 00/02358): the card checks the server's certificates against its own roots,
 * makes and keeps the secrets, and protects the records; no key of any kind is ever in the phone.
 *
 * <p>Safe for use from any thread; one session is used by one thread at a time.
 */
public final class FullEngine extends CardEngine {
  /** The name of the first such engine. */
  public static final String NAME = "card-full";

  private static final Set<MacAlgorithm> MACS =
      EnumSet.of(MacAlgorithm.SHA_40, MacAlgorithm.SHA_80, MacAlgorithm.SHA);

  private final EngineProfile profile;
  private final OpenSecrets open;

  private FullEngine(
      WimCard card,
      String name,
      InstantSource clock,
      Announcement announced,
      List<NamedCurve> curves) {
    super(card, clock, false);
    this.profile =
        new EngineProfile(
            name,
            Embodiment.FULL,
            Optional.of(card.serial()),
            Offers.sealed(card.transportsKeys(), curves, false),
            announced.bulkCiphers(),
            MACS,
            card.secrets().largestServerKey(),
            announced.largestContent(),
            false);
    this.open = new OpenSecrets(name);
  }

  /**
   * An engine over this card. Reads its directories.
   *
   * @param clock for the pre-defined time of sessions, and for certificates
   * @return empty when the card does not protect records, or does not check certificates
   */
  public static Optional<CardEngine> over(WimCard card, String name, InstantSource clock)
      throws WimException {
    boolean suits =
        card.has(Feature.ENGINE) && card.has(Feature.COMPOSITE) && card.has(Feature.CERTIFICATES);
    if (!suits) {
      return Optional.empty();
    }
    List<NamedCurve> curves = new ArrayList<>();
    for (OwnKey key : CardCredentials.of(card).keys()) {
      if (card.agreesOnKeys() && OwnPoints.of(key, false).isPresent()) {
        curves.add(key.curve().orElseThrow());
      }
    }
    return Optional.of(
        new FullEngine(
            card,
            name,
            clock,
            card.announcement().orElseThrow(),
            curves.stream().distinct().toList()));
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
    Optional<WimKey> key =
        own.isPresent() ? Optional.of(agreementKey(own.get().id())) : Optional.empty();
    SlotHold hold = claim();
    try {
      // No other session's certificates come between the check and what rests on it.
      byte[] value = card().exclusively(() -> establish(exchange, wanted, key, hold.slot()));
      boolean sends = own.isPresent() && exchange.clientKey().isEmpty();
      if (sends) {
        value = OwnPoints.of(own.get(), !exchange.suite().uncompressed()).orElseThrow();
      }
      EngineSession session = new FullSession(this, hold, false, own.map(OwnKey::id), true);
      return open.guard(new SealedEstablishment(value, wanted.masterSecret(), hold, session));
    } catch (WimException e) {
      hold.close();
      throw e.toEngineException();
    } catch (EngineException | RuntimeException e) {
      hold.close();
      throw e;
    }
  }

  private byte[] establish(
      KeyExchange exchange, SealedKeyExchange wanted, Optional<WimKey> key, int slot)
      throws WimException {
    Set<WimSecrets.Rule> rules = EnumSet.of(WimSecrets.Rule.ENGINE_ONLY);
    if (exchange.suite().usesCertificate()) {
      checkChain(exchange.serverCertificates());
      rules.add(WimSecrets.Rule.CHECKED_KEY);
    }
    if (wanted instanceof SealedKeyExchange.Rsa rsa) {
      return card()
          .secrets()
          .establishRsa(
              slot, rsa.version(), rsa.key().exponent(), rsa.key().modulus(), rsa.randoms(), rules);
    }
    SealedKeyExchange.Ecdh ecdh = (SealedKeyExchange.Ecdh) wanted;
    card().secrets().establishEcdh(slot, key.orElseThrow(), ecdh.point(), ecdh.randoms(), rules);
    return new byte[0];
  }

  /** From the certificate that a root of the card has issued down to the server's. */
  private void checkChain(List<EncodedCertificate> chain) throws WimException {
    if (chain.isEmpty()) {
      throw new WimException(
          Reason.UNTRUSTED, "The server showed no certificate for the card to check.");
    }
    for (int i = 0; i < chain.size(); i++) {
      card().connections().checkCertificate(chain.get(chain.size() - 1 - i), i, now());
    }
  }

  @Override
  public EngineSession resume(SessionDescription session, Outlook outlook) throws EngineException {
    checkOpen();
    try {
      requireStored(session);
      return open.guard(
          outlook.hash() == PrfHash.SHA1 && isNow(outlook)
              ? resumeAtOnce(session, outlook)
              : resumed(card().sessions().open(session, now()).session()));
    } catch (WimException e) {
      throw e.toEngineException();
    }
  }

  /** One command counts the use and computes all that the outlook tells of. */
  private EngineSession resumeAtOnce(SessionDescription session, Outlook outlook)
      throws WimException {
    FullSession resumed = resumed(card().sessions().hold(session, now()));
    try {
      resumed.finishHandshake(outlook, true);
      return resumed;
    } catch (WimException | RuntimeException e) {
      resumed.close();
      throw e;
    }
  }

  private FullSession resumed(StoredSession stored) {
    return new FullSession(
        this,
        new SlotHold(card(), stored.slot()),
        stored.description().level().exposed(),
        Optional.empty(),
        stored.engineOnly());
  }

  @Override
  public EngineSession adopt(Ticket ticket) throws EngineException {
    checkOpen();
    Tickets.requireWhole(ticket.content());
    boolean outside =
        ticket.content() instanceof Ticket.MasterSecret
            || ticket.session().level().custody() != Custody.SEALED;
    return open.guard(
        new FullSession(
            this,
            adoptSlot(ticket),
            outside || ticket.session().level().exposed(),
            Optional.empty(),
            false));
  }

  @Override
  public void selfTest() throws EngineException {
    checkOpen();
    testCard();
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
    return session.description().level().custody() == Custody.SEALED
        && profile.bulkCiphers().contains(session.description().cipherSuite().bulk());
  }
}
