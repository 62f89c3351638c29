package wtls.card.applet;

import javacard.framework.ISO7816;
import javacard.framework.Util;

/** The crypto card, class 2: also makes, keeps and uses master secrets that never leave it. */
public class CryptoApplet extends StorageApplet {
  final KeyTransport transport;

  private final HandshakeCommands handshakeCommands;

  /** As for a {@link StorageApplet}. */
  protected CryptoApplet(Memory memory, byte[] parameters, short offset, byte length) {
    super(memory, parameters, offset, length);
    transport = new KeyTransport(rsa, prf, random);
    handshakeCommands = new HandshakeCommands(this);
  }

  /** Installs a card of class 2 with a memory of its own. */
  public static void install(byte[] parameters, short offset, byte length) {
    new CryptoApplet(new Memory(new byte[Memory.SIZE]), parameters, offset, length)
        .enrol(parameters, offset, length);
  }

  @Override
  SecurityCommands securityCommands() {
    return new WtlsCommands(this);
  }

  @Override
  byte cardClass() {
    return 2;
  }

  @Override
  short supported() {
    return (short) (super.supported() | LONG_SERVER_KEYS | IMPORT);
  }

  @Override
  boolean own(byte ins) {
    switch (ins) {
      case Instruction.ESTABLISH:
        requireFeature(COMPOSITE);
        handshakeCommands.establish();
        return true;
      case Instruction.FINISH:
        requireFeature(COMPOSITE);
        handshakeCommands.finish();
        return true;
      case Instruction.IMPORT:
        requireFeature(IMPORT);
        handshakeCommands.importSecret();
        return true;
      default:
        return super.own(ins);
    }
  }

  @Override
  byte chunkParameter(byte ins) {
    boolean chunked = ins == Instruction.ESTABLISH && offers(LONG_SERVER_KEYS);
    return chunked ? ISO7816.OFFSET_P2 : super.chunkParameter(ins);
  }

  /**
   * Derives a master secret and puts it into a slot.
   *
   * @param seed with its label
   */
  final void adoptMaster(
      byte slot,
      byte[] preMaster,
      short preMasterOffset,
      short preMasterLength,
      byte[] seed,
      short seedOffset,
      short seedLength,
      byte flags) {
    byte[] buffer = data.buffer;
    short master = (short) (CAPACITY - Sessions.SECRET_LENGTH);
    prf.expand(
        preMaster,
        preMasterOffset,
        preMasterLength,
        seed,
        seedOffset,
        seedLength,
        buffer,
        master,
        Sessions.SECRET_LENGTH);
    sessions.adopt(slot, buffer, master, flags);
    Util.arrayFillNonAtomic(buffer, master, Sessions.SECRET_LENGTH, (byte) 0);
  }

  /**
   * Expands the sealed master secret of a slot within the command's buffer.
   *
   * @param seed with its label
   */
  final void expand(
      byte slot, byte[] seed, short seedOffset, short seedLength, short out, short length) {
    prf.expand(
        memory.octets(),
        sessions.secret(slot),
        Sessions.SECRET_LENGTH,
        seed,
        seedOffset,
        seedLength,
        data.buffer,
        out,
        length);
  }

  /** Refuses (6985) a secret of which nothing may come out but records. */
  final void requireOpen(byte slot) {
    boolean engineOnly = (byte) (sessions.flags(slot) & Sessions.ENGINE_ONLY) != 0;
    Status.check(!engineOnly, Status.CONDITIONS);
  }

  /**
   * Whether this is the server key that CERTIFICATE checked last.
   *
   * @param key a WTLS RSAPublicKey or a point, as in the command
   */
  boolean isChecked(byte[] key, short offset, short length) {
    return false;
  }

  /** Refuses a connection that {@link #connect} could not open, before a use is counted for it. */
  void requireConnectable(byte[] buffer, short suite) {
    Status.fail(Status.PARAMETERS);
  }

  /**
   * Opens a connection whose keys stay on the card, for FINISH.
   *
   * @param suite where cipher, MAC and key refresh are, an octet each
   * @param randoms where server and client random are, in this order
   * @param serverCheck where the server's finished check is; wiped after the call
   * @return the connection's number
   */
  byte connect(byte slot, byte[] buffer, short suite, short randoms, short serverCheck) {
    Status.fail(Status.PARAMETERS);
    return 0;
  }
}
