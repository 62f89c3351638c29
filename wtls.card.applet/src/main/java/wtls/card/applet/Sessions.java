package wtls.card.applet;

import javacard.framework.JCSystem;

/**
 * The session slots 1..n. Slot n is record n of the Sessions, details and readable-secrets files,
 * the sealed master secret n, and the transient mark that it is live. Every change of a slot is one
 * transaction: no cut leaves an old session id with a new secret.
 */
final class Sessions {
  static final short RECORD_SIZE = 22;
  static final short DETAILS_SIZE = 192;
  static final short READABLE_SIZE = 24;
  static final short SECRET_LENGTH = 20;

  // What is known of a secret; the same bits in the details record.
  static final byte DERIVED = (byte) 0x80;
  static final byte IMPORTED = 0x40;
  static final byte WAS_OUTSIDE = 0x20;
  static final byte ENGINE_ONLY = 0x10;
  static final byte SERVER_CHECKED = 0x08;
  static final byte PORTABLE = 0x04;

  // Entry options of Sessions and Peers records, WAP-260 9.4.10, 9.4.11.
  static final byte IN_USE = (byte) 0x80;
  static final byte FAVOURITE = 0x40;

  /** State of a details record, of a sealed and of a readable secret that are there. */
  static final byte VALID = (byte) 0x80;

  // Offsets in the memory of a sealed secret and in the record of a readable one.
  private static final short SEALED_FLAGS = 1;
  private static final short SECRET = 4;
  private static final short READABLE_GENERATION = 1;

  /** Offset of the secret in the record of a readable one. */
  static final short READABLE_SECRET = 4;

  // Offsets in a details record.
  static final short EXPIRES = 8;
  static final short USES = 12;
  static final short GENERATION = 14;
  static final short LAST_USED = 16;

  // Offsets in Sessions and Peers records.
  private static final short OPTIONS = 1;
  private static final short ID = 2;
  private static final short ID_END = 11;
  private static final short PEER_SESSION = 1;
  private static final byte RESUMABLE = (byte) 0x80;

  private static final short TIME_LENGTH = 4;

  private final Memory memory;
  private final Files files;
  private final Configuration configuration;

  /** Transient: for each slot 0, or which time since reset it is that a slot became live. */
  private final short[] live;

  /** Index of the count of those times; no slot has it. */
  private static final short TIMES = 0;

  Sessions(Memory memory, Files files, Configuration configuration) {
    this.memory = memory;
    this.files = files;
    this.configuration = configuration;
    live =
        JCSystem.makeTransientShortArray((short) (Layout.MAX_SLOTS + 1), JCSystem.CLEAR_ON_RESET);
  }

  /** Refuses (6A88) what is not the number of a slot. */
  void require(byte slot) {
    Status.check(slot > 0 && slot <= configuration.slots(), Status.NO_REFERENCE);
    Status.check(files.find(Files.SESSIONS) != Files.NONE, Status.NO_REFERENCE);
  }

  /** Whether a connection may be running on it: such a slot is never given away. */
  boolean live(byte slot) {
    return live[slot] != 0;
  }

  /** What tells this life of a slot from those before; 0 while it is not live. */
  short life(byte slot) {
    return live[slot];
  }

  void setLive(byte slot) {
    if (live[slot] == 0) {
      live[TIMES]++;
      if (live[TIMES] == 0) {
        live[TIMES]++;
      }
      live[slot] = live[TIMES];
    }
  }

  /** Whether its Sessions record holds a session. */
  boolean inUse(byte slot) {
    return (byte) (memory.get(record(slot)) & IN_USE) != 0;
  }

  boolean favourite(byte slot) {
    return inUse(slot) && (byte) (memory.get(record(slot)) & FAVOURITE) != 0;
  }

  /** Whether expiry and uses of its session are known, and so enforced. */
  boolean detailed(byte slot) {
    return hasDetails() && inUse(slot) && memory.get(details(slot)) == VALID;
  }

  /** Whether it has a sealed master secret. */
  boolean sealed(byte slot) {
    return memory.get(sealedAt(slot)) == VALID;
  }

  /** Whether it has a master secret that the phone may read. */
  boolean readable(byte slot) {
    return hasReadable() && inUse(slot) && memory.get(readableAt(slot)) == VALID;
  }

  /**
   * Refuses unless the sealed secret may be computed with: 6A88 if there is none, 6985 if its
   * session is counted and was not opened with USE.
   */
  void requireUsable(byte slot) {
    require(slot);
    Status.check(sealed(slot), Status.NO_REFERENCE);
    Status.check(live(slot) || !detailed(slot), Status.CONDITIONS);
  }

  /** Address in memory of the sealed master secret, {@link #SECRET_LENGTH} octets. */
  short secret(byte slot) {
    return (short) (sealedAt(slot) + SECRET);
  }

  /** What is known of the sealed secret: {@link #DERIVED} and so on. */
  byte flags(byte slot) {
    return memory.get((short) (sealedAt(slot) + SEALED_FLAGS));
  }

  /**
   * Puts a new secret into a slot, which is then live; its old records and secret go in the same
   * transaction.
   */
  void adopt(byte slot, byte[] secret, short at, byte flags) {
    memory.begin();
    eraseRecords(slot);
    memory.put((short) (sealedAt(slot) + SEALED_FLAGS), flags);
    memory.put(secret(slot), secret, at, SECRET_LENGTH);
    memory.put(sealedAt(slot), VALID);
    memory.commit();
    live[slot] = 0;
    setLive(slot);
  }

  /**
   * USE: counts one use of a stored session, which is then live. Refused without any change when
   * there is none (6A88), or when it may not be resumed, is past its time or has no use left
   * (6985).
   *
   * @param time now, 4 octets, seconds since 1970
   */
  void use(byte slot, byte[] time, short at) {
    Status.check(detailed(slot) && (sealed(slot) || readable(slot)), Status.NO_REFERENCE);
    boolean resumable = (byte) (memory.get((short) (record(slot) + OPTIONS)) & RESUMABLE) != 0;
    short details = details(slot);
    short uses = memory.number((short) (details + USES));
    boolean early = memory.isAbove((short) (details + EXPIRES), time, at, TIME_LENGTH);
    Status.check(resumable && early && uses != 0, Status.CONDITIONS);
    uses--;
    memory.begin();
    memory.put((short) (details + USES), (byte) (uses >> 8));
    memory.put((short) (details + USES + 1), (byte) uses);
    memory.put((short) (details + LAST_USED), time, at, TIME_LENGTH);
    memory.commit();
    setLive(slot);
  }

  /**
   * The readable secret of a slot becomes its sealed one, marked as one that was outside; its
   * records stay.
   */
  void seal(byte slot) {
    byte flags = IMPORTED | WAS_OUTSIDE;
    short details = (short) (details(slot) + 1);
    short readable = readableAt(slot);
    memory.begin();
    memory.put((short) (sealedAt(slot) + SEALED_FLAGS), flags);
    memory.put(secret(slot), memory.octets(), (short) (readable + READABLE_SECRET), SECRET_LENGTH);
    memory.put(sealedAt(slot), VALID);
    memory.put(details, (byte) (memory.get(details) | flags));
    memory.put(readable, (byte) 0);
    memory.fill((short) (readable + READABLE_SECRET), SECRET_LENGTH, (byte) 0);
    memory.commit();
  }

  /** FORGET: the records go, and unless it is live the secret. */
  void forget(byte slot) {
    memory.begin();
    eraseRecords(slot);
    if (!live(slot)) {
      eraseSecret(slot);
    }
    memory.commit();
  }

  /** RELEASE: no connection runs on it any more; a secret that no record keeps is zeroised. */
  void release(byte slot) {
    live[slot] = 0;
    if (!inUse(slot)) {
      memory.begin();
      eraseSecret(slot);
      memory.commit();
    }
  }

  /** At boot: no secret outlives its record. */
  void clean() {
    boolean records = files.find(Files.SESSIONS) != Files.NONE;
    for (byte slot = 1; slot <= Layout.MAX_SLOTS; slot++) {
      boolean kept = records && slot <= configuration.slots() && inUse(slot);
      if (!kept) {
        memory.wipe(sealedAt(slot), Layout.SECRET_SIZE);
        if (hasReadable() && slot <= configuration.slots()) {
          wipeReadable(slot);
        }
      }
    }
  }

  private void wipeReadable(byte slot) {
    memory.set(readableAt(slot), (byte) 0);
    memory.wipe(
        (short) (readableAt(slot) + READABLE_GENERATION + 1),
        (short) (READABLE_SIZE - READABLE_GENERATION - 1));
  }

  /**
   * In the transaction of an UPDATE BINARY of Sessions: where it ends a session, secret and details
   * go with it; where it gives a session another id, the details do.
   */
  void beforeUpdate(short offset, byte[] from, short length) {
    short end = (short) (offset + length);
    byte slot = 1;
    for (short at = 0; at < end; at += RECORD_SIZE) {
      if ((short) (at + RECORD_SIZE) > offset && inUse(slot)) {
        short first = at < offset ? offset : at;
        boolean ends = first == at && (byte) (from[(short) (at - offset)] & IN_USE) == 0;
        if (ends) {
          eraseDetails(slot);
          eraseSecret(slot);
          live[slot] = 0;
        } else if (changesId(slot, (short) (at - offset), from, length)) {
          eraseDetails(slot);
        }
      }
      slot++;
    }
  }

  // start: where the record begins in the new octets, perhaps before them.
  private boolean changesId(byte slot, short start, byte[] from, short length) {
    short record = record(slot);
    for (short i = ID; i < ID_END; i++) {
      short at = (short) (start + i);
      if (at >= 0 && at < length && from[at] != memory.get((short) (record + i))) {
        return true;
      }
    }
    return false;
  }

  /** In a transaction: erases the records of a slot, and what in Peers points to it. */
  void eraseRecords(byte slot) {
    memory.fill(record(slot), RECORD_SIZE, (byte) 0);
    eraseDetails(slot);
    short peers = files.find(Files.PEERS);
    if (peers != Files.NONE) {
      short end = (short) (files.address(peers) + files.size(peers));
      for (short peer = files.address(peers); peer < end; peer += RECORD_SIZE) {
        if (memory.get(peer) != 0 && memory.get((short) (peer + PEER_SESSION)) == slot) {
          memory.put(peer, (byte) 0);
        }
      }
    }
  }

  /** In a transaction: erases what we know more of a session than WIM does; generations stay. */
  void eraseDetails(byte slot) {
    if (hasDetails()) {
      short details = details(slot);
      short rest = (short) (GENERATION + 2);
      memory.fill(details, GENERATION, (byte) 0);
      memory.fill((short) (details + rest), (short) (DETAILS_SIZE - rest), (byte) 0);
    }
    if (hasReadable()) {
      short readable = readableAt(slot);
      short rest = (short) (READABLE_GENERATION + 1);
      memory.put(readable, (byte) 0);
      memory.fill((short) (readable + rest), (short) (READABLE_SIZE - rest), (byte) 0);
    }
  }

  /** In a transaction: erases the sealed secret. */
  void eraseSecret(byte slot) {
    memory.fill(sealedAt(slot), Layout.SECRET_SIZE, (byte) 0);
  }

  /** Whether the card keeps what WIM's records have no place for. */
  boolean hasDetails() {
    return files.find(Files.DETAILS) != Files.NONE;
  }

  /** Whether the card keeps secrets that the phone may read. */
  boolean hasReadable() {
    return files.find(Files.READABLE_SECRETS) != Files.NONE;
  }

  /** Address of its Sessions record. */
  short record(byte slot) {
    return at(Files.SESSIONS, slot, RECORD_SIZE);
  }

  /** Address of its details record. */
  short details(byte slot) {
    return at(Files.DETAILS, slot, DETAILS_SIZE);
  }

  /** Address of its readable secret: state, generation, record number, 0, secret. */
  short readableAt(byte slot) {
    return at(Files.READABLE_SECRETS, slot, READABLE_SIZE);
  }

  private short sealedAt(byte slot) {
    return (short) (Layout.SECRETS + (short) ((short) (slot - 1) * Layout.SECRET_SIZE));
  }

  private short at(short file, byte slot, short size) {
    return (short) (files.address(files.find(file)) + (short) ((short) (slot - 1) * size));
  }
}
