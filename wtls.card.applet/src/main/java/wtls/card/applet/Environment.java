package wtls.card.applet;

import javacard.framework.JCSystem;
import javacard.framework.Util;

/**
 * The current security environment and its attributes (WAP-260 10): what MSE sets and PSO uses. All
 * of it lies in RAM, is gone when the application is selected again, and RESTORE forgets it.
 */
final class Environment {
  // Kinds, as RESTORE names them.
  static final byte WTLS_RSA = 1;
  static final byte GENERIC_RSA = 2;
  static final byte WTLS_ECDH = 3;
  static final byte GENERIC_ECC = 4;

  /** Our own: key agreement whose result comes out. */
  static final byte OPEN_ECDH = 5;

  /** Our own: master secrets whose key blocks stay inside. */
  static final byte ENGINE = 6;

  /** Octets of the longest digest that is signed: MD5 and SHA-1. */
  static final short LONGEST_DIGEST = 36;

  // Attributes, each with a number: the value, or the octets that it has.
  static final short SIGNATURE_FILE = 1;
  static final short SIGNATURE_KEY = 2;
  static final short SIGNATURE_PUBLIC = 3;
  static final short DIGEST = 4;
  static final short CIPHER_FILE = 5;
  static final short CIPHER_KEY = 6;
  static final short CIPHER_PUBLIC = 7;
  static final short VERSION = 8;
  static final short RANDOM = 9;
  static final short PRE_MASTER = 10;
  static final short MASTER = 11;
  static final short OUT_LENGTH = 12;
  static final short DERIVED = 13;
  static final short SEED = 14;

  private static final short KIND = 0;
  private static final short COUNT = 15;

  /** The attribute is one that no environment has. */
  private static final short UNKNOWN = -1;

  // Octets that the longest public key, seed and pre-master secret have.
  private static final short LONGEST_KEY = 250;
  private static final short LONGEST_SEED = 64;
  private static final short LONGEST_PRE_MASTER = 32;

  // Where the octets of attributes are.
  private static final short AT_CIPHER_PUBLIC = LONGEST_KEY;
  private static final short AT_DIGEST = AT_CIPHER_PUBLIC + LONGEST_KEY;
  private static final short AT_SEED = AT_DIGEST + LONGEST_DIGEST;
  private static final short AT_PRE_MASTER = AT_SEED + LONGEST_SEED;
  private static final short SIZE = AT_PRE_MASTER + LONGEST_PRE_MASTER;

  // Templates and their parameter.
  static final byte SIGNATURES = (byte) 0xB6;
  static final byte CIPHERS = (byte) 0xB8;
  static final byte CHECKSUMS = (byte) 0xB4;
  static final byte COMPUTE = 0x41;
  static final byte ENCIPHER = (byte) 0x81;

  private static final byte TAG_FILE = (byte) 0x81;
  private static final byte TAG_PUBLIC = (byte) 0x83;
  private static final byte TAG_KEY = (byte) 0x84;
  private static final byte TAG_DIGEST = (byte) 0x90;
  private static final byte TAG_RANDOM = (byte) 0x91;
  private static final byte TAG_SEED = (byte) 0x94;
  private static final byte TAG_LENGTH = (byte) 0x96;
  private static final short LONGEST_PATH = 12;

  /** By attribute: its number and one, so that 0 says that it is not set. */
  private final short[] numbers;

  private final byte[] octets;

  Environment() {
    numbers = JCSystem.makeTransientShortArray(COUNT, JCSystem.CLEAR_ON_DESELECT);
    octets = JCSystem.makeTransientByteArray(SIZE, JCSystem.CLEAR_ON_DESELECT);
  }

  /** The current kind; 0 if none was restored. */
  short kind() {
    return numbers[KIND];
  }

  /** Whether the current kind is one of two; refuses (6600) if not. */
  void require(short one, short other) {
    Status.check(kind() == one || kind() == other || kind() == ENGINE, Status.NO_ENVIRONMENT);
  }

  /** Makes a kind current; all attributes are forgotten. */
  void restore(byte kind) {
    clear();
    numbers[KIND] = kind;
  }

  /** No environment is current, no attribute set. */
  void clear() {
    for (short i = 0; i < COUNT; i++) {
      numbers[i] = 0;
    }
    Util.arrayFillNonAtomic(octets, (short) 0, SIZE, (byte) 0);
  }

  boolean has(short attribute) {
    return numbers[attribute] != 0;
  }

  /** Refuses (6985) if an attribute is not set. */
  void requireSet(short attribute) {
    Status.check(has(attribute), Status.CONDITIONS);
  }

  /** The number of an attribute that is set. */
  short number(short attribute) {
    return (short) (numbers[attribute] - 1);
  }

  void setNumber(short attribute, short number) {
    numbers[attribute] = (short) (number + 1);
  }

  void forget(short attribute) {
    numbers[attribute] = 0;
    if (attribute == PRE_MASTER) {
      Util.arrayFillNonAtomic(octets, AT_PRE_MASTER, LONGEST_PRE_MASTER, (byte) 0);
    }
  }

  /** The array that {@link #at} points into. */
  byte[] octets() {
    return octets;
  }

  /** Where the octets of an attribute are. */
  short at(short attribute) {
    switch (attribute) {
      case SIGNATURE_PUBLIC:
        return 0;
      case CIPHER_PUBLIC:
        return AT_CIPHER_PUBLIC;
      case DIGEST:
        return AT_DIGEST;
      case SEED:
        return AT_SEED;
      default:
        return AT_PRE_MASTER;
    }
  }

  /**
   * Sets the attributes of one MSE SET, all or none.
   *
   * @param p1 and template: as in the command
   */
  void set(byte p1, byte template, byte[] from, short length) {
    Status.check(hasTemplate(p1, template), Status.NO_ENVIRONMENT);
    Status.check(length > 0, Status.LENGTH);
    read(p1, template, from, length, false);
    read(p1, template, from, length, true);
  }

  private boolean hasTemplate(byte p1, byte template) {
    short kind = kind();
    switch (template) {
      case SIGNATURES:
        return kind != 0 && kind != OPEN_ECDH;
      case CIPHERS:
        return p1 == COMPUTE
            ? kind == GENERIC_RSA
            : kind != 0 && kind != GENERIC_RSA && kind != GENERIC_ECC;
      case CHECKSUMS:
        return p1 == COMPUTE && (kind == WTLS_RSA || kind == WTLS_ECDH || kind == ENGINE);
      default:
        return false;
    }
  }

  private void read(byte p1, byte template, byte[] from, short end, boolean store) {
    short at = 0;
    while (at < end) {
      Status.check((short) (at + 1) < end, Status.DATA);
      byte tag = from[at];
      short length = (short) (from[(short) (at + 1)] & 0xFF);
      at += 2;
      if (length == 0x81 && at < end) {
        length = (short) (from[at] & 0xFF);
        at++;
        Status.check(length >= 0x80, Status.DATA);
      } else {
        Status.check(length < 0x80, Status.DATA);
      }
      Status.check(length <= (short) (end - at), Status.DATA);
      short attribute = attribute(p1, template, tag, length);
      Status.check(attribute != UNKNOWN, Status.DATA);
      checkLength(attribute, length);
      if (store) {
        store(attribute, from, at, length);
      }
      at += length;
    }
  }

  /** Which attribute a tag means, or {@link #UNKNOWN}. */
  private short attribute(byte p1, byte template, byte tag, short length) {
    if (template == CHECKSUMS) {
      return checksumAttribute(tag);
    }
    boolean signatures = template == SIGNATURES;
    boolean ownKey = signatures ? p1 == COMPUTE : kind() != WTLS_RSA;
    boolean publicKey = p1 == ENCIPHER;
    switch (tag) {
      case TAG_FILE:
        return ownKey ? signatures ? SIGNATURE_FILE : CIPHER_FILE : UNKNOWN;
      case TAG_KEY:
        return ownKey ? signatures ? SIGNATURE_KEY : CIPHER_KEY : UNKNOWN;
      case TAG_PUBLIC:
        return publicKey ? signatures ? SIGNATURE_PUBLIC : CIPHER_PUBLIC : UNKNOWN;
      case TAG_DIGEST:
        return publicKey && signatures ? DIGEST : UNKNOWN;
      case TAG_RANDOM:
        boolean transport = !signatures && (kind() == WTLS_RSA || kind() == ENGINE);
        return transport ? length == 0 ? RANDOM : VERSION : UNKNOWN;
      default:
        return UNKNOWN;
    }
  }

  private static short checksumAttribute(byte tag) {
    switch (tag) {
      case TAG_PUBLIC:
        return MASTER;
      case TAG_KEY:
        return DERIVED;
      case TAG_SEED:
        return SEED;
      case TAG_LENGTH:
        return OUT_LENGTH;
      default:
        return UNKNOWN;
    }
  }

  private static void checkLength(short attribute, short length) {
    boolean fits;
    switch (attribute) {
      case SIGNATURE_FILE:
      case CIPHER_FILE:
        fits = length > 0 && length <= LONGEST_PATH && (short) (length & 1) == 0;
        break;
      case SIGNATURE_PUBLIC:
      case CIPHER_PUBLIC:
        fits = length > 0 && length <= LONGEST_KEY;
        break;
      case DIGEST:
        fits = length > 0 && length <= LONGEST_DIGEST;
        break;
      case SEED:
        fits = length > 0 && length <= LONGEST_SEED;
        break;
      case RANDOM:
        fits = true;
        break;
      default:
        fits = length == 1;
        break;
    }
    Status.check(fits, Status.DATA);
  }

  private void store(short attribute, byte[] from, short at, short length) {
    switch (attribute) {
      case SIGNATURE_FILE:
      case CIPHER_FILE:
        setNumber(attribute, file(from, at, length));
        break;
      case SIGNATURE_PUBLIC:
      case CIPHER_PUBLIC:
      case DIGEST:
      case SEED:
        Util.arrayCopyNonAtomic(from, at, octets, at(attribute), length);
        setNumber(attribute, length);
        break;
      case RANDOM:
        setNumber(attribute, (short) 0);
        break;
      default:
        setNumber(attribute, (short) (from[at] & 0xFF));
        break;
    }
  }

  // The file at the end of a path; 0, which no file has, if there is no such directory.
  private static short file(byte[] from, short at, short length) {
    short last = (short) (at + length - 2);
    while (at < last) {
      short directory = Util.getShort(from, at);
      if (directory != Files.MASTER && directory != Files.APPLICATION) {
        return 0;
      }
      at += 2;
    }
    short file = Util.getShort(from, last);
    return file == -1 ? 0 : file;
  }
}
