package wtls.card.wim;

import java.util.Arrays;
import wtls.api.engine.EngineException.Reason;
import wtls.card.pkcs15.Oid;
import wtls.card.transport.CommandApdu;
import wtls.card.transport.ResponseApdu;
import wtls.card.transport.StatusWord;

/**
 * What a card computes with its private keys, and with other people's public ones:
 * ComputeDigitalSignature, VerifySignature, Decipher (WAP-260 7), and the key agreement in the
 * clear of our class 1. Gives PIN-G first if the card wants it, PIN-NR for each signature that
 * needs it.
 */
public final class WimKeys {
  private static final int SIGN = 0x1A;
  private static final int LARGEST_DIGEST = 36;

  private final CardLink link;
  private final WimPins pins;
  private final Environments environments;
  private final WimCard card;

  WimKeys(WimCard card, CardLink link, WimPins pins, Environments environments) {
    this.card = card;
    this.link = link;
    this.pins = pins;
    this.environments = environments;
  }

  /**
   * Signs: PKCS #1 block type 1 over {@code data} as given, or ECDSA over a hash of 20 octets.
   *
   * @param data 20 octets in a handshake, 35 with their DigestInfo for applications
   * @return the signature; r and s of ECDSA one behind the other, each as long as the order
   * @throws WimException {@link Reason#FORBIDDEN} when the key is not for signing such data
   */
  public byte[] sign(WimKey key, byte[] data) throws WimException {
    if (!key.signs()) {
      throw new WimException(Reason.FORBIDDEN, "The card's " + key + " is not for signing.");
    }
    if (key.signatureLength() == 0) {
      throw unknownCurve(key);
    }
    if (key.nonRepudiation()) {
      return link.attempt(
          () -> {
            prepareSignature(key, Oid.GENERIC_RSA, Oid.GENERIC_ECC);
            pins.unlockOnce(key);
            return signature(key, data);
          });
    }
    pins.unlock();
    return link.attempt(
        () -> {
          pins.unlock();
          if (card.has(Feature.COMPOSITE) && data.length <= LARGEST_DIGEST) {
            int length = key.signatureLength();
            return checked(key, link.own(Purpose.SIGN, SIGN, 0, key.reference(), data, length));
          }
          prepareSignature(key, Oid.WTLS_RSA, Oid.WTLS_ECDH);
          return signature(key, data);
        });
  }

  /** Any environment has the template: the current one stays, so that nothing is set twice. */
  private void prepareSignature(WimKey key, String rsa, String ec) throws WimException {
    String other = key.rsa() ? Oid.GENERIC_RSA : Oid.GENERIC_ECC;
    environments.enter(key.rsa() ? rsa : ec, other);
    if (!link.state().signsWith(key.place())) {
      environments.set(
          Purpose.SIGN, Environments.COMPUTE, Environments.SIGNATURE, new Tags().key(key));
      link.state().signingKey(key.place());
    }
  }

  private byte[] signature(WimKey key, byte[] data) throws WimException {
    int length = key.signatureLength();
    return checked(key, link.wim(Purpose.SIGN, Environments.PSO, 0x9E, 0x9A, data, length));
  }

  private static byte[] checked(WimKey key, byte[] signature) throws WimException {
    if (signature.length != key.signatureLength()) {
      throw WimException.malformed("a request for a signature");
    }
    return signature;
  }

  /**
   * Checks a signature with somebody's public key; cards need not be able to.
   *
   * @param publicKey in the form of WTLS: parameter, exponent and modulus with their lengths, or a
   *     point with its length
   * @param digest 20 octets for WTLS certificates, a DigestInfo of 35 for others
   * @return whether the card takes it for right
   * @throws WimException {@link Reason#UNSUPPORTED} when the card cannot, or the key is too long
   */
  public boolean verifies(boolean rsa, byte[] publicKey, byte[] digest, byte[] signature)
      throws WimException {
    pins.unlock();
    return link.attempt(
        () -> {
          pins.unlock();
          environments.enter(
              rsa ? Oid.WTLS_RSA : Oid.WTLS_ECDH, rsa ? Oid.GENERIC_RSA : Oid.GENERIC_ECC);
          environments.set(
              Purpose.VERIFY,
              Environments.ENCIPHER,
              Environments.SIGNATURE,
              new Tags().add(Tags.REFERENCE, publicKey).add(Tags.DIGEST, digest));
          byte[] data = new Tags().add(0x9E, signature).octets();
          ResponseApdu answer =
              link.ask(new CommandApdu(CardLink.WIM, Environments.PSO, 0x00, 0xA8, data, 0));
          if (answer.status().equals(StatusWord.WRONG_DATA)) {
            return false;
          }
          if (!answer.status().ok()) {
            throw link.refused(Purpose.VERIFY, answer.status());
          }
          return true;
        });
  }

  /**
   * Deciphers what was encrypted for a key.
   *
   * @param cryptogram as long as the key's modulus
   * @return the message without padding; secret
   */
  public byte[] decipher(WimKey key, byte[] cryptogram) throws WimException {
    if (!key.decrypts() || !key.rsa()) {
      throw new WimException(Reason.FORBIDDEN, "The card's " + key + " is not for deciphering.");
    }
    pins.unlock();
    return link.attempt(
        () -> {
          pins.unlock();
          environments.enter(Oid.GENERIC_RSA);
          environments.set(
              Purpose.DECIPHER,
              Environments.COMPUTE,
              Environments.CONFIDENTIALITY,
              new Tags().key(key));
          byte[] data = new byte[cryptogram.length + 1];
          System.arraycopy(cryptogram, 0, data, 1, cryptogram.length);
          int most = Math.min(256, cryptogram.length);
          return link.wim(Purpose.DECIPHER, Environments.PSO, 0x80, 0x86, data, most);
        });
  }

  /**
   * Key agreement whose result leaves the card: class 1 (outside WAP-260).
   *
   * @param point the other side's, uncompressed, on the key's curve
   * @return the x-coordinate, as long as the field; secret
   * @throws WimException {@link Reason#BAD_KEY} when the point is not on the curve, {@link
   *     Reason#UNSUPPORTED} on cards that keep it
   */
  public byte[] agreeInTheClear(WimKey key, byte[] point) throws WimException {
    pins.unlock();
    return link.attempt(
        () -> {
          pins.unlock();
          environments.enter(Oid.OPEN_AGREEMENT);
          setAgreement(environments, key, key.agreesInTheClear(), point);
          int length = fieldLength(key);
          byte[] secret =
              link.wim(Purpose.AGREE, Environments.PSO, 0x80, 0x00, new byte[0], length);
          if (secret.length != length) {
            Arrays.fill(secret, (byte) 0);
            throw WimException.malformed("a key agreement");
          }
          return secret;
        });
  }

  /** With the point in its WTLS form: a length, then X9.62 octets. */
  static void setAgreement(Environments environments, WimKey key, boolean may, byte[] point)
      throws WimException {
    if (!may) {
      throw new WimException(Reason.FORBIDDEN, "The card's " + key + " is not for key agreement.");
    }
    if (point.length < 1 || point.length > 0x7F) {
      throw new WimException(Reason.BAD_KEY, "The server's point is not on the card's curve.");
    }
    byte[] withLength = new byte[point.length + 1];
    withLength[0] = (byte) point.length;
    System.arraycopy(point, 0, withLength, 1, point.length);
    environments.set(
        Purpose.AGREE,
        Environments.ENCIPHER,
        Environments.CONFIDENTIALITY,
        new Tags().key(key).add(Tags.REFERENCE, withLength));
  }

  private static int fieldLength(WimKey key) throws WimException {
    return key.curve().orElseThrow(() -> unknownCurve(key)).fieldOctets();
  }

  private static WimException unknownCurve(WimKey key) {
    return new WimException(
        Reason.UNSUPPORTED, "The card does not say on which curve " + key.label() + " is.");
  }
}
