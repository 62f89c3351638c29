package wtls.card.applet;

import javacard.framework.ISO7816;
import javacard.security.MessageDigest;

/**
 * The full card, class 3: also holds connection keys, seals and opens records, checks certificates.
 */
public class FullApplet extends CryptoApplet {
  final Connections connections;

  private final ChainCheck chain;
  private final RecordCommands recordCommands;

  /** As for a {@link StorageApplet}. */
  protected FullApplet(Memory memory, byte[] parameters, short offset, byte length) {
    super(memory, parameters, offset, length);
    MessageDigest sha = MessageDigest.getInstance(MessageDigest.ALG_SHA, false);
    connections = new Connections(memory, sessions, prf, sha);
    chain = new ChainCheck(memory, roots, sha, rsa, curves);
    recordCommands = new RecordCommands(this);
  }

  /** Installs a card of class 3 with a memory of its own. */
  public static void install(byte[] parameters, short offset, byte length) {
    new FullApplet(new Memory(new byte[Memory.SIZE]), parameters, offset, length)
        .enrol(parameters, offset, length);
  }

  @Override
  byte cardClass() {
    return 3;
  }

  @Override
  short supported() {
    short supported = (short) (super.supported() | ENGINE | CERTIFICATES);
    boolean window = configuration.policy(Configuration.WINDOW_EXPORT);
    return window ? (short) (supported | WINDOW) : supported;
  }

  @Override
  byte connections() {
    return Connections.COUNT;
  }

  @Override
  short largestRecord() {
    return RecordCommands.LARGEST;
  }

  @Override
  short ciphers(byte[] to, short at) {
    return Suite.listCiphers(to, at);
  }

  @Override
  boolean standard(byte ins) {
    boolean known = super.standard(ins);
    connections.sweep();
    return known;
  }

  @Override
  boolean own(byte ins) {
    switch (ins) {
      case Instruction.SEAL:
        requireFeature(ENGINE);
        recordCommands.seal();
        return true;
      case Instruction.OPEN:
        requireFeature(ENGINE);
        recordCommands.open();
        return true;
      case Instruction.CONNECT:
        requireFeature(ENGINE);
        recordCommands.connect();
        return true;
      case Instruction.DISCONNECT:
        requireFeature(ENGINE);
        recordCommands.disconnect();
        return true;
      case Instruction.CHECK:
        requireFeature(ENGINE);
        recordCommands.check();
        return true;
      case Instruction.WINDOW:
        requireFeature(ENGINE);
        recordCommands.window();
        return true;
      case Instruction.CERTIFICATE:
        requireFeature(CERTIFICATES);
        certificate();
        return true;
      default:
        boolean known = super.own(ins);
        connections.sweep();
        return known;
    }
  }

  @Override
  byte chunkParameter(byte ins) {
    switch (ins) {
      case Instruction.SEAL:
      case Instruction.OPEN:
        return ISO7816.OFFSET_P2;
      case Instruction.CERTIFICATE:
        return ISO7816.OFFSET_P1;
      default:
        return super.chunkParameter(ins);
    }
  }

  /** CERTIFICATE: P1 type, P2 index; time 4 | certificate. */
  private void certificate() {
    byte type = data.p1();
    Status.check(type == Roots.WTLS || type == Roots.X509, Status.PARAMETERS);
    short index = (short) (data.p2() & 0xFF);
    chain.accept(type, index, data.buffer, (short) 0, data.length());
  }

  @Override
  boolean isChecked(byte[] key, short offset, short length) {
    return chain.isChecked(key, offset, length);
  }

  @Override
  byte connect(byte slot, byte[] buffer, short suite, short randoms, short serverCheck) {
    byte number = connections.open(slot, buffer, suite, randoms);
    connections.expect(number, buffer, serverCheck);
    return number;
  }

  @Override
  void requireConnectable(byte[] buffer, short suite) {
    connections.requireRoom(buffer, suite);
  }
}
