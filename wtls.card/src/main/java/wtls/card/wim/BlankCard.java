package wtls.card.wim;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import wtls.api.card.CardSlot;
import wtls.api.engine.EngineException.Reason;
import wtls.card.transport.CommandApdu;
import wtls.card.transport.ResponseApdu;

/**
 * One of our cards before its personalisation has ended: no access rule holds yet, and no PIN is
 * asked for. Each method is one command; all fail with {@link Reason#FORBIDDEN} once {@link
 * #finish} has been called.
 */
public final class BlankCard {
  /** Who may read or write a file (WAP-260 12.2). */
  public enum Access {
    /** Everybody. */
    ALWAYS,
    /** Whoever has given PIN-G. */
    CARDHOLDER,
    /** The issuer, by means outside of WAP-260. */
    ISSUER,
    /** Nobody. */
    NEVER
  }

  /** What a key is for; bits may be joined. */
  public static final int SIGN = 0x01;

  public static final int DECRYPT = 0x02;
  public static final int NON_REPUDIATION = 0x04;
  public static final int AGREE = 0x08;

  /** Agrees with a result that leaves the card; on classes 2 and 3 never together with AGREE. */
  public static final int AGREE_IN_THE_CLEAR = 0x10;

  private static final byte[] PKCS15_AID = HexFormat.of().parseHex("a000000063504b43532d3135");
  private static final int TOKEN_INFO = 0x5032;

  private static final int INFO = 0x10;
  private static final int CREATE_FILE = 0x40;
  private static final int PUT_KEY = 0x42;
  private static final int GENERATE = 0x44;
  private static final int PUT_PIN = 0x46;
  private static final int CONFIGURE = 0x48;
  private static final int PUT_ROOT = 0x4A;
  private static final int FINALISE = 0x4E;

  private static final int RSA = 0x01;
  private static final int EC = 0x02;
  private static final int PIN_LENGTH = 8;

  private final CardLink link;
  private final WimFiles files;
  private final Announcement announcement;

  private BlankCard(CardLink link, Announcement announcement) {
    this.link = link;
    this.files = new WimFiles(link);
    this.announcement = announcement;
  }

  /**
   * Opens a card that has not been personalised.
   *
   * @throws WimException {@link Reason#FORBIDDEN} when it has been, {@link Reason#UNSUPPORTED} when
   *     it is not one of ours
   */
  public static BlankCard open(CardSlot slot) throws WimException {
    CardLink link = new CardLink(slot);
    return link.exclusively(
        () -> {
          link.reset();
          link.select(PKCS15_AID);
          ResponseApdu info = link.ask(CommandApdu.of(CardLink.OWN, INFO, 0, 0, 256));
          Announcement announcement =
              Announcement.parse(info.status().ok() ? info.data() : new byte[0])
                  .orElseThrow(
                      () ->
                          new WimException(
                              Reason.UNSUPPORTED,
                              "The card in "
                                  + slot.reader()
                                  + " is not one that can be personalised here."));
          link.limit(announcement.largestData());
          refuseIfPersonalised(link, slot);
          return new BlankCard(link, announcement);
        });
  }

  private static void refuseIfPersonalised(CardLink link, CardSlot slot) throws WimException {
    byte[] id = {(byte) (TOKEN_INFO >> 8), (byte) TOKEN_INFO};
    ResponseApdu answer = link.ask(new CommandApdu(CardLink.WIM, 0xA4, 0, 0, id, 256));
    if (answer.status().ok()) {
      throw new WimException(
          Reason.FORBIDDEN,
          "The card in " + slot.reader() + " has been personalised already: use a new card.");
    }
  }

  /** What the card can do, before anything is taken from it. */
  public Announcement announcement() {
    return announcement;
  }

  /** Makes a file of zeros. */
  public void createFile(int id, int size, Access read, Access update) throws WimException {
    ByteBuffer data = ByteBuffer.allocate(6).putShort((short) id).putShort((short) size);
    data.put((byte) read.ordinal()).put((byte) update.ordinal());
    send(CREATE_FILE, 0, 0, data.array(), 0);
  }

  /** Writes into a file. */
  public void write(int id, int offset, byte[] octets) throws WimException {
    if (octets.length > 0) {
      files.update(new byte[] {(byte) (id >> 8), (byte) id}, offset, octets);
    }
  }

  /**
   * Where a key goes.
   *
   * @param reference its number
   * @param usage {@link #SIGN} and so on
   * @param pin the reference of the PIN that guards it
   * @param file the identifier of its file, which the card makes
   */
  public record KeyPlace(int reference, int usage, int pin, int file) {}

  /**
   * Puts an RSA key in.
   *
   * @param id SHA-1 of the modulus
   * @param modulus without a leading zero
   * @param parts p, q, dp, dq and qi, each half as long as the modulus; secret, stay the caller's
   */
  public void putRsaKey(KeyPlace place, byte[] id, byte[] modulus, byte[]... parts)
      throws WimException {
    int size = 4 + id.length + 2 + modulus.length;
    for (byte[] part : parts) {
      size += part.length;
    }
    ByteBuffer data = ByteBuffer.allocate(size);
    begin(data, place).put(id).putShort((short) modulus.length).put(modulus);
    for (byte[] part : parts) {
      data.put(part);
    }
    sendSecret(PUT_KEY, RSA, place.reference(), data.array());
  }

  /**
   * Puts an EC key in.
   *
   * @param id SHA-1 of the public point's x-coordinate
   * @param curve the curve's WTLS number
   * @param scalar as long as the curve's order; secret, stays the caller's
   */
  public void putEcKey(KeyPlace place, byte[] id, int curve, byte[] scalar) throws WimException {
    ByteBuffer data = ByteBuffer.allocate(4 + id.length + 1 + scalar.length);
    begin(data, place).put(id).put((byte) curve).put(scalar);
    sendSecret(PUT_KEY, EC, place.reference(), data.array());
  }

  /** Has an RSA key generated; its exponent is 65537. Returns the modulus. */
  public byte[] generateRsaKey(KeyPlace place, int bits) throws WimException {
    ByteBuffer data = ByteBuffer.allocate(6);
    begin(data, place).putShort((short) bits);
    byte[] modulus = send(GENERATE, RSA, place.reference(), data.array(), 256);
    if (modulus.length != bits / 8) {
      throw WimException.malformed("the generation of a key");
    }
    return modulus;
  }

  /** Has an EC key generated. Returns the public point, uncompressed. */
  public byte[] generateEcKey(KeyPlace place, int curve, int fieldOctets) throws WimException {
    ByteBuffer data = ByteBuffer.allocate(5);
    begin(data, place).put((byte) curve);
    byte[] point = send(GENERATE, EC, place.reference(), data.array(), 256);
    if (point.length != 1 + 2 * fieldOctets || point[0] != 4) {
      throw WimException.malformed("the generation of a key");
    }
    return point;
  }

  private static ByteBuffer begin(ByteBuffer data, KeyPlace place) {
    return data.put((byte) place.usage()).put((byte) place.pin()).putShort((short) place.file());
  }

  /**
   * Sets a PIN and its unblocking code, each of at most 8 characters; both stay the caller's.
   *
   * @param enabled whether it must be given
   * @param canBeDisabled whether the user may switch that off
   */
  public void putPin(
      int reference,
      int tries,
      int unblockingTries,
      boolean enabled,
      boolean canBeDisabled,
      byte[] pin,
      byte[] unblockingCode)
      throws WimException {
    byte[] data = new byte[3 + 2 * PIN_LENGTH];
    Arrays.fill(data, (byte) 0xFF);
    data[0] = (byte) tries;
    data[1] = (byte) unblockingTries;
    data[2] = (byte) ((enabled ? 1 : 0) | (canBeDisabled ? 2 : 0));
    System.arraycopy(pin, 0, data, 3, pin.length);
    System.arraycopy(unblockingCode, 0, data, 3 + PIN_LENGTH, unblockingCode.length);
    sendSecret(PUT_PIN, 0, reference, data);
  }

  /**
   * Sets what the card is.
   *
   * @param serial 8 octets
   * @param features those it may announce, of the ones it has
   * @param slots how many sessions it keeps
   * @param windowExport whether a class 3 gives out key blocks of current windows
   * @param labelList whether PHash answers known labels only
   */
  public void configure(
      byte[] serial, int features, int slots, boolean windowExport, boolean labelList)
      throws WimException {
    ByteBuffer data = ByteBuffer.allocate(12).put(serial).putShort((short) features);
    data.put((byte) slots).put((byte) ((windowExport ? 1 : 0) | (labelList ? 2 : 0)));
    send(CONFIGURE, 0, 0, data.array(), 0);
  }

  /**
   * Tells the card that part of a file is a root that it may check chains against.
   *
   * @param type 1 for a WTLS certificate, 2 for X.509
   */
  public void putRoot(int file, int offset, int length, int type) throws WimException {
    ByteBuffer data = ByteBuffer.allocate(7).putShort((short) file).putShort((short) offset);
    data.putShort((short) length).put((byte) type);
    send(PUT_ROOT, 0, 0, data.array(), 0);
  }

  /** Ends the personalisation, for good. */
  public void finish() throws WimException {
    send(FINALISE, 0, 0, new byte[0], 0);
  }

  private byte[] send(int ins, int p1, int p2, byte[] data, int expected) throws WimException {
    return link.exclusively(() -> link.own(Purpose.PERSONALISE, ins, p1, p2, data, expected));
  }

  private void sendSecret(int ins, int p1, int p2, byte[] data) throws WimException {
    try {
      send(ins, p1, p2, data, 0);
    } finally {
      Arrays.fill(data, (byte) 0);
    }
  }
}
