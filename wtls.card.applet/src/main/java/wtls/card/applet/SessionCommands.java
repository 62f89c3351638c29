package wtls.card.applet;

/** USE, STORE, FORGET and RELEASE: sessions with expiry and number of uses, told by the card. */
final class SessionCommands {
  // STORE: P1.
  private static final byte FAVOURITE = 0x01;
  private static final byte WITH_SECRET = 0x02;
  private static final byte PORTABLE = 0x04;
  private static final byte WAS_OUTSIDE = 0x20;
  private static final byte STORE_OPTIONS = FAVOURITE | WITH_SECRET | PORTABLE | WAS_OUTSIDE;

  // FORGET: P1.
  private static final byte RECORDS = 0x00;
  private static final byte LIVE = 0x01;

  private static final short TIME_LENGTH = 4;

  private final StorageApplet card;
  private final SessionEntry entry;

  SessionCommands(StorageApplet card) {
    this.card = card;
    entry = new SessionEntry(card);
  }

  /** USE: counts a use of a stored session; answers the secret if it is a readable one. */
  void use() {
    byte slot = card.data.p2();
    Status.check(card.data.p1() == 0, Status.PARAMETERS);
    card.data.expectLength(TIME_LENGTH);
    card.pins.requireGeneral();
    card.sessions.require(slot);
    card.sessions.use(slot, card.data.buffer, (short) 0);
    if (card.sessions.readable(slot)) {
      short secret = (short) (card.sessions.readableAt(slot) + Sessions.READABLE_SECRET);
      card.memory.read(secret, card.data.buffer, (short) 0, Sessions.SECRET_LENGTH);
      card.response.set((short) 0, Sessions.SECRET_LENGTH);
    }
  }

  /** STORE: Sessions, details, Peers and readable secret in one transaction. */
  void store() {
    byte options = card.data.p1();
    byte slot = card.data.p2();
    Status.check((byte) (options & ~STORE_OPTIONS) == 0, Status.PARAMETERS);
    boolean withSecret = (byte) (options & WITH_SECRET) != 0;
    entry.parse(withSecret);
    card.pins.requireGeneral();
    card.sessions.require(slot);
    Status.check(card.sessions.hasDetails(), Status.CONDITIONS);
    if (withSecret) {
      Status.check(card.sessions.hasReadable(), Status.CONDITIONS);
      Status.check(!card.sessions.live(slot), Status.CONDITIONS);
      Status.check(!card.sessions.favourite(slot), Status.CONDITIONS);
    } else {
      Status.check(card.sessions.live(slot), Status.CONDITIONS);
      boolean secret = card.sessions.sealed(slot) || card.sessions.readable(slot);
      Status.check(secret, Status.NO_REFERENCE);
    }
    byte flags = (byte) (options & (PORTABLE | WAS_OUTSIDE));
    entry.store(slot, flags, (byte) (options & FAVOURITE) != 0, withSecret);
  }

  /** FORGET and RELEASE. */
  void forget() {
    byte what = card.data.p1();
    Status.check(what == RECORDS || what == LIVE, Status.PARAMETERS);
    card.data.expectLength((short) 0);
    card.pins.requireGeneral();
    byte slot = card.data.p2();
    card.sessions.require(slot);
    if (what == RECORDS) {
      card.sessions.forget(slot);
    } else {
      card.sessions.release(slot);
    }
  }
}
