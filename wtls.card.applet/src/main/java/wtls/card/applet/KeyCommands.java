package wtls.card.applet;

import javacard.framework.Util;

/** PUT KEY, GENERATE and SIGN. */
final class KeyCommands {
  // PUT KEY: usage 1 | PIN 1 | file 2 | iD 20 | then by type. GENERATE: without the iD.
  private static final short USAGE = 0;
  private static final short PIN = 1;
  private static final short FILE = 2;
  private static final short ID = 4;
  private static final short KEY = ID + Keys.ID_LENGTH;
  private static final short GENERATED = 4;

  /** Where a generated key is put together in the command's buffer. */
  private static final short WORK = 64;

  private static final byte RSA_USES = Keys.SIGN | Keys.DECRYPT | Keys.NON_REPUDIATION;
  private static final byte EC_USES =
      Keys.SIGN | Keys.NON_REPUDIATION | Keys.AGREE | Keys.AGREE_OPENLY;
  private static final byte SIGNING_USES = Keys.SIGN | Keys.NON_REPUDIATION;
  private static final byte AGREEING_USES = Keys.AGREE | Keys.AGREE_OPENLY;

  private final StorageApplet card;

  KeyCommands(StorageApplet card) {
    this.card = card;
  }

  /** PUT KEY of a whole key pair, whose parts must belong together. */
  void put() {
    byte type = begin();
    byte[] from = card.data.buffer;
    Status.check(card.data.length() > (short) (KEY + 2), Status.LENGTH);
    if (type == Keys.RSA) {
      putRsa(from);
    } else {
      putEc(from);
    }
  }

  private void putRsa(byte[] from) {
    short octets = card.data.number(KEY);
    short key = (short) (KEY + 2);
    checkUse(from[USAGE], RSA_USES, from[PIN]);
    Status.check(card.rsa.hasPair(octets), Status.DATA);
    card.data.expectLength((short) (key + Rsa.keyLength(octets)));
    short work = (short) (key + Rsa.keyLength(octets));
    checkPrime(from, (short) (key + octets), octets);
    checkPrime(from, (short) (key + octets + (short) (octets / 2)), octets);
    short value = signTest(from, key, octets, work);
    Status.check(value == Keys.ID_LENGTH, Status.DATA);
    Status.check(Octets.areEqual(from, work, from, ID, Keys.ID_LENGTH), Status.DATA);
    card.prf.hash(from, key, octets, from, work);
    Status.check(Octets.areEqual(from, work, from, ID, Keys.ID_LENGTH), Status.DATA);
    store(Keys.RSA, octets, ID, key, Rsa.keyLength(octets));
  }

  // Half as long as the modulus, with its highest bit set, and odd.
  private static void checkPrime(byte[] from, short at, short octets) {
    short last = (short) (at + (short) (octets / 2) - 1);
    Status.check(from[at] < 0 && (byte) (from[last] & 1) != 0, Status.DATA);
  }

  /** Signs the iD with the private half and opens it with the public one. */
  private short signTest(byte[] from, short key, short octets, short work) {
    short length = (short) Rsa.EXPONENT.length;
    short signature = (short) (work + length);
    Util.arrayCopyNonAtomic(Rsa.EXPONENT, (short) 0, from, work, length);
    Status.check(card.rsa.isPublicKey(from, work, length, key, octets), Status.DATA);
    card.rsa.sign(from, key, octets, from, ID, Keys.ID_LENGTH, from, signature);
    return card.rsa.open(from, work, length, key, octets, from, signature, from, work);
  }

  private void putEc(byte[] from) {
    Curve curve = curve(from[KEY], from[USAGE]);
    short key = (short) (KEY + 1);
    checkUse(from[USAGE], EC_USES, from[PIN]);
    card.data.expectLength((short) (key + curve.orderOctets));
    Status.check(card.curves.isPrivateKey(curve, from, key), Status.DATA);
    short work = (short) (key + curve.orderOctets);
    short x = card.curves.publicX(curve, from, key, from, work);
    card.prf.hash(from, work, x, from, work);
    Status.check(Octets.areEqual(from, work, from, ID, Keys.ID_LENGTH), Status.DATA);
    store(Keys.EC, curve.number, ID, key, curve.orderOctets);
  }

  /** GENERATE: makes a key pair on the card; answers the modulus or the point. */
  void generate() {
    byte type = begin();
    byte[] from = card.data.buffer;
    if (type == Keys.RSA) {
      card.data.expectLength((short) (GENERATED + 2));
      generateRsa(from);
    } else {
      card.data.expectLength((short) (GENERATED + 1));
      generateEc(from);
    }
  }

  private void generateRsa(byte[] from) {
    short bits = card.data.number(GENERATED);
    short octets = (short) (bits / 8);
    checkUse(from[USAGE], RSA_USES, from[PIN]);
    Status.check((short) (bits & 7) == 0 && card.rsa.hasPair(octets), Status.DATA);
    short id = WORK;
    short key = (short) (WORK + Keys.ID_LENGTH);
    card.rsa.generate(octets, from, key);
    card.prf.hash(from, key, octets, from, id);
    store(Keys.RSA, octets, id, key, Rsa.keyLength(octets));
    Util.arrayCopyNonAtomic(from, key, from, (short) 0, octets);
    forgetWork(octets);
    card.response.set((short) 0, octets);
  }

  private void generateEc(byte[] from) {
    Curve curve = curve(from[GENERATED], from[USAGE]);
    checkUse(from[USAGE], EC_USES, from[PIN]);
    short id = WORK;
    short key = (short) (WORK + Keys.ID_LENGTH);
    short point = (short) (key + curve.orderOctets);
    curve.generate(from, key, from, point);
    card.prf.hash(from, (short) (point + 1), curve.fieldOctets, from, id);
    store(Keys.EC, curve.number, id, key, curve.orderOctets);
    Util.arrayCopyNonAtomic(from, point, from, (short) 0, curve.pointOctets());
    forgetWork(curve.pointOctets());
    card.response.set((short) 0, curve.pointOctets());
  }

  // The answer may wait for GET RESPONSE: nothing of the private key stays behind it.
  private void forgetWork(short answer) {
    byte[] buffer = card.data.buffer;
    Util.arrayFillNonAtomic(buffer, answer, (short) (buffer.length - answer), (byte) 0);
  }

  private byte begin() {
    card.requirePersonalising();
    byte type = card.data.p1();
    Status.check(type == Keys.RSA || type == Keys.EC, Status.PARAMETERS);
    Status.check(card.data.p2() > 0, Status.NO_REFERENCE);
    return type;
  }

  // ECDSA wants 160 bits (WAP-261 appendix A).
  private Curve curve(byte number, byte usage) {
    Curve curve = card.curves.find(number);
    Status.check(curve != null, Status.DATA);
    Status.check(curve.signs() || (byte) (usage & SIGNING_USES) == 0, Status.DATA);
    return curve;
  }

  /**
   * A non-repudiation key is nothing else and has a PIN of its own (WAP-260 9.4.2). Where master
   * secrets are sealed, a key that makes them never gives out what they are made of.
   */
  private void checkUse(byte usage, byte known, byte pin) {
    Status.check(usage != 0 && (byte) (usage & ~known) == 0, Status.DATA);
    if ((byte) (usage & Keys.NON_REPUDIATION) != 0) {
      Status.check(usage == Keys.NON_REPUDIATION, Status.DATA);
      Status.check(pin > Pins.GENERAL && pin <= Layout.MAX_PINS, Status.DATA);
      Status.check(!card.keys.guardsAnother(pin, card.data.p2()), Status.DATA);
    } else {
      Status.check(pin == Pins.GENERAL, Status.DATA);
      boolean both = (byte) (usage & AGREEING_USES) == AGREEING_USES;
      Status.check(!both || card.cardClass() == 1, Status.DATA);
    }
  }

  private void store(byte type, short detail, short id, short key, short length) {
    byte[] from = card.data.buffer;
    short file = card.data.number(FILE);
    card.keys.put(
        card.data.p2(), type, from[USAGE], from[PIN], file, detail, from, id, key, length);
  }

  /** SIGN: with an authentication key, block type 1 over what is given, or ECDSA over a hash. */
  void sign() {
    Status.check(card.data.p1() == 0, Status.PARAMETERS);
    short length = card.data.length();
    Status.check(length > 0 && length <= Environment.LONGEST_DIGEST, Status.LENGTH);
    card.pins.requireGeneral();
    short key = card.keys.require(card.data.p2());
    Status.check(card.keys.allows(key, Keys.SIGN), Status.CONDITIONS);
    card.security.sign(key);
  }
}
