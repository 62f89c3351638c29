package wtls.card.applet;

import javacard.framework.Util;

/**
 * What STORE carries, taken apart into the records that it becomes: they are composed behind the
 * command's data and written in one transaction.
 */
final class SessionEntry {
  // Where the records are composed in the command's buffer; data end before.
  private static final short SESSION = 512;
  private static final short DETAILS = SESSION + Sessions.RECORD_SIZE;
  private static final short PEER = DETAILS + Sessions.DETAILS_SIZE;
  private static final short READABLE = PEER + Sessions.RECORD_SIZE;
  private static final short END = READABLE + Sessions.READABLE_SIZE;

  // Sessions record, WAP-260 9.4.11.
  private static final short OPTIONS = SESSION + 1;
  private static final short ID_LENGTH = SESSION + 2;
  private static final short MAC = SESSION + 11;
  private static final short BULK = SESSION + 12;
  private static final short KEY_ID = SESSION + 14;
  private static final short CREATION = SESSION + 18;
  private static final byte KNOWN_OPTIONS = (byte) 0xB0;

  // Details record, our own.
  private static final short FLAGS = DETAILS + 1;
  private static final short AUTHENTICATION = DETAILS + 2;
  private static final short KEY_EXCHANGE = DETAILS + 3;
  private static final short CREATED = DETAILS + 4;
  private static final short EXPIRES = DETAILS + Sessions.EXPIRES;
  private static final short USES = DETAILS + Sessions.USES;
  private static final short GENERATION = DETAILS + Sessions.GENERATION;
  private static final short LAST_USED = DETAILS + Sessions.LAST_USED;
  private static final short DETAILS_PORT = DETAILS + 20;
  private static final short HOST = DETAILS + 24;
  private static final short NAME = DETAILS + 88;

  // Peers record, WAP-260 9.4.10.
  private static final short PEER_SLOT = PEER + 1;
  private static final short PORT = PEER + 2;
  private static final short ADDRESS_TYPE = PEER + 4;
  private static final short ADDRESS = PEER + 5;

  // Most octets of the fields that have a length octet.
  private static final short MOST_ID = 8;
  private static final short MOST_ADDRESS = 16;
  private static final short MOST_HOST = 63;
  private static final short MOST_NAME = 103;

  private final StorageApplet card;
  private final Memory memory;
  private final Sessions sessions;

  SessionEntry(StorageApplet card) {
    this.card = card;
    memory = card.memory;
    sessions = card.sessions;
  }

  /** Composes the records, as far as they do not depend on the slot; refuses what is malformed. */
  void parse(boolean withSecret) {
    byte[] buffer = card.data.buffer;
    Status.check(card.data.length() <= SESSION, Status.LENGTH);
    Util.arrayFillNonAtomic(buffer, SESSION, (short) (END - SESSION), (byte) 0);
    Util.arrayFillNonAtomic(buffer, ADDRESS, (short) (1 + MOST_ADDRESS), (byte) 0xFF);
    short at = fixed((short) 0, OPTIONS, (short) 1);
    at = fixed(at, AUTHENTICATION, (short) 1);
    at = counted(at, ID_LENGTH, MOST_ID);
    at = fixed(at, MAC, (short) 1);
    at = fixed(at, BULK, (short) 1);
    at = fixed(at, KEY_EXCHANGE, (short) 1);
    at = fixed(at, KEY_ID, (short) 1);
    at = fixed(at, CREATED, (short) 4);
    at = fixed(at, EXPIRES, (short) 4);
    at = fixed(at, USES, (short) 2);
    at = fixed(at, PORT, (short) 2);
    at = fixed(at, ADDRESS_TYPE, (short) 1);
    at = counted(at, ADDRESS, MOST_ADDRESS);
    at = counted(at, HOST, MOST_HOST);
    at = counted(at, NAME, MOST_NAME);
    if (withSecret) {
      at = fixed(at, (short) (READABLE + Sessions.READABLE_SECRET), Sessions.SECRET_LENGTH);
    }
    card.data.expectLength(at);
    Util.arrayCopyNonAtomic(buffer, CREATED, buffer, CREATION, (short) 4);
    Util.arrayCopyNonAtomic(buffer, CREATED, buffer, LAST_USED, (short) 4);
    // A server with a name has no Peers record.
    Util.arrayCopyNonAtomic(buffer, PORT, buffer, DETAILS_PORT, (short) 2);
    Status.check((byte) (buffer[OPTIONS] & ~KNOWN_OPTIONS) == 0, Status.DATA);
    Status.check(buffer[AUTHENTICATION] >= 1 && buffer[AUTHENTICATION] <= 3, Status.DATA);
  }

  /** Writes the records of a slot that may take them, and marks it live. */
  void store(byte slot, byte flags, boolean favourite, boolean withSecret) {
    byte[] buffer = card.data.buffer;
    byte keyReference = buffer[KEY_ID];
    buffer[KEY_ID] = 0;
    if (keyReference != 0) {
      card.keyId(keyReference, buffer, KEY_ID);
    }
    byte entryOptions = favourite ? Sessions.IN_USE | Sessions.FAVOURITE : Sessions.IN_USE;
    buffer[SESSION] = entryOptions;
    buffer[DETAILS] = Sessions.VALID;
    buffer[FLAGS] = (byte) (flags | born(slot, withSecret));
    if (!withSecret && sessions.detailed(slot)) {
      keepLimits(slot);
    }
    short generation = memory.number((short) (sessions.details(slot) + Sessions.GENERATION));
    Util.setShort(buffer, GENERATION, (short) (generation + 1));
    memory.begin();
    memory.put(sessions.record(slot), buffer, SESSION, Sessions.RECORD_SIZE);
    memory.put(sessions.details(slot), buffer, DETAILS, Sessions.DETAILS_SIZE);
    if (withSecret) {
      buffer[READABLE] = Sessions.VALID;
      buffer[(short) (READABLE + 1)] = buffer[(short) (GENERATION + 1)];
      buffer[(short) (READABLE + 2)] = slot;
      memory.put(sessions.readableAt(slot), buffer, READABLE, Sessions.READABLE_SIZE);
      sessions.eraseSecret(slot);
    }
    buffer[PEER] = entryOptions;
    buffer[PEER_SLOT] = slot;
    putPeer(slot);
    memory.commit();
    sessions.setLive(slot);
  }

  // Where the secret came from; what the phone has seen stays so marked.
  private byte born(byte slot, boolean withSecret) {
    boolean inside = !withSecret && sessions.sealed(slot);
    return inside ? sessions.flags(slot) : Sessions.WAS_OUTSIDE;
  }

  // A session stored again gets neither younger nor more uses, and never becomes portable.
  private void keepLimits(byte slot) {
    byte[] buffer = card.data.buffer;
    short old = sessions.details(slot);
    byte oldFlags = memory.get((short) (old + 1));
    boolean longer = memory.isBelow((short) (old + Sessions.EXPIRES), buffer, EXPIRES, (short) 4);
    boolean more = memory.isBelow((short) (old + Sessions.USES), buffer, USES, (short) 2);
    boolean freer = (byte) (buffer[FLAGS] & ~oldFlags & Sessions.PORTABLE) != 0;
    Status.check(!longer && !more && !freer, Status.CONDITIONS);
    buffer[FLAGS] |= (byte) (oldFlags & Sessions.WAS_OUTSIDE);
    memory.read((short) (old + Sessions.LAST_USED), buffer, LAST_USED, (short) 4);
  }

  // One Peers record points to the slot, and one only speaks of its address. Without room in Peers
  // other phones do not find the session; ours does, by the host.
  private void putPeer(byte slot) {
    short file = card.files.find(Files.PEERS);
    if (file == Files.NONE) {
      return;
    }
    boolean wanted = card.data.buffer[ADDRESS] > 0;
    short free = Files.NONE;
    short chosen = Files.NONE;
    short end = (short) (card.files.address(file) + card.files.size(file));
    for (short peer = card.files.address(file); peer < end; peer += Sessions.RECORD_SIZE) {
      if (memory.get(peer) == 0) {
        free = free == Files.NONE ? peer : free;
      } else if (replaces(peer, slot, wanted)) {
        if (wanted && chosen == Files.NONE) {
          chosen = peer;
        } else {
          memory.put(peer, (byte) 0);
        }
      }
    }
    chosen = chosen == Files.NONE ? free : chosen;
    if (wanted && chosen != Files.NONE) {
      memory.put(chosen, card.data.buffer, PEER, Sessions.RECORD_SIZE);
    }
  }

  private boolean replaces(short peer, byte slot, boolean wanted) {
    short tail = (short) (Sessions.RECORD_SIZE - 2);
    return memory.get((short) (peer + 1)) == slot
        || (wanted && memory.equal((short) (peer + 2), card.data.buffer, PORT, tail));
  }

  private short fixed(short at, short to, short length) {
    byte[] buffer = card.data.buffer;
    Status.check(length <= (short) (card.data.length() - at), Status.LENGTH);
    Util.arrayCopyNonAtomic(buffer, at, buffer, to, length);
    return (short) (at + length);
  }

  // A length octet and as many octets, kept with the length.
  private short counted(short at, short to, short most) {
    Status.check(at < card.data.length(), Status.LENGTH);
    short length = card.data.octet(at);
    Status.check(length <= most, Status.DATA);
    return fixed(at, to, (short) (1 + length));
  }
}
