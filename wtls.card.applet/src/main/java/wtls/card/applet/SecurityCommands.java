package wtls.card.applet;

import javacard.framework.Util;

/** MSE, and what PSO does with the card's own keys (WAP-260 11.3.6). */
class SecurityCommands {
  // PSO: P1 P2.
  static final short SIGN = (short) 0x9E9A;
  static final short VERIFY = 0x00A8;
  static final short ENCIPHER = (short) 0x8600;
  static final short DECIPHER = (short) 0x8086;
  static final short CHECKSUM = (short) 0x8E80;

  /** Our own: plain value out. */
  static final short AGREE_OPENLY = (short) 0x8000;

  // MSE: P1. The second is a misprint of WAP-260 11.4.6 that phones may have taken over.
  private static final byte RESTORE = (byte) 0xF3;
  private static final byte MISPRINTED_RESTORE = 0x73;

  final StorageApplet card;
  final CommandData data;
  final Environment environment;

  SecurityCommands(StorageApplet card) {
    this.card = card;
    data = card.data;
    environment = new Environment();
  }

  /** MANAGE SECURITY ENVIRONMENT: RESTORE or SET. No PIN is asked for. */
  void manage() {
    byte p1 = data.p1();
    if (p1 == RESTORE || p1 == MISPRINTED_RESTORE) {
      data.expectLength((short) 0);
      Status.check(knows(data.p2()), Status.NO_ENVIRONMENT);
      environment.restore(data.p2());
    } else {
      Status.check(p1 == Environment.COMPUTE || p1 == Environment.ENCIPHER, Status.PARAMETERS);
      set(p1, data.p2());
    }
  }

  /** Whether the card has this kind of environment. */
  boolean knows(byte kind) {
    return kind == Environment.GENERIC_RSA
        || kind == Environment.GENERIC_ECC
        || kind == Environment.OPEN_ECDH;
  }

  /** MSE SET. */
  void set(byte p1, byte template) {
    boolean verifying = template == Environment.SIGNATURES && p1 == Environment.ENCIPHER;
    Status.check(!verifying, Status.NO_ENVIRONMENT);
    environment.set(p1, template, data.buffer, data.length());
  }

  /** PERFORM SECURITY OPERATION. */
  final void perform() {
    short operation = Util.makeShort(data.p1(), data.p2());
    Status.check(perform(operation), Status.PARAMETERS);
  }

  /** Performs one operation; false if the card does not know it. */
  boolean perform(short operation) {
    switch (operation) {
      case SIGN:
        computeSignature();
        return true;
      case DECIPHER:
        decipher();
        return true;
      case AGREE_OPENLY:
        agreeOpenly();
        return true;
      default:
        return false;
    }
  }

  /**
   * Signs with an authentication key after PIN-G, or with a non-repudiation key after its own PIN,
   * which ends with the attempt, whatever comes of it.
   */
  private void computeSignature() {
    short kind = environment.kind();
    Status.check(kind != 0 && kind != Environment.OPEN_ECDH, Status.NO_ENVIRONMENT);
    short key = key(Environment.SIGNATURE_FILE, Environment.SIGNATURE_KEY);
    if (card.keys.allows(key, Keys.NON_REPUDIATION)) {
      byte pin = card.keys.pin(key);
      boolean granted = card.pins.granted(pin);
      card.pins.consume(pin);
      Status.check(granted, Status.PIN_MISSING);
    } else {
      card.pins.requireGeneral();
      Status.check(card.keys.allows(key, Keys.SIGN), Status.CONDITIONS);
    }
    boolean rsa = kind == Environment.WTLS_RSA || kind == Environment.GENERIC_RSA;
    boolean fits = rsa == (card.keys.type(key) == Keys.RSA);
    Status.check(fits || kind == Environment.ENGINE, Status.CONDITIONS);
    sign(key);
  }

  /** Answers the signature over the command's data. */
  final void sign(short key) {
    byte[] buffer = data.buffer;
    byte[] memory = card.memory.octets();
    short octets = card.keys.octets(key);
    short length = data.length();
    if (card.keys.type(key) == Keys.RSA) {
      short modulus = card.keys.detail(key);
      Status.check(length > 0 && length <= (short) (modulus - Rsa.PADDING), Status.DATA);
      card.rsa.sign(memory, octets, modulus, buffer, (short) 0, length, buffer, (short) 0);
      card.response.set((short) 0, modulus);
    } else {
      Status.check(length == Prf.HASH, Status.DATA);
      Curve curve = card.curves.find((byte) card.keys.detail(key));
      short signature =
          card.curves.sign(curve, memory, octets, buffer, (short) 0, buffer, (short) 0);
      card.response.set((short) 0, signature);
    }
  }

  /** Takes off block type 2; what is not well formed answers 6A80, as WIM has it. */
  private void decipher() {
    Status.check(environment.kind() == Environment.GENERIC_RSA, Status.NO_ENVIRONMENT);
    card.pins.requireGeneral();
    short key = key(Environment.CIPHER_FILE, Environment.CIPHER_KEY);
    Status.check(card.keys.allows(key, Keys.DECRYPT), Status.CONDITIONS);
    byte[] buffer = data.buffer;
    short modulus = card.keys.detail(key);
    Status.check(data.length() == (short) (modulus + 1) && buffer[0] == 0, Status.DATA);
    short length =
        card.rsa.decrypt(
            card.memory.octets(),
            card.keys.octets(key),
            modulus,
            buffer,
            (short) 1,
            buffer,
            (short) 0);
    Status.check(length >= 0, Status.DATA);
    card.response.set((short) 0, length);
  }

  // Class 1: the phone makes the master secret itself.
  private void agreeOpenly() {
    Status.check(environment.kind() == Environment.OPEN_ECDH, Status.NO_ENVIRONMENT);
    card.pins.requireGeneral();
    environment.requireSet(Environment.CIPHER_PUBLIC);
    short key = key(Environment.CIPHER_FILE, Environment.CIPHER_KEY);
    boolean allowed =
        card.keys.allows(key, Keys.AGREE_OPENLY)
            || card.cardClass() == 1 && card.keys.allows(key, Keys.AGREE);
    Status.check(allowed, Status.CONDITIONS);
    short length =
        agree(
            key,
            environment.octets(),
            environment.at(Environment.CIPHER_PUBLIC),
            environment.number(Environment.CIPHER_PUBLIC),
            data.buffer,
            (short) 0);
    card.response.set((short) 0, length);
  }

  /**
   * Agrees on a secret with a public key from outside, which is checked first (6A80).
   *
   * @return the secret's octets
   */
  final short agree(
      short key, byte[] peer, short peerOffset, short peerLength, byte[] secret, short offset) {
    Curve curve = card.curves.find((byte) card.keys.detail(key));
    short point = card.curves.locatePoint(curve, peer, peerOffset, peerLength);
    Status.check(point >= 0, Status.DATA);
    return card.curves.agree(
        curve, card.memory.octets(), card.keys.octets(key), peer, point, secret, offset);
  }

  /**
   * The entry of the key that two attributes name: its file (or the selected one) and its
   * reference. They are looked up now and not when they are set (WAP-260 11.3.6.2).
   */
  final short key(short fileAttribute, short keyAttribute) {
    environment.requireSet(keyAttribute);
    short file = card.files.selected();
    if (environment.has(fileAttribute)) {
      file = environment.number(fileAttribute);
    }
    Status.check(card.files.find(file) != Files.NONE, Status.NO_FILE);
    short key = card.keys.require((byte) environment.number(keyAttribute));
    Status.check(card.keys.file(key) == file, Status.NO_REFERENCE);
    return key;
  }
}
