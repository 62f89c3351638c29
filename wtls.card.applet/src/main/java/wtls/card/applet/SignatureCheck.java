package wtls.card.applet;

import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.MessageDigest;
import javacard.security.Signature;

/** Checks the signatures of certificates, in the forms of WTLS and of X.509. */
final class SignatureCheck {
  private static final short SHA1 = 20;
  private static final short SHA256 = 32;

  /** What stands before a hash in an RSA signature of X.509: DigestInfo. */
  private static final byte[] SHA1_INFO = {
    0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2B, 0x0E, 0x03, 0x02, 0x1A, 0x05, 0x00, 0x04, 0x14
  };

  private static final byte[] SHA256_INFO = {
    0x30,
    0x31,
    0x30,
    0x0D,
    0x06,
    0x09,
    0x60,
    (byte) 0x86,
    0x48,
    0x01,
    0x65,
    0x03,
    0x04,
    0x02,
    0x01,
    0x05,
    0x00,
    0x04,
    0x20
  };

  private static final short BLOCK = 0;
  private static final short EXPECTED = Rsa.LARGEST;
  private static final short SIZE = (short) (EXPECTED + 64);

  private final MessageDigest sha1;
  private final MessageDigest sha256;
  private final Signature ecdsaSha1;
  private final Signature ecdsaSha256;
  private final Rsa rsa;
  private final Der der;
  private final byte[] work;

  SignatureCheck(MessageDigest sha, Rsa rsa) {
    sha1 = sha;
    sha256 = MessageDigest.getInstance(MessageDigest.ALG_SHA_256, false);
    ecdsaSha1 = Signature.getInstance(Signature.ALG_ECDSA_SHA, false);
    ecdsaSha256 = Signature.getInstance(Signature.ALG_ECDSA_SHA_256, false);
    this.rsa = rsa;
    der = new Der();
    work = JCSystem.makeTransientByteArray(SIZE, JCSystem.CLEAR_ON_DESELECT);
  }

  /** Whether this authority's key signed the certificate. */
  boolean isSigned(byte[] octets, Certificate certificate, Authority authority) {
    if (certificate.signerKind() != authority.keyKind()) {
      return false;
    }
    return authority.keyKind() == Certificate.RSA
        ? isRsaSigned(octets, certificate, authority)
        : isEcSigned(octets, certificate, authority);
  }

  private boolean isRsaSigned(byte[] octets, Certificate certificate, Authority authority) {
    if (certificate.get(Certificate.SIGNATURE_LENGTH) != authority.keyLength()) {
      return false;
    }
    short length =
        rsa.open(
            authority.octets(),
            authority.exponent(),
            authority.exponentLength(),
            authority.key(),
            authority.keyLength(),
            octets,
            certificate.get(Certificate.SIGNATURE),
            work,
            BLOCK);
    short expected = expect(octets, certificate);
    return length == expected && Octets.areEqual(work, BLOCK, work, EXPECTED, length);
  }

  /** Puts what an RSA signature must hold into the work area; gives its length. */
  private short expect(byte[] octets, Certificate certificate) {
    short at = EXPECTED;
    switch (certificate.get(Certificate.ALGORITHM)) {
      case Certificate.SHA1_RSA:
        at = put(SHA1_INFO, at);
        at += hash(sha1, octets, certificate, at);
        break;
      case Certificate.SHA256_RSA:
        at = put(SHA256_INFO, at);
        at += hash(sha256, octets, certificate, at);
        break;
      default:
        at += hash(sha1, octets, certificate, at);
        break;
    }
    return (short) (at - EXPECTED);
  }

  private short put(byte[] from, short at) {
    return Util.arrayCopyNonAtomic(from, (short) 0, work, at, (short) from.length);
  }

  private short hash(MessageDigest digest, byte[] octets, Certificate certificate, short at) {
    digest.reset();
    return digest.doFinal(
        octets,
        certificate.get(Certificate.SIGNED),
        certificate.get(Certificate.SIGNED_LENGTH),
        work,
        at);
  }

  private boolean isEcSigned(byte[] octets, Certificate certificate, Authority authority) {
    Curve curve = authority.curve();
    short signature = certificate.get(Certificate.SIGNATURE);
    short length = certificate.get(Certificate.SIGNATURE_LENGTH);
    if (!curve.signs()) {
      return false;
    }
    if (certificate.get(Certificate.ALGORITHM) == Certificate.BARE_ECDSA) {
      if (length != (short) (2 * curve.orderOctets)) {
        return false;
      }
      length = DerSignature.fromHalves(octets, signature, curve.orderOctets, work, BLOCK);
    } else {
      if (length > Rsa.LARGEST || !isDer(octets, signature, length, curve)) {
        return false;
      }
      Util.arrayCopyNonAtomic(octets, signature, work, BLOCK, length);
    }
    boolean wide = certificate.get(Certificate.ALGORITHM) == Certificate.SHA256_ECDSA;
    Signature verifier = wide ? ecdsaSha256 : ecdsaSha1;
    verifier.init(curve.publicKey(authority.octets(), authority.key()), Signature.MODE_VERIFY);
    return verifier.verify(
        octets,
        certificate.get(Certificate.SIGNED),
        certificate.get(Certificate.SIGNED_LENGTH),
        work,
        BLOCK,
        length);
  }

  /** Whether it is r and s in DER, neither longer than the order; else the command ends. */
  private boolean isDer(byte[] octets, short at, short length, Curve curve) {
    short end = (short) (at + length);
    short r = der.enter(octets, at, end, Der.SEQUENCE);
    Status.check(der.end() == end, Status.DATA);
    der.enterPositive(octets, r, end);
    boolean fits = der.length() <= curve.orderOctets;
    der.enterPositive(octets, der.end(), end);
    Status.check(der.end() == end, Status.DATA);
    return fits && der.length() <= curve.orderOctets;
  }
}
