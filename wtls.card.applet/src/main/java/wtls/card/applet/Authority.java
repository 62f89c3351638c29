package wtls.card.applet;

import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.MessageDigest;

/**
 * What the card remembers of a certificate after its octets are gone: names by which others are
 * issued under it, its key, and what it may do.
 */
final class Authority {
  /** Most octets of an exponent; longer ones only slow a card down. */
  private static final short MOST_EXPONENT = 16;

  private static final short HASH = 20;

  private static final short STATE = 0;
  private static final short NAME_KIND = 1;
  private static final short NAME = 2;
  private static final short KEY_HASH = (short) (NAME + HASH);
  private static final short IDENTIFIER = (short) (KEY_HASH + HASH);
  private static final short HAS_IDENTIFIER = (short) (IDENTIFIER + HASH);
  private static final short ISSUES = (short) (HAS_IDENTIFIER + 1);
  private static final short SERVER = (short) (ISSUES + 1);
  private static final short BELOW = (short) (SERVER + 1);
  private static final short KEY_KIND = (short) (BELOW + 1);
  private static final short CURVE = (short) (KEY_KIND + 1);
  private static final short EXPONENT_LENGTH = (short) (CURVE + 1);
  private static final short KEY_LENGTH = (short) (EXPONENT_LENGTH + 1);
  private static final short EXPONENT = (short) (KEY_LENGTH + 2);

  /** The modulus, or the point as 04 X Y. */
  private static final short KEY = (short) (EXPONENT + MOST_EXPONENT);

  private static final short HASHED = (short) (KEY + Rsa.LARGEST);
  private static final short SIZE = (short) (HASHED + HASH);

  private final byte[] known;
  private final MessageDigest sha;
  private final Rsa rsa;
  private final Curves curves;
  private final Decompression decompression;

  Authority(MessageDigest sha, Rsa rsa, Curves curves) {
    this.sha = sha;
    this.rsa = rsa;
    this.curves = curves;
    decompression = new Decompression();
    known = JCSystem.makeTransientByteArray(SIZE, JCSystem.CLEAR_ON_DESELECT);
  }

  /** Whether nothing is remembered. */
  boolean isEmpty() {
    return known[STATE] == 0;
  }

  void clear() {
    Util.arrayFillNonAtomic(known, (short) 0, SIZE, (byte) 0);
  }

  /**
   * Remembers a certificate in place of the one before. A key that the card cannot compute with
   * ends the command with 6A80.
   *
   * @param below how many authorities may be below it, as its issuer has it; less than 0 when it
   *     may not issue at all
   * @param root whether it is one: then it needs no mark of an authority
   */
  void take(byte[] octets, Certificate certificate, short below, boolean root) {
    clear();
    takeKey(octets, certificate);
    hash(
        octets,
        certificate.get(Certificate.SUBJECT),
        certificate.get(Certificate.SUBJECT_LENGTH),
        NAME);
    known[NAME_KIND] = (byte) certificate.get(Certificate.SUBJECT_KIND);
    if (certificate.get(Certificate.IDENTIFIER_LENGTH) == HASH) {
      known[HAS_IDENTIFIER] = 1;
      Util.arrayCopyNonAtomic(
          octets, certificate.get(Certificate.IDENTIFIER), known, IDENTIFIER, HASH);
    }
    boolean issues =
        certificate.is(Certificate.CERTIFIES)
            && (root || below >= 0 && certificate.is(Certificate.AUTHORITY));
    if (issues) {
      known[ISSUES] = 1;
      short own = certificate.get(Certificate.PATH_LENGTH);
      known[BELOW] = (byte) (root || own > below ? below : own);
    }
    if (certificate.is(Certificate.SERVER)) {
      known[SERVER] = 1;
    }
    known[STATE] = 1;
  }

  private void takeKey(byte[] octets, Certificate certificate) {
    short key = certificate.get(Certificate.KEY);
    short length = certificate.get(Certificate.KEY_LENGTH);
    known[KEY_KIND] = (byte) certificate.get(Certificate.KEY_KIND);
    if (known[KEY_KIND] == Certificate.RSA) {
      short exponent = certificate.get(Certificate.EXPONENT);
      short exponentLength = certificate.get(Certificate.EXPONENT_LENGTH);
      Status.check(
          exponentLength <= MOST_EXPONENT
              && rsa.isPublicKey(octets, exponent, exponentLength, key, length),
          Status.DATA);
      known[EXPONENT_LENGTH] = (byte) exponentLength;
      Util.arrayCopyNonAtomic(octets, exponent, known, EXPONENT, exponentLength);
      Util.setShort(known, KEY_LENGTH, length);
      Util.arrayCopyNonAtomic(octets, key, known, KEY, length);
      hash(octets, key, length, KEY_HASH);
    } else {
      Curve curve = curves.find((byte) certificate.get(Certificate.CURVE));
      Status.check(curve != null, Status.DATA);
      known[CURVE] = curve.number;
      takePoint(curve, octets, key, length);
      hash(known, (short) (KEY + 1), curve.fieldOctets, KEY_HASH);
    }
  }

  private void takePoint(Curve curve, byte[] octets, short point, short length) {
    short whole = curve.pointOctets();
    boolean compressed = length == (short) (curve.fieldOctets + 1);
    Status.check(compressed || length == whole, Status.DATA);
    Util.arrayCopyNonAtomic(octets, point, known, KEY, length);
    if (compressed) {
      Status.check(known[KEY] == 2 || known[KEY] == 3, Status.DATA);
      Status.check(decompression.expand(curve, known, KEY), Status.DATA);
    }
    Status.check(curves.locatePoint(curve, known, KEY, whole) == KEY, Status.DATA);
    Util.setShort(known, KEY_LENGTH, whole);
  }

  /** Whether an issuer's name means this: its key hash, or its subject (WAP-211 6.6). */
  boolean isNamed(byte[] octets, short kind, short at, short length) {
    if (isEmpty() || kind == Certificate.NULL) {
      return false;
    }
    if (kind == Certificate.KEY_HASH) {
      return Octets.areEqual(octets, at, known, KEY_HASH, HASH)
          || known[HAS_IDENTIFIER] != 0 && Octets.areEqual(octets, at, known, IDENTIFIER, HASH);
    }
    hash(octets, at, length, HASHED);
    return known[NAME_KIND] == (byte) kind && Octets.areEqual(known, HASHED, known, NAME, HASH);
  }

  /** Whether it may issue certificates. */
  boolean issues() {
    return known[ISSUES] != 0;
  }

  /** What it leaves to an authority that it issues: how many there may be below; -1 for none. */
  short below() {
    return (short) (known[BELOW] - 1);
  }

  /** Whether its key may be a server's. */
  boolean isServer() {
    return known[SERVER] != 0;
  }

  /** {@link Certificate#RSA} or {@link Certificate#EC}. */
  short keyKind() {
    return known[KEY_KIND];
  }

  /** The array with the key. */
  byte[] octets() {
    return known;
  }

  short exponent() {
    return EXPONENT;
  }

  short exponentLength() {
    return known[EXPONENT_LENGTH];
  }

  /** Where the modulus, or the point, is. */
  short key() {
    return KEY;
  }

  short keyLength() {
    return Util.getShort(known, KEY_LENGTH);
  }

  Curve curve() {
    return curves.find(known[CURVE]);
  }

  private void hash(byte[] octets, short at, short length, short to) {
    sha.reset();
    sha.doFinal(octets, at, length, known, to);
  }
}
