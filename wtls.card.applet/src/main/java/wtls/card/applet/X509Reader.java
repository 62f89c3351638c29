package wtls.card.applet;

import javacard.framework.Util;

/**
 * Parses X.509 certificates in DER (RFC 5280), as far as a chain of servers and authorities needs
 * them. What is malformed or not understood ends the command with 6A80.
 */
final class X509Reader {
  private static final byte VERSION = (byte) 0xA0;
  private static final byte ISSUER_ID = (byte) 0x81;
  private static final byte SUBJECT_ID = (byte) 0x82;
  private static final byte EXTENSIONS = (byte) 0xA3;

  /** 1.2.840.113549.1.1: 1 is a key, 5 SHA-1 with RSA, 11 SHA-256 with RSA. */
  private static final byte[] PKCS_1 = {
    0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x01
  };

  private static final byte[] EC_KEY = {0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x02, 0x01};
  private static final byte[] ECDSA_SHA1 = {0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x04, 0x01};
  private static final byte[] ECDSA_SHA256 = {
    0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x04, 0x03, 0x02
  };

  private final Certificate certificate;
  private final Calendar calendar;
  private final Der der;
  private final X509Extensions extensions;

  X509Reader(Certificate certificate, Calendar calendar) {
    this.certificate = certificate;
    this.calendar = calendar;
    der = new Der();
    extensions = new X509Extensions(certificate, der);
  }

  /** Parses one certificate, which must fill the range. */
  void read(byte[] octets, short start, short end) {
    certificate.clear();
    short signed = der.enter(octets, start, end, Der.SEQUENCE);
    Status.check(der.end() == end, Status.DATA);
    short content = der.enter(octets, signed, end, Der.SEQUENCE);
    short signedEnd = der.end();
    certificate.set(Certificate.SIGNED, signed, (short) (signedEnd - signed));

    short inner = readToKey(octets, content, signedEnd);
    short outerContent = der.enter(octets, signedEnd, end, Der.SEQUENCE);
    short outerEnd = der.end();
    readAlgorithm(octets, outerContent, outerEnd);
    // Inside and outside must be the same; inside was found first.
    short size = (short) (outerEnd - signedEnd);
    Status.check(
        size <= (short) (signedEnd - inner)
            && Util.arrayCompare(octets, inner, octets, signedEnd, size) == 0,
        Status.DATA);
    short signature = der.enterBits(octets, outerEnd, end);
    Status.check(der.end() == end && der.length() > 0, Status.DATA);
    certificate.set(Certificate.SIGNATURE, signature, der.length());
  }

  /**
   * Reads what is signed.
   *
   * @return where its signature algorithm is
   */
  private short readToKey(byte[] octets, short at, short end) {
    if (Der.isAt(octets, at, end, VERSION)) {
      der.enter(octets, at, end, VERSION);
      at = der.end();
    }
    der.enter(octets, at, end, Der.INTEGER);
    short algorithm = der.end();
    der.enter(octets, algorithm, end, Der.SEQUENCE);
    at = readName(octets, der.end(), end, Certificate.ISSUER_KIND);
    at = readValidity(octets, at, end);
    at = readName(octets, at, end, Certificate.SUBJECT_KIND);
    at = readKeyInfo(octets, at, end);
    at = skip(octets, at, end, ISSUER_ID);
    at = skip(octets, at, end, SUBJECT_ID);
    if (Der.isAt(octets, at, end, EXTENSIONS)) {
      short list = der.enter(octets, at, end, EXTENSIONS);
      at = der.end();
      extensions.read(octets, list, at);
    } else {
      extensions.none();
    }
    Status.check(at == end, Status.DATA);
    return algorithm;
  }

  private short skip(byte[] octets, short at, short end, byte tag) {
    if (Der.isAt(octets, at, end, tag)) {
      der.enter(octets, at, end, tag);
      return der.end();
    }
    return at;
  }

  private short readName(byte[] octets, short at, short end, short field) {
    der.enter(octets, at, end, Der.SEQUENCE);
    certificate.set(field, Certificate.X509_NAME);
    certificate.set((short) (field + 1), at, (short) (der.end() - at));
    return der.end();
  }

  private short readValidity(byte[] octets, short at, short end) {
    short time = der.enter(octets, at, end, Der.SEQUENCE);
    short last = der.end();
    if (compareTime(octets, time, last) < 0) {
      certificate.mark(Certificate.OUT_OF_TIME);
    }
    if (compareTime(octets, der.end(), last) > 0) {
      certificate.mark(Certificate.OUT_OF_TIME);
    }
    Status.check(der.end() == last, Status.DATA);
    return last;
  }

  private byte compareTime(byte[] octets, short at, short end) {
    boolean utc = Der.isAt(octets, at, end, Der.UTC_TIME);
    short time = der.enter(octets, at, end, utc ? Der.UTC_TIME : Der.GENERALIZED_TIME);
    Status.check(der.length() == (utc ? (short) 13 : (short) 15), Status.DATA);
    return calendar.compare(octets, time, der.length());
  }

  private short readKeyInfo(byte[] octets, short at, short end) {
    short algorithm = der.enter(octets, at, end, Der.SEQUENCE);
    short last = der.end();
    short oid = der.enter(octets, algorithm, last, Der.SEQUENCE);
    short bits = der.end();
    der.enter(octets, oid, bits, Der.OID);
    if (der.is(octets, EC_KEY)) {
      short curve = der.enter(octets, der.end(), bits, Der.OID);
      Status.check(der.end() == bits, Status.DATA);
      certificate.set(Certificate.KEY_KIND, Certificate.EC);
      certificate.set(Certificate.CURVE, CurveNames.find(octets, curve, der.length()));
      short point = der.enterBits(octets, bits, last);
      certificate.set(Certificate.KEY, point, der.length());
    } else {
      Status.check(der.isBelow(octets, PKCS_1) && lastOctet(octets) == 1, Status.DATA);
      certificate.set(Certificate.KEY_KIND, Certificate.RSA);
      readRsaKey(octets, bits, last);
    }
    Status.check(der.end() == last, Status.DATA);
    return last;
  }

  private void readRsaKey(byte[] octets, short at, short end) {
    short key = der.enterBits(octets, at, end);
    Status.check(der.end() == end, Status.DATA);
    short modulus = der.enter(octets, key, end, Der.SEQUENCE);
    Status.check(der.end() == end, Status.DATA);
    modulus = der.enterPositive(octets, modulus, end);
    certificate.set(Certificate.KEY, modulus, der.length());
    short exponent = der.enterPositive(octets, der.end(), end);
    certificate.set(Certificate.EXPONENT, exponent, der.length());
  }

  private void readAlgorithm(byte[] octets, short at, short end) {
    der.enter(octets, at, end, Der.OID);
    short algorithm = 0;
    if (der.is(octets, ECDSA_SHA1)) {
      algorithm = Certificate.SHA1_ECDSA;
    } else if (der.is(octets, ECDSA_SHA256)) {
      algorithm = Certificate.SHA256_ECDSA;
    } else if (der.isBelow(octets, PKCS_1)) {
      short number = lastOctet(octets);
      algorithm = number == 5 ? Certificate.SHA1_RSA : algorithm;
      algorithm = number == 11 ? Certificate.SHA256_RSA : algorithm;
    }
    Status.check(algorithm != 0, Status.DATA);
    certificate.set(Certificate.ALGORITHM, algorithm);
  }

  /** The last octet of the element last entered. */
  private short lastOctet(byte[] octets) {
    return octets[(short) (der.end() - 1)];
  }
}
