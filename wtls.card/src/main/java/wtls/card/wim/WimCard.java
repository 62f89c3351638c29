package wtls.card.wim;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import wtls.api.card.CardSlot;
import wtls.api.card.PinEntry;
import wtls.api.engine.EngineException.Reason;
import wtls.card.pkcs15.Oid;
import wtls.card.pkcs15.TokenInfo;
import wtls.card.transport.CommandApdu;
import wtls.card.transport.ResponseApdu;

/**
 * A powered WIM, ours or somebody else's: one for each card, shared by all engines, safe for use
 * from any thread. Registered as a service while the card is there, with the properties below. Its
 * parts do what their names say; all of them talk over the same exclusive link.
 */
public final class WimCard implements AutoCloseable {
  /** Service property: the card's serial number in hex. */
  public static final String SERIAL = "wtls.card.serial";

  /** Service property: its class, an Integer of 1 to 3. */
  public static final String CLASS = "wtls.card.class";

  /** Service property: the name of the reader it is in. */
  public static final String READER = CardSlot.READER;

  /** Service property: the name that its issuer gave it. */
  public static final String LABEL = "wtls.card.label";

  private static final byte[] PKCS15_AID = HexFormat.of().parseHex("a000000063504b43532d3135");
  private static final byte[] WIM_AID = HexFormat.of().parseHex("a0000000635741502d57494d");

  private static final int INFO = 0x10;
  private static final int ASK_RANDOM = 0x84;
  private static final int POOL = 255;

  private final CardSlot slot;
  private final CardLink link;
  private final WimFiles files;
  private final WimReader reader;
  private final WimPins pins;
  private final WimKeys keys;
  private final WimSecrets secrets;
  private final WimSessions sessions;
  private final WimConnections connections;
  private Optional<Announcement> announcement = Optional.empty();
  private byte[] pool = {};
  private int poolOffset;

  private WimCard(CardSlot slot, Supplier<List<PinEntry>> pinEntries) {
    this.slot = slot;
    this.link = new CardLink(slot);
    this.files = new WimFiles(link);
    this.reader = new WimReader(files);
    this.pins = new WimPins(link, reader, pinEntries);
    Environments environments = new Environments(link, reader);
    this.keys = new WimKeys(this, link, pins, environments);
    this.secrets = new WimSecrets(this, link, pins, environments);
    this.sessions = new WimSessions(this, link, pins);
    this.connections = new WimConnections(this, link, pins);
  }

  /**
   * Resets a card, so that it keeps nothing of who used it before, selects its WIM application and
   * reads what it is. Asks for no PIN.
   *
   * @param pinEntries whom to ask for PINs, in this order, each time one is needed
   * @throws WimException {@link Reason#UNSUPPORTED} when there is no WIM on the card, or one that
   *     has not been personalised
   */
  public static WimCard open(CardSlot slot, Supplier<List<PinEntry>> pinEntries)
      throws WimException {
    WimCard card = new WimCard(slot, pinEntries);
    card.link.exclusively(
        () -> {
          card.link.reset();
          card.link.openChannel();
          if (!card.isWim(PKCS15_AID) && !card.isWim(WIM_AID)) {
            throw new WimException(
                Reason.UNSUPPORTED,
                "The card in "
                    + slot.reader()
                    + " holds no WIM, or an empty one: personalise it, or insert another.");
          }
          return null;
        });
    return card;
  }

  /** Selects an application and looks whether it is a WIM, or our class 1, by its token info. */
  private boolean isWim(byte[] aid) throws WimException {
    try {
      link.select(aid);
      announcement = askWhatItCanDo();
      announcement.ifPresent(a -> link.limit(a.largestData()));
      TokenInfo token = reader.readToken();
      boolean wtls =
          token.environment(Oid.WTLS_RSA).isPresent()
              || token.environment(Oid.WTLS_ECDH).isPresent();
      boolean storage = token.environment(Oid.OPEN_AGREEMENT).isPresent();
      return (token.label().startsWith("WIM 1.") && wtls) || storage;
    } catch (WimException e) {
      if (e.reason() == Reason.REMOVED) {
        throw e;
      }
      return false;
    }
  }

  private Optional<Announcement> askWhatItCanDo() throws WimException {
    ResponseApdu answer = link.ask(CommandApdu.of(CardLink.OWN, INFO, 0, 0, 256));
    return answer.status().ok() ? Announcement.parse(answer.data()) : Optional.empty();
  }

  /** The serial number in hex. Does not block. */
  public String serial() {
    return reader.serial();
  }

  /** The name that its issuer gave it. Does not block. */
  public String label() {
    return reader.token().label();
  }

  /** The reader it is in. Does not block. */
  public String readerName() {
    return slot.reader();
  }

  /** 1 storage, 2 crypto (every plain WIM), 3 full. Does not block. */
  public int cardClass() {
    return announcement
        .map(Announcement::cardClass)
        .orElse(hasEnvironment(Oid.WTLS_RSA) || hasEnvironment(Oid.WTLS_ECDH) ? 2 : 1);
  }

  /** What it announces; empty on cards that are not ours. Does not block. */
  public Optional<Announcement> announcement() {
    return announcement;
  }

  /** Whether it announces a feature. Does not block. */
  public boolean has(Feature feature) {
    return announcement.filter(a -> a.features().contains(feature)).isPresent();
  }

  /** Whether it does key transport to RSA keys, and derives. Does not block. */
  public boolean transportsKeys() {
    return hasEnvironment(Oid.WTLS_RSA);
  }

  /** Whether it does key agreement, and derives. Does not block. */
  public boolean agreesOnKeys() {
    return hasEnvironment(Oid.WTLS_ECDH);
  }

  /** Whether the result of a key agreement leaves it: class 1. Does not block. */
  public boolean agreesInTheClear() {
    return hasEnvironment(Oid.OPEN_AGREEMENT);
  }

  private boolean hasEnvironment(String oid) {
    return reader.token().environment(oid).isPresent();
  }

  /** Its keys and certificates; reads the card on the first call. */
  public WimDirectory directory() throws WimException {
    return link.attempt(reader::directory);
  }

  /** Its files. */
  public WimFiles files() {
    return files;
  }

  /** Its PINs. */
  public WimPins pins() {
    return pins;
  }

  /** What it computes with keys. */
  public WimKeys keys() {
    return keys;
  }

  /** What it computes with pre-master and master secrets. */
  public WimSecrets secrets() {
    return secrets;
  }

  /** The sessions it keeps. */
  public WimSessions sessions() {
    return sessions;
  }

  /** The connections it protects. */
  public WimConnections connections() {
    return connections;
  }

  WimReader reader() {
    return reader;
  }

  /** Runs several calls as one exchange: other threads' calls wait until {@code work} has ended. */
  public <T> T exclusively(WimWork<T> work) throws WimException {
    return link.exclusively(work);
  }

  /**
   * Random octets for public use (GetRandom). Those of one command serve several calls.
   *
   * @param length 1 to 255
   */
  public byte[] random(int length) throws WimException {
    if (length < 1 || length > POOL) {
      throw new IllegalArgumentException("Random octets come 1 to 255 at a time, not " + length);
    }
    return link.attempt(
        () -> {
          if (pool.length - poolOffset < length) {
            pool = link.wim(Purpose.RANDOM, ASK_RANDOM, 0, 0, new byte[0], POOL);
            poolOffset = 0;
            if (pool.length < length) {
              throw WimException.malformed("a request for random octets");
            }
          }
          byte[] random = Arrays.copyOfRange(pool, poolOffset, poolOffset + length);
          Arrays.fill(pool, poolOffset, poolOffset + length, (byte) 0);
          poolOffset += length;
          return random;
        });
  }

  /** Whether it has been closed. Does not block. */
  public boolean isClosed() {
    return link.isClosed();
  }

  /**
   * Lets go of the card: every call from now on fails with {@link Reason#REMOVED}. Does not wait
   * for a call under way. Idempotent, never throws.
   */
  @Override
  public void close() {
    link.close();
    pins.close();
  }

  /** Class, serial number and reader. */
  @Override
  public String toString() {
    return "card "
        + serial()
        + " of class "
        + cardClass()
        + " (\""
        + label().strip()
        + "\") in "
        + readerName();
  }
}
