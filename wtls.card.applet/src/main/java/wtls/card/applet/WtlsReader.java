package wtls.card.applet;

import javacard.framework.Util;

/** Parses WTLS certificates (WAP-261 10.5.2). What is malformed ends the command with 6A80. */
final class WtlsReader {
  private static final byte VERSION = 1;
  private static final short HASH = 20;

  // Signature algorithms.
  private static final byte ECDSA_SHA = 1;
  private static final byte RSA_SHA = 2;

  // Public key types.
  private static final short RSA = 2;
  private static final short ECDH = 3;
  private static final short ECDSA = 4;

  /** The common name; what follows it in a name are extensions. */
  private static final short COMMON_NAME = 3;

  private static final byte SEPARATOR = (byte) ';';
  private static final byte[] CA = {(byte) 'T', (byte) '=', (byte) 'c', (byte) 'a'};

  // Character sets with octets that only look like ASCII (IANA MIBenum).
  private static final short UCS_2 = 1000;
  private static final short UTF_16 = 1015;

  private final Certificate certificate;
  private final Calendar calendar;

  WtlsReader(Certificate certificate, Calendar calendar) {
    this.certificate = certificate;
    this.calendar = calendar;
  }

  /** Parses one certificate, which must fill the range. */
  void read(byte[] octets, short start, short end) {
    certificate.clear();
    short at = need(start, end, (short) 2);
    Status.check(octets[start] == VERSION, Status.DATA);
    byte algorithm = octets[(short) (start + 1)];
    Status.check(algorithm == ECDSA_SHA || algorithm == RSA_SHA, Status.DATA);
    certificate.set(
        Certificate.ALGORITHM,
        algorithm == RSA_SHA ? Certificate.BARE_RSA : Certificate.BARE_ECDSA);
    at = readName(octets, at, end, Certificate.ISSUER_KIND);
    short validity = at;
    at = need(at, end, (short) 8);
    if (calendar.isBefore(octets, validity) || calendar.isAfter(octets, (short) (validity + 4))) {
      certificate.mark(Certificate.OUT_OF_TIME);
    }
    short subject = at;
    at = readName(octets, at, end, Certificate.SUBJECT_KIND);
    if (isAuthority(octets, subject, at)) {
      certificate.mark(Certificate.AUTHORITY);
    }
    at = readKey(octets, at, end);
    certificate.set(Certificate.SIGNED, start, (short) (at - start));
    at = readVector(octets, at, end, Certificate.SIGNATURE);
    Status.check(at == end, Status.DATA);
  }

  /**
   * Refuses a range that is too short.
   *
   * @return what is behind these octets
   */
  private static short need(short at, short end, short length) {
    Status.check(length >= 0 && length <= (short) (end - at), Status.DATA);
    return (short) (at + length);
  }

  /** Reads an identifier; of an X.509 name only the name in DER counts. */
  private short readName(byte[] octets, short at, short end, short field) {
    short name = at;
    at = need(at, end, (short) 1);
    short kind = (short) (octets[name] & 0xFF);
    switch (kind) {
      case Certificate.NULL:
        break;
      case 1:
        at = need(at, end, (short) 3);
        at = need(at, end, lengthBefore(octets, at));
        break;
      case 2:
        at = need(at, end, (short) 1);
        at = need(at, end, lengthBefore(octets, at));
        break;
      case Certificate.KEY_HASH:
        name = at;
        at = need(at, end, HASH);
        break;
      case Certificate.X509_NAME:
        at = need(at, end, (short) 1);
        name = at;
        at = need(at, end, lengthBefore(octets, at));
        break;
      default:
        Status.fail(Status.DATA);
    }
    certificate.set(field, kind);
    certificate.set((short) (field + 1), name, (short) (at - name));
    return at;
  }

  /** The length octet before this place; a name or point has at least one octet. */
  private static short lengthBefore(byte[] octets, short at) {
    short length = (short) (octets[(short) (at - 1)] & 0xFF);
    Status.check(length != 0, Status.DATA);
    return length;
  }

  /** Whether a subject has the extension T=ca, which every authority but a root must have. */
  private static boolean isAuthority(byte[] octets, short at, short end) {
    if (octets[at] != 1) {
      return false;
    }
    short set = Util.getShort(octets, (short) (at + 1));
    if (set == UCS_2 || set == UTF_16) {
      return false;
    }
    at += 4;
    short field = 0;
    short start = at;
    while (at < end) {
      short next = (short) (at + 1);
      if (octets[at] != SEPARATOR) {
        at = next;
      } else if (next < end && octets[next] == SEPARATOR) {
        // A doubled one is text.
        at = (short) (next + 1);
      } else {
        if (field > COMMON_NAME && isCa(octets, start, at)) {
          return true;
        }
        field++;
        start = next < end && octets[next] == (byte) ' ' ? (short) (next + 1) : next;
        at = start;
      }
    }
    return field > COMMON_NAME && isCa(octets, start, end);
  }

  private static boolean isCa(byte[] octets, short start, short end) {
    short length = (short) CA.length;
    return (short) (end - start) == length
        && Util.arrayCompare(octets, start, CA, (short) 0, length) == 0;
  }

  private short readKey(byte[] octets, short at, short end) {
    short type = at;
    at = need(at, end, (short) 2);
    short index = (short) (octets[(short) (type + 1)] & 0xFF);
    switch (octets[type]) {
      case RSA:
        Status.check(index == 0, Status.DATA);
        certificate.set(Certificate.KEY_KIND, Certificate.RSA);
        certificate.mark((short) (Certificate.CERTIFIES | Certificate.SERVER));
        at = readVector(octets, at, end, Certificate.EXPONENT);
        return readVector(octets, at, end, Certificate.KEY);
      case ECDH:
        certificate.mark(Certificate.SERVER);
        break;
      case ECDSA:
        certificate.mark(Certificate.CERTIFIES);
        break;
      default:
        Status.fail(Status.DATA);
    }
    certificate.set(Certificate.KEY_KIND, Certificate.EC);
    certificate.set(Certificate.CURVE, index);
    short point = need(at, end, (short) 1);
    at = need(point, end, lengthBefore(octets, point));
    certificate.set(Certificate.KEY, point, (short) (at - point));
    return at;
  }

  private short readVector(byte[] octets, short at, short end, short field) {
    short content = need(at, end, (short) 2);
    short length = Util.getShort(octets, at);
    Status.check(length > 0, Status.DATA);
    at = need(content, end, length);
    certificate.set(field, content, length);
    return at;
  }
}
