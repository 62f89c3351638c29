package wtls.card.applet;

import javacard.framework.JCSystem;

/**
 * What a parsed certificate says: places in the array that it was parsed from, and marks. There is
 * one, since the card looks at one certificate at a time.
 */
final class Certificate {
  // Fields. A name's kind is the type of a WTLS identifier (WAP-261 10.5.1.2).
  static final short SIGNED = 0;
  static final short SIGNED_LENGTH = 1;
  static final short ISSUER_KIND = 2;
  static final short ISSUER = 3;
  static final short ISSUER_LENGTH = 4;
  static final short SUBJECT_KIND = 5;
  static final short SUBJECT = 6;
  static final short SUBJECT_LENGTH = 7;
  static final short KEY_KIND = 8;

  /** The WTLS number of an EC key's curve. */
  static final short CURVE = 9;

  static final short EXPONENT = 10;
  static final short EXPONENT_LENGTH = 11;

  /** The modulus, or the point. */
  static final short KEY = 12;

  static final short KEY_LENGTH = 13;

  /** What the signature holds. */
  static final short ALGORITHM = 14;

  static final short SIGNATURE = 15;
  static final short SIGNATURE_LENGTH = 16;

  /** How many authorities may be below it. */
  static final short PATH_LENGTH = 17;

  /** The subject key identifier; of no use unless it has 20 octets. */
  static final short IDENTIFIER = 18;

  static final short IDENTIFIER_LENGTH = 19;
  private static final short MARKS = 20;
  private static final short COUNT = 21;

  // Kinds of names that are more than octets to compare.
  static final short NULL = 0;
  static final short KEY_HASH = 254;
  static final short X509_NAME = 255;

  // Kinds of keys.
  static final short RSA = 1;
  static final short EC = 2;

  // Algorithms: a bare SHA-1 hash as in WTLS, or as in X.509.
  static final short BARE_RSA = 1;
  static final short SHA1_RSA = 2;
  static final short SHA256_RSA = 3;
  static final short BARE_ECDSA = 4;
  static final short SHA1_ECDSA = 5;
  static final short SHA256_ECDSA = 6;

  // Marks.
  /** The key may sign certificates. */
  static final short CERTIFIES = 1;

  /** It may be a server's. */
  static final short SERVER = 2;

  /** It may certify others although it is no root. */
  static final short AUTHORITY = 4;

  /** The time given is not within its validity. */
  static final short OUT_OF_TIME = 8;

  /** No limit to the authorities below. */
  static final short UNLIMITED = 0x7F;

  private final short[] fields;

  Certificate() {
    fields = JCSystem.makeTransientShortArray(COUNT, JCSystem.CLEAR_ON_DESELECT);
  }

  void clear() {
    for (short i = 0; i < COUNT; i++) {
      fields[i] = 0;
    }
    fields[PATH_LENGTH] = UNLIMITED;
  }

  short get(short field) {
    return fields[field];
  }

  void set(short field, short value) {
    fields[field] = value;
  }

  /** Sets a place, and in the next field its length. */
  void set(short field, short at, short length) {
    fields[field] = at;
    fields[(short) (field + 1)] = length;
  }

  boolean is(short mark) {
    return (short) (fields[MARKS] & mark) != 0;
  }

  void mark(short mark) {
    fields[MARKS] |= mark;
  }

  void unmark(short mark) {
    fields[MARKS] &= (short) ~mark;
  }

  /** The kind of key that signed it. */
  short signerKind() {
    return fields[ALGORITHM] <= SHA256_RSA ? RSA : EC;
  }
}
