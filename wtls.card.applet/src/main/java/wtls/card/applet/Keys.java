package wtls.card.applet;

/**
 * The private keys: octets in memory, one entry behind the other, from which the key objects of
 * {@link Rsa} and {@link Curves} are filled for each use. An entry's octets are written while
 * nothing refers to it; one transaction then lets it take the place of the key that had its
 * reference.
 */
final class Keys {
  // Types.
  static final byte RSA = 1;
  static final byte EC = 2;

  // Uses.
  static final byte SIGN = 0x01;
  static final byte DECRYPT = 0x02;
  static final byte NON_REPUDIATION = 0x04;
  static final byte AGREE = 0x08;
  static final byte AGREE_OPENLY = 0x10;

  /** No such key. */
  static final short NONE = -1;

  static final short ID_LENGTH = Prf.HASH;

  /** Octets of the largest key: RSA of 2048 bits. */
  static final short LARGEST = 896;

  private static final byte EXISTS = (byte) 0x80;
  private static final byte REPLACED = 0x40;

  // Offsets in an entry. Detail is the octets of an RSA modulus or the number of a curve.
  private static final short STATE = 0;
  private static final short REFERENCE = 1;
  private static final short TYPE = 2;
  private static final short USAGE = 3;
  private static final short PIN = 4;
  private static final short SIZE = 6;
  private static final short FILE = 8;
  private static final short DETAIL = 10;
  private static final short ID = 12;
  private static final short KEY = ID + ID_LENGTH;

  private final Memory memory;
  private final Files files;

  Keys(Memory memory, Files files) {
    this.memory = memory;
    this.files = files;
  }

  /** The entry of the key with this reference, or {@link #NONE}. */
  short find(byte reference) {
    short end = end();
    for (short entry = Layout.KEYS; entry < end; entry += size(entry)) {
      if (memory.get(entry) == EXISTS && memory.get((short) (entry + REFERENCE)) == reference) {
        return entry;
      }
    }
    return NONE;
  }

  /** The entry of the key with this reference; refuses (6A88) if there is none. */
  short require(byte reference) {
    short entry = find(reference);
    Status.check(entry != NONE, Status.NO_REFERENCE);
    return entry;
  }

  byte type(short entry) {
    return memory.get((short) (entry + TYPE));
  }

  /** Whether the key may be used so. */
  boolean allows(short entry, byte use) {
    return (byte) (memory.get((short) (entry + USAGE)) & use) != 0;
  }

  /** Reference of the PIN that guards the key. */
  byte pin(short entry) {
    return memory.get((short) (entry + PIN));
  }

  /** Id of its key file. */
  short file(short entry) {
    return memory.number((short) (entry + FILE));
  }

  /** Octets of the modulus, or number of the curve. */
  short detail(short entry) {
    return memory.number((short) (entry + DETAIL));
  }

  /** Where in memory its octets are. */
  short octets(short entry) {
    return (short) (entry + KEY);
  }

  /** Where in memory its iD is, {@link #ID_LENGTH} octets. */
  short id(short entry) {
    return (short) (entry + ID);
  }

  /** Whether another key than the one with this reference is guarded by this PIN. */
  boolean guardsAnother(byte pin, byte reference) {
    short end = end();
    for (short entry = Layout.KEYS; entry < end; entry += size(entry)) {
      boolean other = memory.get((short) (entry + REFERENCE)) != reference;
      if (memory.get(entry) == EXISTS && other && pin(entry) == pin) {
        return true;
      }
    }
    return false;
  }

  /**
   * Stores a key in the place of the one that had its reference, and makes its key file.
   *
   * @param id and key: where they lie in {@code from}
   */
  void put(
      byte reference,
      byte type,
      byte usage,
      byte pin,
      short file,
      short detail,
      byte[] from,
      short id,
      short key,
      short length) {
    short entry = end();
    short size = (short) (KEY + length);
    Status.check(size <= (short) (Layout.KEYS + Layout.KEYS_SIZE - entry), Status.MEMORY);
    if (files.find(file) == Files.NONE) {
      files.create(file, (short) 0, Files.NEVER, Files.NEVER);
    }
    memory.set((short) (entry + REFERENCE), reference);
    memory.set((short) (entry + TYPE), type);
    memory.set((short) (entry + USAGE), usage);
    memory.set((short) (entry + PIN), pin);
    setNumber((short) (entry + SIZE), size);
    setNumber((short) (entry + FILE), file);
    setNumber((short) (entry + DETAIL), detail);
    memory.setAll((short) (entry + ID), from, id, ID_LENGTH);
    memory.setAll((short) (entry + KEY), from, key, length);
    short old = find(reference);
    memory.begin();
    memory.put(entry, EXISTS);
    if (old != NONE) {
      memory.put(old, REPLACED);
    }
    memory.commit();
    clean();
  }

  /** At boot, and after a key was replaced: no octet stays of a key that is not there any more. */
  void clean() {
    short end = end();
    for (short entry = Layout.KEYS; entry < end; entry += size(entry)) {
      if (memory.get(entry) == REPLACED) {
        memory.wipe((short) (entry + ID), (short) (size(entry) - ID));
      }
    }
    memory.wipe(end, (short) (Layout.KEYS + Layout.KEYS_SIZE - end));
  }

  private void setNumber(short at, short value) {
    memory.set(at, (byte) (value >> 8));
    memory.set((short) (at + 1), (byte) value);
  }

  private short size(short entry) {
    return memory.number((short) (entry + SIZE));
  }

  private short end() {
    short at = Layout.KEYS;
    short end = (short) (Layout.KEYS + Layout.KEYS_SIZE);
    while ((short) (end - at) > KEY && memory.get(at) != 0) {
      at += size(at);
    }
    return at;
  }
}
