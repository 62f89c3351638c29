package wtls.card.applet;

import javacard.framework.Util;

/**
 * What MSE and PSO do where the card makes master secrets (WAP-260 11.3.6): key transport, key
 * agreement, DERIVE KEY, PHash, and verification with keys from outside.
 */
final class WtlsCommands extends SecurityCommands {
  private static final byte SIGNATURE = (byte) 0x9E;

  /** Working space in the command's buffer, behind any data of a short command. */
  private static final short WORK = 0x200;

  private final CryptoApplet crypto;

  WtlsCommands(CryptoApplet crypto) {
    super(crypto);
    this.crypto = crypto;
  }

  @Override
  boolean knows(byte kind) {
    boolean wtls = kind == Environment.WTLS_RSA || kind == Environment.WTLS_ECDH;
    return wtls
        || kind == Environment.ENGINE && card.offers(StorageApplet.ENGINE)
        || super.knows(kind);
  }

  @Override
  void set(byte p1, byte template) {
    environment.set(p1, template, data.buffer, data.length());
    if (environment.has(Environment.DERIVED) && environment.has(Environment.SEED)) {
      derive();
    }
  }

  @Override
  boolean perform(short operation) {
    switch (operation) {
      case ENCIPHER:
        encipher();
        return true;
      case CHECKSUM:
        expand();
        return true;
      case VERIFY:
        verify();
        return true;
      default:
        return super.perform(operation);
    }
  }

  // Key transport or key agreement: in our own environment, where both can be, a key of the card's
  // own asks for agreement.
  private void encipher() {
    environment.require(Environment.WTLS_RSA, Environment.WTLS_ECDH);
    card.pins.requireGeneral();
    environment.forget(Environment.PRE_MASTER);
    boolean agreement =
        environment.kind() == Environment.WTLS_ECDH || environment.has(Environment.CIPHER_KEY);
    if (agreement) {
      agreeInside();
    } else {
      transport();
    }
  }

  private void transport() {
    boolean asked = environment.has(Environment.RANDOM) && environment.has(Environment.VERSION);
    byte version = (byte) environment.number(Environment.VERSION);
    environment.forget(Environment.RANDOM);
    environment.forget(Environment.VERSION);
    Status.check(asked, Status.CONDITIONS);
    environment.requireSet(Environment.CIPHER_PUBLIC);
    byte[] octets = environment.octets();
    short key = environment.at(Environment.CIPHER_PUBLIC);
    short length = environment.number(Environment.CIPHER_PUBLIC);
    byte[] buffer = data.buffer;
    Util.arrayCopyNonAtomic(octets, key, buffer, (short) 0, length);
    short preMaster = environment.at(Environment.PRE_MASTER);
    short modulus =
        crypto.transport.wrap(version, buffer, (short) 0, length, octets, preMaster, WORK);
    environment.setNumber(Environment.PRE_MASTER, Prf.HASH);
    buffer[(short) (WORK - 1)] = 0;
    card.response.set((short) (WORK - 1), (short) (modulus + 1));
  }

  private void agreeInside() {
    environment.requireSet(Environment.CIPHER_PUBLIC);
    short key = key(Environment.CIPHER_FILE, Environment.CIPHER_KEY);
    Status.check(card.keys.allows(key, Keys.AGREE), Status.CONDITIONS);
    byte[] octets = environment.octets();
    short length =
        agree(
            key,
            octets,
            environment.at(Environment.CIPHER_PUBLIC),
            environment.number(Environment.CIPHER_PUBLIC),
            octets,
            environment.at(Environment.PRE_MASTER));
    environment.setNumber(Environment.PRE_MASTER, length);
  }

  /** DERIVE KEY: begins once reference and seed are both set, and takes both away. */
  private void derive() {
    short slot = environment.number(Environment.DERIVED);
    short seedLength = environment.number(Environment.SEED);
    environment.forget(Environment.DERIVED);
    environment.forget(Environment.SEED);
    card.pins.requireGeneral();
    environment.requireSet(Environment.PRE_MASTER);
    card.sessions.require((byte) slot);
    byte[] octets = environment.octets();
    short seed = environment.at(Environment.SEED);
    boolean open = !card.configuration.policy(Configuration.LABELS);
    Status.check(open || Labels.makesMasterSecret(octets, seed, seedLength), Status.DATA);
    short preMaster = environment.at(Environment.PRE_MASTER);
    byte flags = Sessions.DERIVED;
    if (environment.kind() == Environment.ENGINE) {
      flags |= Sessions.ENGINE_ONLY;
    }
    crypto.adoptMaster(
        (byte) slot,
        octets,
        preMaster,
        environment.number(Environment.PRE_MASTER),
        octets,
        seed,
        seedLength,
        flags);
    environment.forget(Environment.PRE_MASTER);
    environment.setNumber(Environment.MASTER, slot);
  }

  /** PHash: octets of P_SHA-1 under a master secret. */
  private void expand() {
    environment.require(Environment.WTLS_RSA, Environment.WTLS_ECDH);
    card.pins.requireGeneral();
    environment.requireSet(Environment.MASTER);
    environment.requireSet(Environment.OUT_LENGTH);
    byte slot = (byte) environment.number(Environment.MASTER);
    short out = environment.number(Environment.OUT_LENGTH);
    card.sessions.requireUsable(slot);
    byte[] buffer = data.buffer;
    short length = data.length();
    if (!Labels.isCheck(buffer, (short) 0, length, out)) {
      crypto.requireOpen(slot);
    }
    boolean open = !card.configuration.policy(Configuration.LABELS);
    Status.check(open || Labels.mayComeOut(buffer, (short) 0, length, out), Status.DATA);
    crypto.expand(slot, buffer, (short) 0, length, WORK, out);
    card.response.set(WORK, out);
  }

  /** Verifies a signature over a digest with a public key from outside; 6A80 if it is wrong. */
  private void verify() {
    short kind = environment.kind();
    Status.check(kind != 0 && kind != Environment.OPEN_ECDH, Status.NO_ENVIRONMENT);
    card.pins.requireGeneral();
    boolean asked =
        environment.has(Environment.SIGNATURE_PUBLIC) && environment.has(Environment.DIGEST);
    short digestLength = environment.number(Environment.DIGEST);
    environment.forget(Environment.DIGEST);
    Status.check(asked, Status.CONDITIONS);
    short signature = signature();
    short length = (short) (data.length() - signature);
    boolean curve = kind == Environment.WTLS_ECDH || kind == Environment.GENERIC_ECC;
    boolean right =
        curve
            ? verifyEc(signature, length, digestLength)
            : verifyRsa(signature, length, digestLength);
    Status.check(right, Status.DATA);
  }

  // 9E length signature.
  private short signature() {
    short length = data.length();
    Status.check(length > 2, Status.LENGTH);
    Status.check(data.buffer[0] == SIGNATURE, Status.DATA);
    short at = (short) (data.octet((short) 1) == 0x81 ? 3 : 2);
    Status.check(data.octet((short) (at - 1)) == (short) (length - at), Status.DATA);
    return at;
  }

  private boolean verifyRsa(short signature, short length, short digestLength) {
    byte[] buffer = data.buffer;
    byte[] octets = environment.octets();
    short keyLength = environment.number(Environment.SIGNATURE_PUBLIC);
    short key = WORK;
    Util.arrayCopyNonAtomic(
        octets, environment.at(Environment.SIGNATURE_PUBLIC), buffer, key, keyLength);
    short modulus = crypto.transport.locateModulus(buffer, key, keyLength);
    short modulusLength = (short) (key + keyLength - modulus);
    if (length != modulusLength) {
      return false;
    }
    short exponent = (short) (key + 2);
    short exponentLength = Util.getShort(buffer, key);
    short opened =
        card.rsa.open(
            buffer,
            exponent,
            exponentLength,
            modulus,
            modulusLength,
            buffer,
            signature,
            buffer,
            (short) 0);
    return opened == digestLength
        && Octets.areEqual(
            buffer, (short) 0, octets, environment.at(Environment.DIGEST), digestLength);
  }

  // No tag names the curve: it is the one whose points have this length, of two the basic one.
  private boolean verifyEc(short signature, short length, short digestLength) {
    byte[] octets = environment.octets();
    short key = environment.at(Environment.SIGNATURE_PUBLIC);
    short keyLength = environment.number(Environment.SIGNATURE_PUBLIC);
    Curve curve = card.curves.basic(octets, key, keyLength);
    Status.check(curve != null && digestLength == Prf.HASH, Status.DATA);
    short point = card.curves.locatePoint(curve, octets, key, keyLength);
    Status.check(point >= 0 && length == (short) (2 * curve.orderOctets), Status.DATA);
    return card.curves.verify(
        curve, octets, point, octets, environment.at(Environment.DIGEST), data.buffer, signature);
  }
}
