package wtls.card.applet;

import javacard.framework.JCSystem;

/**
 * The elementary files, in one application directory. Contents lie on a heap in the order of
 * creation; files are made at personalisation and stay.
 */
final class Files {
  // Access conditions.
  static final byte ALWAYS = 0;
  static final byte CARDHOLDER = 1;
  static final byte ISSUER = 2;
  static final byte NEVER = 3;

  // Fixed files.
  static final short MASTER = 0x3F00;
  static final short APPLICATION = 0x5015;
  static final short PEERS = 0x4431;
  static final short SESSIONS = 0x4432;
  static final short DETAILS = 0x4433;
  static final short READABLE_SECRETS = 0x4434;

  /** No such file. */
  static final short NONE = -1;

  private static final byte EXISTS = (byte) 0x80;

  // Offsets in a file's entry.
  private static final short STATE = 0;
  private static final short READ = 1;
  private static final short UPDATE = 2;
  private static final short ID = 4;
  private static final short ADDRESS = 6;
  private static final short SIZE = 8;

  private final Memory memory;
  // The selected file's id, 0 if a directory is selected.
  private final short[] selected;

  Files(Memory memory) {
    this.memory = memory;
    selected = JCSystem.makeTransientShortArray((short) 1, JCSystem.CLEAR_ON_DESELECT);
  }

  /** The file's entry, or {@link #NONE}. */
  short find(short id) {
    for (short i = 0; i < Layout.MAX_FILES; i++) {
      short entry = entry(i);
      if (memory.get(entry) == EXISTS && memory.number((short) (entry + ID)) == id) {
        return entry;
      }
    }
    return NONE;
  }

  /** Id of the selected elementary file; 0 when a directory is selected. */
  short selected() {
    return selected[0];
  }

  /** Makes an elementary file (or with 0 the directory) the selected one. */
  void select(short id) {
    selected[0] = id;
  }

  short id(short entry) {
    return memory.number((short) (entry + ID));
  }

  /** Where the contents are in memory. */
  short address(short entry) {
    return memory.number((short) (entry + ADDRESS));
  }

  short size(short entry) {
    return memory.number((short) (entry + SIZE));
  }

  byte readAccess(short entry) {
    return memory.get((short) (entry + READ));
  }

  byte updateAccess(short entry) {
    return memory.get((short) (entry + UPDATE));
  }

  /**
   * Creates a file of zeroes; the last write makes it appear.
   *
   * @return its entry
   */
  short create(short id, short size, byte read, byte update) {
    Status.check(size >= 0 && read >= 0 && read <= NEVER, Status.DATA);
    Status.check(update >= 0 && update <= NEVER, Status.DATA);
    Status.check(id != 0 && id != MASTER && id != APPLICATION, Status.DATA);
    Status.check(find(id) == NONE, Status.DATA);
    short free = NONE;
    short end = Layout.HEAP;
    for (short i = 0; i < Layout.MAX_FILES && free == NONE; i++) {
      short entry = entry(i);
      if (memory.get(entry) == EXISTS) {
        end = (short) (address(entry) + size(entry));
      } else {
        free = entry;
      }
    }
    Status.check(free != NONE && size <= (short) (Layout.END - end), Status.MEMORY);
    // What a cut personalisation may have left there.
    memory.wipe(end, size);
    memory.set((short) (free + READ), read);
    memory.set((short) (free + UPDATE), update);
    setNumber((short) (free + ID), id);
    setNumber((short) (free + ADDRESS), end);
    setNumber((short) (free + SIZE), size);
    memory.set((short) (free + STATE), EXISTS);
    return free;
  }

  private void setNumber(short at, short value) {
    memory.set(at, (byte) (value >> 8));
    memory.set((short) (at + 1), (byte) value);
  }

  private static short entry(short index) {
    return (short) (Layout.FILES + (short) (index * Layout.FILE_SIZE));
  }
}
