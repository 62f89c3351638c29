package wtls.card.wim;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import wtls.api.engine.EngineException.Reason;
import wtls.api.engine.KeyId;
import wtls.api.session.Custody;
import wtls.api.session.SecurityLevel;
import wtls.api.session.SessionDescription;

/**
 * The sessions that a card keeps, each in a slot, whose number is also that of its master secret.
 * Whoever uses a slot holds it: {@link #claim} and {@link #open} begin that, {@link #release} ends
 * it. Held slots are never given away; several may hold one. Read from the card once, and from then
 * on kept up to date, since nobody else writes while the card is here.
 *
 * <p>On our cards the card itself counts uses and checks times ({@link Feature#DETAILS}); on a
 * plain WIM the driver does so, with the {@link Lifetime} given in.
 */
public final class WimSessions {
  private static final int USE = 0x14;
  private static final int STORE = 0x1C;
  private static final int FORGET = 0x1E;
  private static final int IMPORT = 0x3E;

  private static final int WITH_SECRET = 0x02;
  private static final int WAS_OUTSIDE = 0x20;
  private static final int SECRET = 20;
  private static final int MOST_USES = 0xFFFF;

  private final WimCard card;
  private final CardLink link;
  private final WimPins pins;
  private Lifetime lifetime = new Lifetime(Duration.ofHours(12), MOST_USES);
  private final Set<Integer> retired = new HashSet<>();
  private SessionFiles files;
  private SessionTable table;

  WimSessions(WimCard card, CardLink link, WimPins pins) {
    this.card = card;
    this.link = link;
    this.pins = pins;
  }

  /** Sets the lifetime of sessions whose card has no place for it; 12 hours at first. */
  public void lifetime(Lifetime plain) throws WimException {
    link.exclusively(
        () -> {
          lifetime = plain;
          return null;
        });
  }

  /** How many sessions the card keeps. */
  public int slots() throws WimException {
    return link.attempt(() -> table().slots());
  }

  /** The sessions that could be resumed now. Needs no PIN. */
  public List<StoredSession> list(Instant now) throws WimException {
    return link.attempt(
        () -> {
          List<StoredSession> sessions = new ArrayList<>();
          for (int slot = 1; slot <= table().slots(); slot++) {
            table()
                .stored(slot)
                .filter(session -> session.description().resumableAt(now))
                .ifPresent(sessions::add);
          }
          return sessions;
        });
  }

  /** Where a session is, by its identifier and its server. */
  public Optional<StoredSession> find(SessionDescription session) throws WimException {
    return link.attempt(
        () -> {
          for (int slot = 1; slot <= table().slots(); slot++) {
            Optional<StoredSession> stored = table().stored(slot);
            if (stored.isPresent()
                && stored.get().description().id().equals(session.id())
                && stored.get().description().peer().equals(session.peer())) {
              return stored;
            }
          }
          return Optional.empty();
        });
  }

  /**
   * Holds a slot for a new session: a free one, else that of the session used longest ago, which is
   * lost. Favourites and held ones stay.
   *
   * @return its number, from 1
   * @throws WimException {@link Reason#FULL} when no slot can be freed
   */
  public int claim() throws WimException {
    pins.unlock();
    return link.attempt(
        () -> {
          int slot =
              table()
                  .choose()
                  .orElseThrow(
                      () ->
                          new WimException(
                              Reason.FULL,
                              "All session slots of the card are in use or favourites: close"
                                  + " connections, or forget sessions."));
          // Our cards erase the old record with the first write of the new one.
          if (table().occupied(slot) && !card.has(Feature.DETAILS)) {
            erase(slot);
          }
          table().clear(slot);
          table().addUser(slot);
          return slot;
        });
  }

  /**
   * Holds the slot of a stored session without telling the card: the command that follows counts
   * the use ({@link WimConnections#finish}).
   *
   * @throws WimException {@link Reason#UNKNOWN} when it is not stored, {@link Reason#EXPIRED} when
   *     it may not be resumed at {@code now}
   */
  public StoredSession hold(SessionDescription session, Instant now) throws WimException {
    return link.attempt(
        () -> {
          StoredSession stored = resumable(session, now);
          table().addUser(stored.slot());
          return stored;
        });
  }

  /**
   * Holds the slot of a stored session and counts a use of it, on the card if the card counts.
   *
   * @return the session, and its secret where the phone is to use it
   * @throws WimException {@link Reason#UNKNOWN}, {@link Reason#EXPIRED} as for {@link #hold}
   */
  public Opened open(SessionDescription session, Instant now) throws WimException {
    pins.unlock();
    return link.attempt(
        () -> {
          pins.unlock();
          StoredSession stored = resumable(session, now);
          Optional<byte[]> secret = use(stored.slot(), now);
          noteUse(stored.slot(), now);
          table().addUser(stored.slot());
          return new Opened(stored, secret);
        });
  }

  /**
   * A session in use.
   *
   * @param session which
   * @param secret its master secret, 20 octets, of a card whose secrets are readable; the caller's
   *     to wipe
   */
  public record Opened(StoredSession session, Optional<byte[]> secret) {
    @Override
    public String toString() {
      return "session " + session.description().id() + " in slot " + session.slot();
    }
  }

  /**
   * Holds a slot for one user more: of a session that another engine has in use, or that is stored.
   *
   * @throws WimException {@link Reason#UNKNOWN} when there is no such session
   */
  public void join(int slot) throws WimException {
    link.attempt(
        () -> {
          if (!table().has(slot) || !(table().live(slot) || table().stored(slot).isPresent())) {
            throw new WimException(
                Reason.UNKNOWN, "The card has no session in slot " + slot + ": begin anew.");
          }
          table().addUser(slot);
          return null;
        });
  }

  private StoredSession resumable(SessionDescription session, Instant now) throws WimException {
    StoredSession stored =
        find(session)
            .orElseThrow(
                () ->
                    new WimException(
                        Reason.UNKNOWN,
                        "The card no longer keeps session " + session.id() + ": begin anew."));
    if (!stored.description().resumableAt(now)) {
      throw new WimException(
          Reason.EXPIRED,
          "Session " + session.id() + " is past its time or has no uses left: begin anew.");
    }
    return stored;
  }

  private Optional<byte[]> use(int slot, Instant now) throws WimException {
    if (card.has(Feature.DETAILS)) {
      byte[] time = ByteBuffer.allocate(4).putInt((int) now.getEpochSecond()).array();
      byte[] answer = link.own(Purpose.USE, USE, 0, slot, time, hasReadable() ? SECRET : 0);
      if (answer.length == 0) {
        return Optional.empty();
      }
      if (answer.length != SECRET) {
        Arrays.fill(answer, (byte) 0);
        throw WimException.malformed("the use of a session");
      }
      return Optional.of(answer);
    }
    return files().readableOnly() ? Optional.of(files().readSecret(slot)) : Optional.empty();
  }

  private boolean hasReadable() {
    return card.has(Feature.READABLE_SECRETS);
  }

  /** The card has counted a use. */
  void noteUse(int slot, Instant now) throws WimException {
    Optional<StoredSession> stored = table().stored(slot);
    if (stored.isPresent()) {
      StoredSession before = stored.get();
      table()
          .put(
              new StoredSession(
                  slot,
                  before.description().used(),
                  before.favourite(),
                  before.portable(),
                  before.engineOnly(),
                  now));
    }
  }

  /**
   * Stores a session whose secret the card has made or kept, over any older one with the same
   * server. It must be held.
   *
   * @param key the client's key that took part
   * @throws WimException {@link Reason#UNSUPPORTED} when the card has no room for the server's name
   */
  public void store(
      int slot, SessionDescription session, Optional<WimKey> key, Set<StoreOption> options)
      throws WimException {
    store(slot, session, key, options, Optional.empty());
  }

  /**
   * Stores a session with its master secret, readable after the PIN: class 1.
   *
   * @param secret 20 octets; stays the caller's
   */
  public void storeReadable(
      int slot,
      SessionDescription session,
      Optional<WimKey> key,
      Set<StoreOption> options,
      byte[] secret)
      throws WimException {
    if (secret.length != SECRET) {
      throw new IllegalArgumentException("A master secret has 20 octets, not " + secret.length);
    }
    store(slot, session, key, options, Optional.of(secret));
  }

  private void store(
      int slot,
      SessionDescription session,
      Optional<WimKey> key,
      Set<StoreOption> options,
      Optional<byte[]> secret)
      throws WimException {
    pins.unlock();
    link.attempt(
        () -> {
          pins.unlock();
          checkSlot(slot);
          if (card.has(Feature.DETAILS)) {
            // The card has the secret of a session that it keeps already.
            boolean known = table().stored(slot).isPresent();
            storeWithDetails(slot, session, key, options, known ? Optional.empty() : secret);
          } else {
            storePlainly(slot, session, key, options, secret);
          }
          table()
              .put(
                  new StoredSession(
                      slot,
                      session,
                      options.contains(StoreOption.FAVOURITE),
                      options.contains(StoreOption.PORTABLE),
                      options.contains(StoreOption.ENGINE_ONLY),
                      session.created()));
          forgetOlder(slot, session);
          return null;
        });
  }

  private void storeWithDetails(
      int slot,
      SessionDescription session,
      Optional<WimKey> key,
      Set<StoreOption> options,
      Optional<byte[]> secret)
      throws WimException {
    int p1 = secret.isPresent() ? WITH_SECRET : 0;
    p1 |= session.level().exposed() ? WAS_OUTSIDE : 0;
    for (StoreOption option : options) {
      p1 |= option.bit();
    }
    byte[] data = details(session, key.map(WimKey::reference).orElse(0), secret);
    try {
      link.own(Purpose.STORE, STORE, p1, slot, data, 0);
    } finally {
      Arrays.fill(data, (byte) 0);
    }
  }

  private static byte[] details(
      SessionDescription session, int keyReference, Optional<byte[]> secret) throws WimException {
    byte[] id = session.id().octets();
    byte[] address = PeerRecord.address(session.peer().host()).orElse(new byte[0]);
    byte[] host = DetailsRecord.cut(session.peer().host(), DetailsRecord.LONGEST_HOST + 1);
    if (host.length > DetailsRecord.LONGEST_HOST) {
      throw new WimException(
          Reason.UNSUPPORTED,
          "The card keeps sessions with servers whose names have at most 63 octets.");
    }
    byte[] name = DetailsRecord.cut(session.peerName(), DetailsRecord.LONGEST_NAME);
    ByteBuffer data =
        ByteBuffer.allocate(23 + id.length + address.length + host.length + name.length + SECRET)
            .put((byte) SessionRecord.options(session))
            .put((byte) session.level().authentication().wtlsClass())
            .put((byte) id.length)
            .put(id)
            .put((byte) session.cipherSuite().mac().number())
            .put((byte) session.cipherSuite().bulk().number())
            .put((byte) session.keyExchange().number())
            .put((byte) keyReference)
            .putInt((int) session.created().getEpochSecond())
            .putInt((int) session.expires().getEpochSecond())
            .putShort((short) Math.min(MOST_USES, session.usesLeft()))
            .putShort((short) session.peer().port())
            .put((byte) (address.length == 16 ? 1 : 0))
            .put((byte) address.length)
            .put(address)
            .put((byte) host.length)
            .put(host)
            .put((byte) name.length)
            .put(name);
    secret.ifPresent(data::put);
    byte[] octets = Arrays.copyOf(data.array(), data.position());
    Arrays.fill(data.array(), (byte) 0);
    return octets;
  }

  private void storePlainly(
      int slot,
      SessionDescription session,
      Optional<WimKey> key,
      Set<StoreOption> options,
      Optional<byte[]> secret)
      throws WimException {
    byte[] keyId = key.map(WimKey::id).map(KeyId::octets).orElse(new byte[4]);
    boolean favourite = options.contains(StoreOption.FAVOURITE);
    if (table().occupied(slot)) {
      // Only the records that point to it: erasing the session would erase the secret.
      table().clear(slot);
    }
    retired.remove(slot);
    files().store(slot, SessionRecord.of(session, favourite, keyId), session.peer(), secret);
  }

  private void forgetOlder(int slot, SessionDescription session) throws WimException {
    for (int other = 1; other <= table().slots(); other++) {
      Optional<StoredSession> stored = table().stored(other);
      if (other != slot
          && stored.isPresent()
          && stored.get().description().peer().equals(session.peer())) {
        forgetHere(other);
      }
    }
  }

  /** Erases the records of all sessions with that server. */
  public void forgetAll(SessionDescription session) throws WimException {
    pins.unlock();
    link.attempt(
        () -> {
          forgetOlder(0, session);
          return null;
        });
  }

  /** Erases a session's records; its secret goes too, unless it is still held. */
  public void forget(int slot) throws WimException {
    pins.unlock();
    link.attempt(
        () -> {
          pins.unlock();
          checkSlot(slot);
          if (table().occupied(slot)) {
            forgetHere(slot);
          }
          return null;
        });
  }

  private void forgetHere(int slot) throws WimException {
    if (!card.has(Feature.DETAILS) && table().live(slot)) {
      // A plain WIM may wipe the secret with the record, and somebody still uses it.
      files().retire(slot);
      retired.add(slot);
    } else {
      erase(slot);
    }
    table().clear(slot);
  }

  private void erase(int slot) throws WimException {
    if (card.has(Feature.DETAILS)) {
      link.own(Purpose.FORGET, FORGET, 0, slot, new byte[0], 0);
    } else {
      files().erase(slot);
    }
  }

  /**
   * Ends the holding of a slot; the card wipes a secret that no record keeps. Never throws: a card
   * that is gone has wiped it.
   */
  public void release(int slot) {
    try {
      link.attempt(
          () -> {
            boolean last = table != null && table.has(slot) && table.removeUser(slot);
            if (last && card.has(Feature.DETAILS)) {
              link.own(Purpose.FORGET, FORGET, 1, slot, new byte[0], 0);
            } else if (last && retired.remove(slot)) {
              files().erase(slot);
            }
            return null;
          });
    } catch (WimException e) {
      // Nothing is left to do: the slot is wiped when the card is next powered.
    }
  }

  /**
   * Puts a master secret that was outside into a held slot, sealed from now on ({@link
   * Feature#IMPORT}).
   *
   * @param secret 20 octets; stays the caller's
   */
  public void importSecret(int slot, byte[] secret) throws WimException {
    pins.unlock();
    link.attempt(() -> link.own(Purpose.IMPORT, IMPORT, 0, slot, secret, 0));
  }

  /** Seals a held slot's readable secret: it never leaves the card again; no octet crosses. */
  public void seal(int slot) throws WimException {
    pins.unlock();
    link.attempt(
        () -> {
          link.own(Purpose.IMPORT, IMPORT, 1, slot, new byte[0], 0);
          table().stored(slot).map(WimSessions::sealed).ifPresent(table()::put);
          return null;
        });
  }

  private static StoredSession sealed(StoredSession readable) {
    SecurityLevel level =
        new SecurityLevel(readable.description().level().authentication(), Custody.SEALED, true);
    return new StoredSession(
        readable.slot(),
        readable.description().withLevel(level),
        readable.favourite(),
        readable.portable(),
        false,
        readable.lastUsed());
  }

  private void checkSlot(int slot) throws WimException {
    if (!table().has(slot)) {
      throw new WimException(
          Reason.UNKNOWN, "The card has " + table().slots() + " session slots, and no " + slot);
    }
  }

  private SessionFiles files() throws WimException {
    if (files == null) {
      files = new SessionFiles(card);
    }
    return files;
  }

  private SessionTable table() throws WimException {
    if (table == null) {
      table = files().read(lifetime);
    }
    return table;
  }
}
