package wtls.card.applet;

import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * ESTABLISH, FINISH and IMPORT: a handshake in as few commands as there are answers to wait for.
 */
final class HandshakeCommands {
  // ESTABLISH: P1.
  private static final byte TRANSPORT = 0x01;
  private static final byte AGREEMENT = 0x02;
  private static final byte CHECKED_KEY = 0x10;
  private static final byte ENGINE_ONLY = 0x20;

  // FINISH: P1.
  private static final byte SERVER_FIRST = 0x01;
  private static final byte RESUME = 0x02;
  private static final byte KEEP_KEYS = 0x04;
  private static final byte RANDOM_IN_TAIL = 0x08;
  private static final byte RANDOMS_KNOWN = 0x10;
  private static final byte FINISH_OPTIONS =
      SERVER_FIRST | RESUME | KEEP_KEYS | RANDOM_IN_TAIL | RANDOMS_KNOWN;

  // IMPORT: P1.
  private static final byte GIVEN = 0x00;
  private static final byte READABLE = 0x01;

  private static final short RANDOMS = 2 * Labels.HELLO_RANDOM;

  // ESTABLISH: both randoms, then by kind. The longest data: exponent and modulus of 2048 bits
  // each.
  private static final short VERSION = RANDOMS;
  private static final short EXPONENT_LENGTH = RANDOMS + 1;
  private static final short EXPONENT = RANDOMS + 2;
  private static final short KEY_REFERENCE = RANDOMS;
  private static final short POINT = RANDOMS + 1;

  // Working space in the command's buffer, behind any data.
  private static final short SEED = 0x300;
  private static final short PRE_MASTER = 0x380;
  private static final short SERVER_KEY = 0x400;
  private static final short EXPANSION_RANDOMS = 0x400;
  private static final short RESULT = 0x700;

  // Finished message: type and length before the check.
  private static final byte FINISHED = 20;
  private static final short FINISHED_HEADER = 3;

  private static final short STATE = Prf.HASH;
  private static final short LONGEST_TAIL = 63;
  private static final short TIME_LENGTH = 4;

  private final CryptoApplet card;
  private final CommandData data;

  // The slot of the last ESTABLISH, 0 for none, and its randoms.
  private final byte[] known;

  HandshakeCommands(CryptoApplet card) {
    this.card = card;
    data = card.data;
    known = JCSystem.makeTransientByteArray((short) (1 + RANDOMS), JCSystem.CLEAR_ON_DESELECT);
  }

  /** ESTABLISH: pre-master and master secret at once, into a slot that is not live. */
  void establish() {
    byte p1 = data.p1();
    byte kind = (byte) (p1 & ~(CHECKED_KEY | ENGINE_ONLY));
    boolean engineOnly = (byte) (p1 & ENGINE_ONLY) != 0;
    boolean checkedKey = (byte) (p1 & CHECKED_KEY) != 0;
    Status.check(kind == TRANSPORT || kind == AGREEMENT, Status.PARAMETERS);
    Status.check(!engineOnly || card.offers(StorageApplet.ENGINE), Status.PARAMETERS);
    Status.check(!checkedKey || card.offers(StorageApplet.CERTIFICATES), Status.PARAMETERS);
    Status.check(data.length() > (short) (EXPONENT + 1), Status.LENGTH);
    card.pins.requireGeneral();
    byte slot = data.p2();
    card.sessions.require(slot);
    boolean free = !card.sessions.live(slot) && !card.sessions.favourite(slot);
    Status.check(free, Status.CONDITIONS);
    byte flags = Sessions.DERIVED;
    if (engineOnly) {
      flags |= Sessions.ENGINE_ONLY;
    }
    if (checkedKey) {
      flags |= Sessions.SERVER_CHECKED;
    }
    if (kind == TRANSPORT) {
      transport(slot, flags);
    } else {
      agree(slot, flags);
    }
  }

  // Version 1 | exponent's length 1 | exponent | modulus: the rest.
  private void transport(byte slot, byte flags) {
    byte[] buffer = data.buffer;
    short exponentLength = data.octet(EXPONENT_LENGTH);
    short modulus = (short) (EXPONENT + exponentLength);
    short modulusLength = (short) (data.length() - modulus);
    Status.check(exponentLength > 0 && modulusLength > 0, Status.DATA);
    Status.check(modulusLength <= Rsa.LARGEST, Status.DATA);
    short at = Util.setShort(buffer, SERVER_KEY, exponentLength);
    at = Util.arrayCopyNonAtomic(buffer, EXPONENT, buffer, at, exponentLength);
    at = Util.setShort(buffer, at, modulusLength);
    at = Util.arrayCopyNonAtomic(buffer, modulus, buffer, at, modulusLength);
    short keyLength = (short) (at - SERVER_KEY);
    requireChecked(flags, SERVER_KEY, keyLength);
    short length =
        card.transport.wrap(
            buffer[VERSION], buffer, SERVER_KEY, keyLength, buffer, PRE_MASTER, RESULT);
    adopt(slot, flags, Prf.HASH);
    card.response.set(RESULT, length);
  }

  // Reference of the own key 1 | the server's point: the rest.
  private void agree(byte slot, byte flags) {
    byte[] buffer = data.buffer;
    short pointLength = (short) (data.length() - POINT);
    short key = card.keys.require(buffer[KEY_REFERENCE]);
    Status.check(card.keys.allows(key, Keys.AGREE), Status.CONDITIONS);
    requireChecked(flags, POINT, pointLength);
    short length = card.security.agree(key, buffer, POINT, pointLength, buffer, PRE_MASTER);
    adopt(slot, flags, length);
  }

  private void requireChecked(byte flags, short key, short length) {
    boolean needed = (byte) (flags & Sessions.SERVER_CHECKED) != 0;
    Status.check(!needed || card.isChecked(data.buffer, key, length), Status.CONDITIONS);
  }

  private void adopt(byte slot, byte flags, short preMasterLength) {
    byte[] buffer = data.buffer;
    short at = Labels.write(Labels.MASTER_SECRET, buffer, SEED);
    at = Util.arrayCopyNonAtomic(buffer, (short) 0, buffer, at, RANDOMS);
    short length = (short) (at - SEED);
    card.adoptMaster(slot, buffer, PRE_MASTER, preMasterLength, buffer, SEED, length, flags);
    known[0] = slot;
    Util.arrayCopyNonAtomic(buffer, (short) 0, known, (short) 1, RANDOMS);
    Util.arrayFillNonAtomic(buffer, PRE_MASTER, (short) (SERVER_KEY - PRE_MASTER), (byte) 0);
  }

  /**
   * FINISH: both finished checks, and both first key blocks or a connection. Data: length of a key
   * block 1 (or cipher, MAC, key refresh) | client random | server random or its offset in the tail
   * 1 | state of the handshake hash | blocks hashed 1 | tail. The randoms are left out where they
   * are those of an ESTABLISH just before.
   */
  void finish() {
    byte p1 = data.p1();
    Status.check((byte) (p1 & ~FINISH_OPTIONS) == 0, Status.PARAMETERS);
    boolean keep = (byte) (p1 & KEEP_KEYS) != 0;
    boolean inTail = (byte) (p1 & RANDOM_IN_TAIL) != 0;
    boolean told = (byte) (p1 & RANDOMS_KNOWN) == 0;
    Status.check(told || (byte) (p1 & (RESUME | RANDOM_IN_TAIL)) == 0, Status.PARAMETERS);
    Status.check(!keep || card.offers(StorageApplet.ENGINE), Status.PARAMETERS);
    short client = (short) (keep ? 3 : 1);
    short server = (short) (client + (told ? Labels.HELLO_RANDOM : 0));
    short state = (short) (server + (inTail ? 1 : told ? Labels.HELLO_RANDOM : 0));
    short tail = (short) (state + STATE + 1);
    short tailLength = (short) (data.length() - tail);
    Status.check(tailLength >= 0 && tailLength <= LONGEST_TAIL, Status.LENGTH);
    card.pins.requireGeneral();
    byte slot = data.p2();
    card.sessions.require(slot);
    Status.check(card.sessions.sealed(slot), Status.NO_REFERENCE);
    short block = 0;
    if (keep) {
      card.requireConnectable(data.buffer, (short) 0);
    } else {
      card.requireOpen(slot);
      block = data.octet((short) 0);
      Status.check(block <= Labels.LARGEST_BLOCK, Status.DATA);
    }
    if (inTail) {
      short offset = data.octet(server);
      Status.check((short) (offset + Labels.HELLO_RANDOM) <= tailLength, Status.DATA);
      server = (short) (tail + offset);
    }
    if (told) {
      copyRandoms(data.buffer, server, client);
    } else {
      Status.check(known[0] == slot, Status.CONDITIONS);
      copyRandoms(known, (short) (1 + Labels.HELLO_RANDOM), (short) 1);
    }
    if ((byte) (p1 & RESUME) != 0) {
      card.sessions.use(slot, data.buffer, client);
    }
    card.sessions.requireUsable(slot);
    checks(slot, (byte) (p1 & SERVER_FIRST) != 0, state, tail, tailLength);
    if (keep) {
      keep(slot);
    } else {
      answer(slot, block);
    }
  }

  // Under the labels of key blocks the randoms stand the other way round: server, client.
  private void copyRandoms(byte[] from, short server, short client) {
    short length = Labels.HELLO_RANDOM;
    short behind = (short) (EXPANSION_RANDOMS + length);
    Util.arrayCopyNonAtomic(from, server, data.buffer, EXPANSION_RANDOMS, length);
    Util.arrayCopyNonAtomic(from, client, data.buffer, behind, length);
  }

  /** Computes client and server check into RESULT; the second covers the first. */
  private void checks(byte slot, boolean serverFirst, short state, short tail, short tailLength) {
    byte[] buffer = data.buffer;
    short client = RESULT;
    short server = (short) (RESULT + Labels.CHECK);
    short first = serverFirst ? server : client;
    short second = serverFirst ? client : server;
    check(slot, serverFirst, state, tail, tailLength, first);
    short at = (short) (tail + tailLength);
    buffer[at] = FINISHED;
    Util.setShort(buffer, (short) (at + 1), Labels.CHECK);
    at = (short) (at + FINISHED_HEADER);
    at = Util.arrayCopyNonAtomic(buffer, first, buffer, at, Labels.CHECK);
    check(slot, !serverFirst, state, tail, (short) (at - tail), second);
  }

  private void check(
      byte slot, boolean ofServer, short state, short tail, short tailLength, short out) {
    byte[] buffer = data.buffer;
    byte[] label = ofServer ? Labels.SERVER_FINISHED : Labels.CLIENT_FINISHED;
    short at = Labels.write(label, buffer, SEED);
    short blocks = data.octet((short) (state + STATE));
    card.prf.resumeHash(buffer, state, blocks, buffer, tail, tailLength, buffer, at);
    short seedLength = (short) (at + Prf.HASH - SEED);
    card.expand(slot, buffer, SEED, seedLength, out, Labels.CHECK);
  }

  private void answer(byte slot, short block) {
    byte[] buffer = data.buffer;
    short at = (short) (RESULT + 2 * Labels.CHECK);
    if (block != 0) {
      block(slot, Labels.CLIENT_EXPANSION, at, block);
      block(slot, Labels.SERVER_EXPANSION, (short) (at + block), block);
    }
    Util.arrayFillNonAtomic(buffer, SEED, (short) (RESULT - SEED), (byte) 0);
    card.response.set(RESULT, (short) (at + (short) (2 * block) - RESULT));
  }

  private void block(byte slot, byte[] label, short out, short length) {
    byte[] buffer = data.buffer;
    short at = Labels.write(label, buffer, SEED);
    at = Util.setShort(buffer, at, (short) 0);
    at = Util.arrayCopyNonAtomic(buffer, EXPANSION_RANDOMS, buffer, at, RANDOMS);
    card.expand(slot, buffer, SEED, (short) (at - SEED), out, length);
  }

  // Connection 1 | client check; the server's check stays inside.
  private void keep(byte slot) {
    byte[] buffer = data.buffer;
    short answer = (short) (RESULT - 1);
    short server = (short) (RESULT + Labels.CHECK);
    buffer[answer] = card.connect(slot, buffer, (short) 0, EXPANSION_RANDOMS, server);
    Util.arrayFillNonAtomic(buffer, server, Labels.CHECK, (byte) 0);
    card.response.set(answer, (short) (1 + Labels.CHECK));
  }

  /** IMPORT of a secret that the phone has, or that it could have read. */
  void importSecret() {
    byte what = data.p1();
    Status.check(what == GIVEN || what == READABLE, Status.PARAMETERS);
    data.expectLength(what == GIVEN ? Sessions.SECRET_LENGTH : (short) 0);
    card.pins.requireGeneral();
    byte slot = data.p2();
    card.sessions.require(slot);
    if (what == GIVEN) {
      boolean free = !card.sessions.live(slot) && !card.sessions.favourite(slot);
      Status.check(free, Status.CONDITIONS);
      byte flags = Sessions.IMPORTED | Sessions.WAS_OUTSIDE;
      card.sessions.adopt(slot, data.buffer, (short) 0, flags);
    } else {
      Status.check(card.sessions.readable(slot), Status.NO_REFERENCE);
      card.sessions.seal(slot);
    }
  }
}
