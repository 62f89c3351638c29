package wtls.card.simulator;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import javacard.framework.APDU;
import javacard.framework.Applet;
import javacard.framework.ISO7816;
import javacard.framework.ISOException;
import javacard.framework.Util;
import javacard.security.ECPrivateKey;
import javacard.security.ECPublicKey;
import javacard.security.KeyBuilder;
import javacard.security.KeyPair;
import javacard.security.RandomData;
import javacard.security.Signature;
import javacardx.apdu.ExtendedLength;
import wtls.card.simulator.applet.MemorySource;

/** An applet for the reader's own tests: its instructions ask for one thing each. */
public final class ProbeApplet extends Applet implements ExtendedLength {
  /** Answers its data. */
  static final int ECHO = 0x10;

  /** Answers as many random octets as are expected. */
  static final int RANDOM = 0x12;

  /** Answers the public point of a new key pair. */
  static final int NEW_KEY = 0x14;

  /** Answers a DER signature over its data, by a key made at boot. */
  static final int SIGN = 0x16;

  /** Writes its data into the memory, from octet 100 on. */
  static final int WRITE = 0x18;

  /** Answers as many octets of the memory, from octet 100 on, as are expected. */
  static final int READ = 0x1A;

  /** Says that it has begun, waits to be released, then writes octet 100. */
  static final int HANG = 0x1C;

  /** Breaks down. */
  static final int BREAK = 0x1E;

  /** Answers P2 octets, whatever is expected. */
  static final int ANSWER = 0x20;

  private static final short AT = 100;

  private final SuppliedMemory memory;
  private final KeyPair pair = newPair();

  private ProbeApplet() {
    memory = (SuppliedMemory) MemorySource.current();
  }

  public static void install(byte[] parameters, short offset, byte length) {
    new ProbeApplet().register();
  }

  /** Where HANG waits; one test at a time. */
  record Hang(CountDownLatch begun, Semaphore go) {
    static volatile Hang current;

    static Hang prepare() {
      current = new Hang(new CountDownLatch(1), new Semaphore(0));
      return current;
    }
  }

  @Override
  public void process(APDU apdu) {
    if (selectingApplet()) {
      return;
    }
    byte[] header = apdu.getBuffer();
    short p2 = (short) (header[ISO7816.OFFSET_P2] & 0xFF);
    switch (header[ISO7816.OFFSET_INS]) {
      case ECHO -> send(apdu, receive(apdu));
      case RANDOM -> send(apdu, random(apdu.setOutgoing()), true);
      case NEW_KEY -> send(apdu, point(newPair()));
      case SIGN -> send(apdu, sign(receive(apdu)));
      case WRITE -> write(receive(apdu));
      case READ -> send(apdu, read(apdu.setOutgoing()), true);
      case HANG -> hang();
      case BREAK -> throw new IllegalStateException("as it was told");
      case ANSWER -> send(apdu, new byte[p2]);
      default -> ISOException.throwIt(ISO7816.SW_INS_NOT_SUPPORTED);
    }
  }

  private static byte[] receive(APDU apdu) {
    short got = apdu.setIncomingAndReceive();
    byte[] data = new byte[apdu.getIncomingLength()];
    short at = 0;
    while (at < data.length) {
      Util.arrayCopyNonAtomic(apdu.getBuffer(), apdu.getOffsetCdata(), data, at, got);
      at += got;
      if (at < data.length) {
        got = apdu.receiveBytes(apdu.getOffsetCdata());
      }
    }
    return data;
  }

  private static void send(APDU apdu, byte[] data) {
    send(apdu, data, false);
  }

  private static void send(APDU apdu, byte[] data, boolean outgoing) {
    if (!outgoing) {
      apdu.setOutgoing();
    }
    apdu.setOutgoingLength((short) data.length);
    apdu.sendBytesLong(data, (short) 0, (short) data.length);
  }

  private static byte[] random(short length) {
    byte[] random = new byte[length];
    RandomData.getInstance(RandomData.ALG_TRNG).nextBytes(random, (short) 0, length);
    return random;
  }

  private static KeyPair newPair() {
    KeyPair pair = new KeyPair(KeyPair.ALG_EC_FP, KeyBuilder.LENGTH_EC_FP_192);
    pair.genKeyPair();
    return pair;
  }

  private static byte[] point(KeyPair pair) {
    byte[] point = new byte[49];
    ((ECPublicKey) pair.getPublic()).getW(point, (short) 0);
    return point;
  }

  private byte[] sign(byte[] data) {
    Signature signature = Signature.getInstance(Signature.ALG_ECDSA_SHA, false);
    signature.init((ECPrivateKey) pair.getPrivate(), Signature.MODE_SIGN);
    byte[] der = new byte[64];
    short length = signature.sign(data, (short) 0, (short) data.length, der, (short) 0);
    return java.util.Arrays.copyOf(der, length);
  }

  private void write(byte[] data) {
    for (short i = 0; i < data.length; i++) {
      memory.write((short) (AT + i), data[i]);
    }
  }

  private byte[] read(short length) {
    byte[] copy = new byte[length];
    memory.copy(AT, copy);
    return copy;
  }

  private void hang() {
    Hang hang = Hang.current;
    hang.begun().countDown();
    hang.go().acquireUninterruptibly();
    memory.write(AT, (byte) 0x55);
  }
}
