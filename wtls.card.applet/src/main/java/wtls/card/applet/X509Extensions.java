package wtls.card.applet;

import javacard.framework.JCSystem;

/** Parses the extensions of X.509 certificates (RFC 5280 4.2). */
final class X509Extensions {
  /** 2.5.29: the extension's number follows. */
  private static final byte[] ID_CE = {0x55, 0x1D};

  private static final byte KEY_IDENTIFIER = 14;
  private static final byte KEY_USAGE = 15;
  private static final byte ALTERNATIVE_NAME = 17;
  private static final byte BASIC_CONSTRAINTS = 19;
  private static final byte EXTENDED_KEY_USAGE = 37;

  private static final byte[] ANY_PURPOSE = {0x55, 0x1D, 0x25, 0x00};
  private static final byte[] SERVER_PURPOSE = {0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01};

  // Key usage: bits of the first octet.
  private static final byte ENCIPHER_KEYS = 0x20;
  private static final byte AGREE_ON_KEYS = 0x08;
  private static final byte SIGN_CERTIFICATES = 0x04;

  /** Index of the transient state: which extensions were there, a bit for each. */
  private static final short SEEN = 0;

  private final Certificate certificate;
  private final Der der;
  private final byte[] state;

  X509Extensions(Certificate certificate, Der der) {
    this.certificate = certificate;
    this.der = der;
    state = JCSystem.makeTransientByteArray((short) 1, JCSystem.CLEAR_ON_DESELECT);
  }

  /** Notes what a certificate without extensions may do. */
  void none() {
    certificate.mark((short) (Certificate.CERTIFIES | Certificate.SERVER));
  }

  /** Parses the list, which must fill the range. */
  void read(byte[] octets, short at, short end) {
    none();
    state[SEEN] = 0;
    at = der.enter(octets, at, end, Der.SEQUENCE);
    Status.check(der.end() == end && at < end, Status.DATA);
    while (at < end) {
      short entry = der.enter(octets, at, end, Der.SEQUENCE);
      at = der.end();
      readEntry(octets, entry, at);
    }
  }

  private void readEntry(byte[] octets, short at, short end) {
    short oid = der.enter(octets, at, end, Der.OID);
    byte number = der.isBelow(octets, ID_CE) ? octets[(short) (oid + 2)] : 0;
    at = der.end();
    boolean critical = false;
    if (Der.isAt(octets, at, end, Der.BOOLEAN)) {
      critical = der.truth(octets, at, end);
      at = der.end();
    }
    short value = der.enter(octets, at, end, Der.OCTET_STRING);
    Status.check(der.end() == end, Status.DATA);
    switch (number) {
      case KEY_IDENTIFIER:
        Status.check(!critical, Status.DATA);
        once((byte) 1);
        value = der.enter(octets, value, end, Der.OCTET_STRING);
        certificate.set(Certificate.IDENTIFIER, value, der.length());
        break;
      case KEY_USAGE:
        once((byte) 2);
        readUsage(octets, value, end);
        break;
      case BASIC_CONSTRAINTS:
        once((byte) 4);
        readConstraints(octets, value, end);
        break;
      case EXTENDED_KEY_USAGE:
        once((byte) 8);
        readPurposes(octets, value, end);
        break;
      case ALTERNATIVE_NAME:
        // Names are the phone's to compare.
        once((byte) 16);
        return;
      default:
        Status.check(!critical, Status.DATA);
        return;
    }
    Status.check(der.end() == end, Status.DATA);
  }

  /** Refuses an extension that was there before. */
  private void once(byte bit) {
    Status.check((byte) (state[SEEN] & bit) == 0, Status.DATA);
    state[SEEN] |= bit;
  }

  private void readUsage(byte[] octets, short at, short end) {
    short bits = der.enter(octets, at, end, Der.BIT_STRING);
    Status.check(der.length() >= 2 && octets[bits] >= 0 && octets[bits] < 8, Status.DATA);
    byte usage = octets[(short) (bits + 1)];
    boolean rsa = certificate.get(Certificate.KEY_KIND) == Certificate.RSA;
    if ((byte) (usage & SIGN_CERTIFICATES) == 0) {
      certificate.unmark(Certificate.CERTIFIES);
    }
    if ((byte) (usage & (rsa ? ENCIPHER_KEYS : AGREE_ON_KEYS)) == 0) {
      certificate.unmark(Certificate.SERVER);
    }
  }

  private void readConstraints(byte[] octets, short at, short end) {
    at = der.enter(octets, at, end, Der.SEQUENCE);
    short last = der.end();
    if (at < last && der.truth(octets, at, last)) {
      certificate.mark(Certificate.AUTHORITY);
      at = der.end();
      if (at < last) {
        readPathLength(octets, at, last);
      }
    }
    Status.check(der.end() == last, Status.DATA);
  }

  private void readPathLength(byte[] octets, short at, short end) {
    short content = der.enter(octets, at, end, Der.INTEGER);
    Status.check(der.length() > 0 && octets[content] >= 0, Status.DATA);
    // More than an octet is more than any chain.
    boolean small = der.length() == 1;
    certificate.set(
        Certificate.PATH_LENGTH, small ? (short) octets[content] : Certificate.UNLIMITED);
  }

  private void readPurposes(byte[] octets, short at, short end) {
    at = der.enter(octets, at, end, Der.SEQUENCE);
    short last = der.end();
    boolean server = false;
    while (at < last) {
      der.enter(octets, at, last, Der.OID);
      server |= der.is(octets, SERVER_PURPOSE) || der.is(octets, ANY_PURPOSE);
      at = der.end();
    }
    Status.check(at == last && last == end, Status.DATA);
    if (!server) {
      certificate.unmark(Certificate.SERVER);
    }
  }
}
