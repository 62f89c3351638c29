package wtls.card.applet;

import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.MessageDigest;

/**
 * The connections whose keys are on the card, in RAM: a reset drops them all. A connection ends
 * with the life of its session slot; it never outlives RELEASE or a new secret.
 *
 * <p>Of each direction the keys of the newest window are kept that carried an authentic record.
 * Those of another window are derived for one record, so that a forged number pushes out nothing.
 */
final class Connections {
  /** How many there can be at once; they are numbered from 1. */
  static final byte COUNT = 16;

  // A connection: the slot's life 2, slot, cipher, MAC, refresh, marks, reserved 1, start of the
  // write and the read window 2 each, replay window, server's check, server and client random,
  // keys.
  private static final short LIFE = 0;
  private static final short SLOT = 2;
  private static final short BULK = 3;
  private static final short MAC = 4;
  private static final short REFRESH = 5;
  private static final short MARKS = 6;
  private static final short WRITE_START = 8;
  private static final short READ_START = 10;
  private static final short REPLAY = 12;
  private static final short CHECK = (short) (REPLAY + ReplayWindow.SIZE);
  private static final short RANDOMS = (short) (CHECK + Labels.CHECK);
  private static final short WRITE_KEYS = (short) (RANDOMS + 2 * Labels.HELLO_RANDOM);
  private static final short READ_KEYS = (short) (WRITE_KEYS + RecordKeys.SIZE);
  private static final short SIZE = (short) (READ_KEYS + RecordKeys.SIZE);

  // Marks.
  private static final byte HAS_WRITE_KEYS = 1;
  private static final byte HAS_READ_KEYS = 2;
  private static final byte HAS_CHECK = 4;

  /** Keys that are derived for one record. */
  private static final short OTHER = (short) (COUNT * SIZE);

  private static final short ALL = (short) (OTHER + RecordKeys.SIZE);

  // Indices of what the ciphers are keyed with: a place in the array, plus one.
  private static final short SEALING = 0;
  private static final short OPENING = 1;

  private final Memory memory;
  private final Sessions sessions;
  private final KeySchedule schedule;
  private final RecordProtection protection;
  private final byte[] octets;
  private final short[] keyed;

  Connections(Memory memory, Sessions sessions, Prf prf, MessageDigest sha) {
    this.memory = memory;
    this.sessions = sessions;
    schedule = new KeySchedule(prf);
    protection = new RecordProtection(sha);
    octets = JCSystem.makeTransientByteArray(ALL, JCSystem.CLEAR_ON_RESET);
    keyed = JCSystem.makeTransientShortArray((short) 2, JCSystem.CLEAR_ON_DESELECT);
  }

  /**
   * Opens a connection over the sealed secret of a live slot.
   *
   * @param suite where cipher, MAC and key refresh are, an octet each
   * @param randoms where server and client random are, in this order
   * @return its number
   */
  byte open(byte slot, byte[] from, short suite, short randoms) {
    Status.check(sessions.live(slot), Status.CONDITIONS);
    byte number = requireRoom(from, suite);
    short at = at(number);
    wipe(at);
    Util.setShort(octets, (short) (at + LIFE), sessions.life(slot));
    octets[(short) (at + SLOT)] = slot;
    Util.arrayCopyNonAtomic(from, suite, octets, (short) (at + BULK), (short) 3);
    Util.arrayCopyNonAtomic(
        from, randoms, octets, (short) (at + RANDOMS), (short) (2 * Labels.HELLO_RANDOM));
    return number;
  }

  /**
   * Refuses a suite that the card lacks (6A80), and a connection more than it can hold (6A84).
   *
   * @return the number that the next connection gets
   */
  byte requireRoom(byte[] from, short suite) {
    Status.check(Suite.isSupported(from[suite], from[(short) (suite + 1)]), Status.DATA);
    return free();
  }

  /** Keeps what the server's Finished must say; the slot's older connections no longer do. */
  void expect(byte number, byte[] from, short check) {
    byte slot = octets[(short) (at(number) + SLOT)];
    for (byte other = 1; other <= COUNT; other++) {
      if (octets[(short) (at(other) + SLOT)] == slot) {
        octets[(short) (at(other) + MARKS)] &= (byte) ~HAS_CHECK;
      }
    }
    Util.arrayCopyNonAtomic(from, check, octets, (short) (at(number) + CHECK), Labels.CHECK);
    octets[(short) (at(number) + MARKS)] |= HAS_CHECK;
  }

  /** Whether this is what the server's Finished must say on the slot's newest connection. */
  boolean isExpected(byte slot, byte[] from, short check) {
    for (byte number = 1; number <= COUNT; number++) {
      short at = at(number);
      boolean has = (byte) (octets[(short) (at + MARKS)] & HAS_CHECK) != 0;
      if (has && isOpen(at) && octets[(short) (at + SLOT)] == slot) {
        return Octets.areEqual(octets, (short) (at + CHECK), from, check, Labels.CHECK);
      }
    }
    Status.fail(Status.CONDITIONS);
    return false;
  }

  /** Ends a connection. */
  void close(byte number) {
    wipe(require(number));
  }

  /**
   * Seals content in place.
   *
   * @return octets of the fragment
   */
  short seal(byte number, short sequence, byte type, byte[] record, short offset, short length) {
    short at = require(number);
    short keys = keys(at, true, sequence);
    if (keyed[SEALING] != (short) (keys + 1)) {
      protection.keySealing(octets[(short) (at + BULK)], octets, keys);
      keyed[SEALING] = (short) (keys + 1);
    }
    short size =
        protection.seal(
            octets[(short) (at + BULK)],
            octets[(short) (at + MAC)],
            octets,
            keys,
            sequence,
            type,
            record,
            offset,
            length);
    confirm(at, true, sequence, keys);
    return size;
  }

  /**
   * Opens a fragment in place, once. One that is not authentic, or was opened before, ends the
   * command with 6A80; nobody learns which.
   *
   * @return octets of content
   */
  short open(byte number, short sequence, byte type, byte[] record, short offset, short size) {
    short at = require(number);
    short replay = (short) (at + REPLAY);
    byte content = (byte) (type & 0x0F);
    boolean handshake = content == 1 || content == 3;
    boolean mayOpen = ReplayWindow.mayOpen(octets, replay, sequence, handshake);
    Status.check(mayOpen, Status.DATA);
    short keys = keys(at, false, sequence);
    if (keyed[OPENING] != (short) (keys + 1)) {
      protection.keyOpening(octets[(short) (at + BULK)], octets, keys);
      keyed[OPENING] = (short) (keys + 1);
    }
    short length =
        protection.open(
            octets[(short) (at + BULK)],
            octets[(short) (at + MAC)],
            octets,
            keys,
            sequence,
            type,
            record,
            offset,
            size);
    boolean authentic = length != RecordProtection.REJECTED;
    if (authentic) {
      ReplayWindow.accept(octets, replay, sequence, handshake);
      confirm(at, false, sequence, keys);
    } else {
      forgetOther();
    }
    Status.check(authentic, Status.DATA);
    return length;
  }

  /**
   * Gives out the key block of the window in use, or of the one after it.
   *
   * @return its octets
   */
  short window(byte number, boolean write, short sequence, byte[] out, short offset) {
    short at = require(number);
    byte refresh = octets[(short) (at + REFRESH)];
    short start = KeySchedule.windowStart(sequence, refresh);
    short current = Util.getShort(octets, (short) (at + (write ? WRITE_START : READ_START)));
    short length = (short) (current - KeySchedule.windowStart((short) (current - 1), refresh));
    short next = (short) (current + length);
    Status.check(start == current || start == next, Status.CONDITIONS);
    return schedule.block(
        memory.octets(),
        sessions.secret(octets[(short) (at + SLOT)]),
        write,
        octets[(short) (at + BULK)],
        start,
        octets,
        (short) (at + RANDOMS),
        out,
        offset);
  }

  /** The place of the keys for a record, which are derived if they are not there. */
  private short keys(short at, boolean write, short sequence) {
    short start = KeySchedule.windowStart(sequence, octets[(short) (at + REFRESH)]);
    if (hasKeys(at, write)
        && Util.getShort(octets, (short) (at + (write ? WRITE_START : READ_START))) == start) {
      return (short) (at + (write ? WRITE_KEYS : READ_KEYS));
    }
    forgetOther();
    schedule.derive(
        memory.octets(),
        sessions.secret(octets[(short) (at + SLOT)]),
        write,
        octets[(short) (at + BULK)],
        start,
        octets,
        (short) (at + RANDOMS),
        octets,
        OTHER);
    return OTHER;
  }

  private boolean hasKeys(short at, boolean write) {
    byte mark = write ? HAS_WRITE_KEYS : HAS_READ_KEYS;
    return (byte) (octets[(short) (at + MARKS)] & mark) != 0;
  }

  /** Keeps the keys of an authentic record if none of a later window are there. */
  private void confirm(short at, boolean write, short sequence, short keys) {
    if (keys != OTHER) {
      return;
    }
    short place = (short) (at + (write ? WRITE_KEYS : READ_KEYS));
    short startAt = (short) (at + (write ? WRITE_START : READ_START));
    short start = KeySchedule.windowStart(sequence, octets[(short) (at + REFRESH)]);
    if (!hasKeys(at, write) || ReplayWindow.isAbove(start, Util.getShort(octets, startAt))) {
      Util.arrayCopyNonAtomic(octets, OTHER, octets, place, RecordKeys.SIZE);
      Util.setShort(octets, startAt, start);
      octets[(short) (at + MARKS)] |= write ? HAS_WRITE_KEYS : HAS_READ_KEYS;
      // The cipher has these keys already.
      keyed[write ? SEALING : OPENING] = (short) (place + 1);
    }
    forgetOther();
  }

  private void forgetOther() {
    Util.arrayFillNonAtomic(octets, OTHER, RecordKeys.SIZE, (byte) 0);
    forgetKeyed((short) (OTHER + 1), (short) (OTHER + 1));
  }

  /** Ciphers keyed from these places are to be keyed anew. */
  private void forgetKeyed(short first, short last) {
    for (short i = 0; i < 2; i++) {
      if (keyed[i] >= first && keyed[i] <= last) {
        keyed[i] = 0;
      }
    }
  }

  private byte free() {
    for (byte number = 1; number <= COUNT; number++) {
      if (!isOpen(at(number))) {
        return number;
      }
    }
    Status.fail(Status.MEMORY);
    return 0;
  }

  private boolean isOpen(short at) {
    byte slot = octets[(short) (at + SLOT)];
    return slot != 0 && Util.getShort(octets, (short) (at + LIFE)) == sessions.life(slot);
  }

  /** Refuses (6A88) what is not the number of an open connection; gives its place. */
  private short require(byte number) {
    Status.check(number > 0 && number <= COUNT, Status.NO_REFERENCE);
    short at = at(number);
    Status.check(isOpen(at), Status.NO_REFERENCE);
    return at;
  }

  private void wipe(short at) {
    Util.arrayFillNonAtomic(octets, at, SIZE, (byte) 0);
    forgetKeyed((short) (at + 1), (short) (at + SIZE));
  }

  /** Wipes the keys of connections that ended with their slot's life. */
  void sweep() {
    for (byte number = 1; number <= COUNT; number++) {
      short at = at(number);
      if (octets[(short) (at + SLOT)] != 0 && !isOpen(at)) {
        wipe(at);
      }
    }
  }

  private static short at(byte number) {
    return (short) ((short) (number - 1) * SIZE);
  }
}
