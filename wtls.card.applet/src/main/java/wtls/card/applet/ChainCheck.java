package wtls.card.applet;

import javacard.framework.ISOException;
import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.MessageDigest;

/**
 * Follows a chain of certificates from one of the card's own roots down to a server (WAP-261
 * 10.5.2, WAP-211), one certificate at a time. What was checked last is the checked key. A step
 * that fails forgets the chain.
 */
final class ChainCheck {
  /** The longest chain that is followed. */
  private static final short LONGEST = 8;

  /** Index of the transient state: certificates accepted so far. */
  private static final short ACCEPTED = 0;

  private final Memory memory;
  private final Roots roots;
  private final Certificate certificate;
  private final Calendar calendar;
  private final WtlsReader wtls;
  private final X509Reader x509;
  private final Authority authority;
  private final SignatureCheck signatures;
  private final short[] state;

  ChainCheck(Memory memory, Roots roots, MessageDigest sha, Rsa rsa, Curves curves) {
    this.memory = memory;
    this.roots = roots;
    certificate = new Certificate();
    calendar = new Calendar();
    wtls = new WtlsReader(certificate, calendar);
    x509 = new X509Reader(certificate, calendar);
    authority = new Authority(sha, rsa, curves);
    signatures = new SignatureCheck(sha, rsa);
    state = JCSystem.makeTransientShortArray((short) 1, JCSystem.CLEAR_ON_DESELECT);
  }

  /** Forgets the checked key. */
  void clear() {
    authority.clear();
    state[ACCEPTED] = 0;
  }

  /**
   * Checks one certificate of a chain.
   *
   * @param type {@link Roots#WTLS} or {@link Roots#X509}
   * @param index 0 for the one that a root issued, then one more each time
   * @param octets the time in 4 octets, then the certificate
   */
  void accept(byte type, short index, byte[] octets, short start, short end) {
    short accepted = state[ACCEPTED];
    state[ACCEPTED] = 0;
    if (index == 0) {
      authority.clear();
    }
    boolean done = false;
    try {
      Status.check(index == 0 || index == accepted, Status.CONDITIONS);
      Status.check(index < LONGEST, Status.CONDITIONS);
      Status.check((short) (end - start) > 4, Status.LENGTH);
      calendar.set(octets, start);
      short at = (short) (start + 4);
      read(type, octets, at, end);
      if (index == 0) {
        findRoot(type, octets, at, end);
      } else {
        checkIssuer(octets);
      }
      Status.check(!certificate.is(Certificate.OUT_OF_TIME), Status.CONDITIONS);
      short kind = authority.keyKind();
      Status.check(certificate.get(Certificate.KEY_KIND) == kind, Status.DATA);
      authority.take(octets, certificate, authority.below(), false);
      done = true;
    } finally {
      if (!done) {
        clear();
      }
    }
    state[ACCEPTED] = (short) (index + 1);
  }

  private void read(byte type, byte[] octets, short at, short end) {
    if (type == Roots.WTLS) {
      wtls.read(octets, at, end);
    } else {
      x509.read(octets, at, end);
    }
  }

  /** Checks that the certificate was issued under the one before. */
  private void checkIssuer(byte[] octets) {
    Status.check(isIssued(octets), Status.DATA);
    Status.check(authority.issues(), Status.CONDITIONS);
    Status.check(signatures.isSigned(octets, certificate, authority), Status.DATA);
  }

  private boolean isIssued(byte[] octets) {
    return authority.isNamed(
        octets,
        certificate.get(Certificate.ISSUER_KIND),
        certificate.get(Certificate.ISSUER),
        certificate.get(Certificate.ISSUER_LENGTH));
  }

  /** Finds the root that issued the certificate; several may have its name. */
  private void findRoot(byte type, byte[] octets, short at, short end) {
    boolean named = false;
    for (short root = 0; root < roots.count(); root++) {
      boolean valid = takeRoot(root);
      read(type, octets, at, end);
      if (isIssued(octets)) {
        named = true;
        if (signatures.isSigned(octets, certificate, authority)) {
          Status.check(valid && authority.issues(), Status.CONDITIONS);
          return;
        }
      }
    }
    Status.fail(named ? Status.DATA : Status.NO_REFERENCE);
  }

  /**
   * Remembers a root as the authority. One that cannot be parsed certifies nothing.
   *
   * @return whether it is valid now
   */
  private boolean takeRoot(short root) {
    authority.clear();
    try {
      byte[] octets = memory.octets();
      short at = roots.address(root);
      read(roots.type(root), octets, at, (short) (at + roots.length(root)));
      authority.take(octets, certificate, Certificate.UNLIMITED, true);
      return !certificate.is(Certificate.OUT_OF_TIME);
    } catch (ISOException e) {
      authority.clear();
      return false;
    }
  }

  /**
   * Whether the checked key is this one, and may be a server's.
   *
   * @param key a WTLS RSAPublicKey, or a point 04 X Y with or without its length before it
   */
  boolean isChecked(byte[] octets, short key, short length) {
    if (authority.isEmpty() || !authority.isServer()) {
      return false;
    }
    short known = authority.keyLength();
    if (authority.keyKind() == Certificate.EC) {
      boolean prefixed = length == (short) (known + 1) && octets[key] == (byte) known;
      short point = prefixed ? (short) (key + 1) : key;
      return (prefixed || length == known) && isSame(octets, point, authority.key(), known);
    }
    short exponentLength = authority.exponentLength();
    short exponent = (short) (key + 2);
    short modulus = (short) (exponent + exponentLength + 2);
    return length == (short) (exponentLength + known + 4)
        && Util.getShort(octets, key) == exponentLength
        && isSame(octets, exponent, authority.exponent(), exponentLength)
        && Util.getShort(octets, (short) (modulus - 2)) == known
        && isSame(octets, modulus, authority.key(), known);
  }

  private boolean isSame(byte[] octets, short at, short known, short length) {
    return Util.arrayCompare(octets, at, authority.octets(), known, length) == 0;
  }
}
