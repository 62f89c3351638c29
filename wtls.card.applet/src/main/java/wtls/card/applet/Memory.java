package wtls.card.applet;

import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * All that a card remembers without power, in one array. The write of a single octet is the only
 * thing that power cannot cut in two; what must change together goes through the redo journal:
 * {@link #begin}, puts, {@link #commit}. {@link #replay} ends at boot what a cut interrupted.
 *
 * <p>A reader that keeps its cards in files, or a test that cuts the power, overrides {@link
 * #write}, the one place that changes the array. Not thread-safe: a card is one thread.
 */
public class Memory {
  /** Octets of every card's memory. */
  public static final short SIZE = Layout.END;

  /** The octet whose write decides a transaction: on other media than a card's, keep this order. */
  protected static final short COMMIT = Layout.JOURNAL;

  private static final byte COMMITTED = (byte) 0xA5;

  // The journal: COMMIT, "holds anything" octet, length, then entries.
  private static final short DIRTY = (short) (Layout.JOURNAL + 1);
  private static final short LENGTH = (short) (Layout.JOURNAL + 2);
  private static final short ENTRIES = (short) (Layout.JOURNAL + 4);
  // An entry: address 2, length 2, octets; with this bit in the length one octet, repeated.
  private static final short FILL = (short) 0x4000;
  private static final short ENTRY_HEADER = 4;

  // Indices of the transient state.
  private static final short USED = 0;
  private static final short OPEN = 1;

  private final byte[] octets;
  private final short[] state;

  /**
   * To be called while the applet is installed: it allocates.
   *
   * @param octets {@link #SIZE} of them: all zero for a new card, or what an earlier one left; kept
   */
  public Memory(byte[] octets) {
    this.octets = octets;
    state = JCSystem.makeTransientShortArray((short) 2, JCSystem.CLEAR_ON_RESET);
  }

  /** Changes one octet, wholly or not at all. */
  protected void write(short at, byte value) {
    octets[at] = value;
  }

  /** The array itself, to be read only. */
  final byte[] octets() {
    return octets;
  }

  final byte get(short at) {
    return octets[at];
  }

  /** Two octets, big endian. */
  final short number(short at) {
    return Util.getShort(octets, at);
  }

  final void read(short at, byte[] to, short toAt, short length) {
    Util.arrayCopyNonAtomic(octets, at, to, toAt, length);
  }

  /** Compares in a time that depends on the length only. */
  final boolean equal(short at, byte[] other, short otherAt, short length) {
    byte difference = 0;
    for (short i = 0; i < length; i++) {
      difference |= (byte) (octets[(short) (at + i)] ^ other[(short) (otherAt + i)]);
    }
    return difference == 0;
  }

  /** Whether the unsigned number in memory is less than the other; not for secrets. */
  final boolean isBelow(short at, byte[] other, short otherAt, short length) {
    return order(at, other, otherAt, length) < 0;
  }

  /** Whether the unsigned number in memory is more than the other; not for secrets. */
  final boolean isAbove(short at, byte[] other, short otherAt, short length) {
    return order(at, other, otherAt, length) > 0;
  }

  private short order(short at, byte[] other, short otherAt, short length) {
    for (short i = 0; i < length; i++) {
      short mine = (short) (octets[(short) (at + i)] & 0xFF);
      short its = (short) (other[(short) (otherAt + i)] & 0xFF);
      if (mine != its) {
        return (short) (mine - its);
      }
    }
    return 0;
  }

  /** One octet at once: atomic, outside any transaction. */
  final void set(short at, byte value) {
    if (octets[at] != value) {
      write(at, value);
    }
  }

  /** Octet by octet at once: a power cut leaves any mixture. For what nothing refers to yet. */
  final void setAll(short at, byte[] from, short fromAt, short length) {
    for (short i = 0; i < length; i++) {
      set((short) (at + i), from[(short) (fromAt + i)]);
    }
  }

  /** Zeroes octet by octet at once; like {@link #setAll} not atomic, but to be repeated at will. */
  final void wipe(short at, short length) {
    for (short i = 0; i < length; i++) {
      set((short) (at + i), (byte) 0);
    }
  }

  /** Starts a transaction; what an earlier one left undone is dropped. */
  final void begin() {
    abort();
    state[OPEN] = 1;
  }

  final void put(short at, byte value) {
    entry(at, (short) (FILL | 1));
    append(value);
  }

  final void put(short at, byte[] from, short fromAt, short length) {
    entry(at, length);
    for (short i = 0; i < length; i++) {
      append(from[(short) (fromAt + i)]);
    }
  }

  final void fill(short at, short length, byte value) {
    entry(at, (short) (FILL | length));
    append(value);
  }

  /** What a transaction can still take: the octets of one more put. */
  final short room() {
    return (short) (Layout.JOURNAL_END - ENTRIES - ENTRY_HEADER - state[USED]);
  }

  /** Makes all puts happen: from the write of one octet on, power cuts no longer matter. */
  final void commit() {
    short used = state[USED];
    if (used != 0) {
      set(LENGTH, (byte) (used >> 8));
      set((short) (LENGTH + 1), (byte) used);
      set(COMMIT, COMMITTED);
      apply(used);
      set(COMMIT, (byte) 0);
    }
    clear();
  }

  /** Forgets the puts since {@link #begin}; nothing if there is no transaction. */
  final void abort() {
    if (state[OPEN] != 0) {
      clear();
    }
  }

  /** At boot: applies a committed journal, drops any other. */
  final void replay() {
    if (octets[COMMIT] == COMMITTED) {
      apply(number(LENGTH));
      set(COMMIT, (byte) 0);
    }
    if (octets[DIRTY] != 0) {
      clear();
    }
  }

  private void entry(short at, short length) {
    set(DIRTY, (byte) 1);
    append((byte) (at >> 8));
    append((byte) at);
    append((byte) (length >> 8));
    append((byte) length);
  }

  // A journal that overflows is a mistake in the applet: the array's end stops it (6F00),
  // unapplied.
  private void append(byte value) {
    short at = (short) (ENTRIES + state[USED]);
    if (at >= Layout.JOURNAL_END) {
      Status.fail(Status.MEMORY);
    }
    set(at, value);
    state[USED]++;
  }

  private void apply(short used) {
    short at = ENTRIES;
    short end = (short) (ENTRIES + used);
    while (at < end) {
      short to = number(at);
      short length = number((short) (at + 2));
      at += ENTRY_HEADER;
      if ((length & FILL) != 0) {
        applyFill(to, (short) (length & ~FILL), octets[at]);
        at++;
      } else {
        setAll(to, octets, at, length);
        at += length;
      }
    }
  }

  private void applyFill(short to, short length, byte value) {
    for (short i = 0; i < length; i++) {
      set((short) (to + i), value);
    }
  }

  // The entries may hold secrets: nothing of them stays.
  private void clear() {
    wipe(ENTRIES, (short) (Layout.JOURNAL_END - ENTRIES));
    wipe(LENGTH, (short) 2);
    set(DIRTY, (byte) 0);
    state[USED] = 0;
    state[OPEN] = 0;
  }
}
