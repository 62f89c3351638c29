package wtls.card.applet;

import javacard.framework.Util;

/**
 * The card's own trusted roots: which part of which file is a root certificate, and of what type.
 */
final class Roots {
  static final byte WTLS = 1;
  static final byte X509 = 2;

  private static final byte EXISTS = (byte) 0x80;

  // Offsets in a root's entry.
  private static final short TYPE = 1;
  private static final short FILE = 2;
  private static final short OFFSET = 4;
  private static final short LENGTH = 6;

  private final Memory memory;
  private final Files files;

  Roots(Memory memory, Files files) {
    this.memory = memory;
    this.files = files;
  }

  /** How many there are, at indices 0... */
  short count() {
    short count = 0;
    while (count < Layout.MAX_ROOTS && memory.get(entry(count)) == EXISTS) {
      count++;
    }
    return count;
  }

  byte type(short index) {
    return memory.get((short) (entry(index) + TYPE));
  }

  /** Where the certificate is in memory. */
  short address(short index) {
    short file = files.find(memory.number((short) (entry(index) + FILE)));
    return (short) (files.address(file) + memory.number((short) (entry(index) + OFFSET)));
  }

  short length(short index) {
    return memory.number((short) (entry(index) + LENGTH));
  }

  /** PUT ROOT: file 2 | offset 2 | length 2 | type 1; the last write makes it appear. */
  void add(byte[] from, short at) {
    short file = files.find(Util.getShort(from, at));
    Status.check(file != Files.NONE, Status.NO_FILE);
    // A root that the phone could write over would be no root.
    Status.check(files.updateAccess(file) >= Files.ISSUER, Status.CONDITIONS);
    short offset = Util.getShort(from, (short) (at + 2));
    short length = Util.getShort(from, (short) (at + 4));
    byte type = from[(short) (at + 6)];
    Status.check(type == WTLS || type == X509, Status.DATA);
    Status.check(offset >= 0 && length > 0 && offset <= files.size(file), Status.DATA);
    Status.check(length <= (short) (files.size(file) - offset), Status.DATA);
    short index = count();
    Status.check(index < Layout.MAX_ROOTS, Status.MEMORY);
    memory.set((short) (entry(index) + TYPE), type);
    memory.setAll((short) (entry(index) + FILE), from, at, (short) 6);
    memory.set(entry(index), EXISTS);
  }

  private static short entry(short index) {
    return (short) (Layout.ROOTS + (short) (index * Layout.ROOT_SIZE));
  }
}
