package wtls.card.applet;

import javacard.framework.APDU;
import javacard.framework.Applet;
import javacard.framework.ISO7816;
import javacard.framework.JCSystem;
import javacard.framework.Util;
import javacard.security.RandomData;
import javacardx.apdu.ExtendedLength;

/**
 * The storage card, class 1: files, PINs, session records, and the master secrets that the phone
 * may read. {@link CryptoApplet} and {@link FullApplet} add commands by overriding {@link
 * #standard} and {@link #own}.
 *
 * <p>Commands are those of WAP-260 11.3 (CLA 8X or 0X) and our own (CLA 9X). Checks are made in the
 * order class, instruction, parameters, length, environment, PIN, conditions, references, data.
 */
public class StorageApplet extends Applet implements ExtendedLength {
  /**
   * Octets that one command can carry, chunks together, and that one response can have: a record of
   * 2,048 octets with sequence number, MAC and all the padding there can be.
   */
  static final short CAPACITY = 2326;

  /** Session slots where install and CONFIGURE do not say. */
  static final byte DEFAULT_SLOTS = 16;

  // Features of a card as INFO announces them.
  static final short DETAILS = 0x0001;
  static final short COMPOSITE = 0x0002;
  static final short LONG_SERVER_KEYS = 0x0004;
  static final short ENGINE = 0x0008;
  static final short CERTIFICATES = 0x0010;
  static final short WINDOW = 0x0020;
  static final short IMPORT = 0x0040;
  static final short GENERATION = 0x0080;
  static final short READABLE_SECRETS = 0x0100;

  private static final byte VERSION = 1;
  private static final short KEY_ID_LENGTH = 4;

  private static final byte CHANNEL = 0x03;
  private static final byte CLA_ISO = 0x00;
  private static final byte CLA_WIM = (byte) 0x80;
  private static final byte CLA_OWN = (byte) 0x90;

  final Memory memory;
  final CommandData data;
  final Response response;
  final Configuration configuration;
  final Pins pins;
  final Files files;
  final Sessions sessions;
  final Roots roots;

  /** For secrets and for what is sent in the clear alike. */
  final RandomData random;

  /** The PRF, and hashes. */
  final Prf prf;

  final Curves curves;
  final Rsa rsa;
  final Keys keys;
  final SecurityCommands security;

  private final boolean[] booted;

  private final FileCommands fileCommands;
  private final PinCommands pinCommands;
  private final SessionCommands sessionCommands;
  private final PersonalCommands personalCommands;
  private final KeyCommands keyCommands;

  /**
   * Makes the card, or wakes the one that the memory holds.
   *
   * @param memory of the card, blank or used; kept
   * @param parameters those of {@code install}: AID, control information, then application data, of
   *     which the first octet (if any) is the number of session slots
   * @param offset where they start
   * @param length their length; 0 if there are none
   */
  protected StorageApplet(Memory memory, byte[] parameters, short offset, byte length) {
    this.memory = memory;
    data = new CommandData(CAPACITY);
    response = new Response(data);
    configuration = new Configuration(memory);
    pins = new Pins(memory);
    files = new Files(memory);
    sessions = new Sessions(memory, files, configuration);
    roots = new Roots(memory, files);
    booted = JCSystem.makeTransientBooleanArray((short) 1, JCSystem.CLEAR_ON_RESET);
    random = RandomData.getInstance(RandomData.ALG_KEYGENERATION);
    fileCommands = new FileCommands(this);
    pinCommands = new PinCommands(this);
    sessionCommands = new SessionCommands(this);
    personalCommands = new PersonalCommands(this);
    prf = new Prf();
    curves = new Curves();
    rsa = new Rsa();
    keys = new Keys(memory, files);
    keyCommands = new KeyCommands(this);
    security = securityCommands();
    configuration.format(slots(parameters, offset, length));
  }

  /** Installs a card of class 1 with a memory of its own. */
  public static void install(byte[] parameters, short offset, byte length) {
    new StorageApplet(new Memory(new byte[Memory.SIZE]), parameters, offset, length)
        .enrol(parameters, offset, length);
  }

  /**
   * Registers the applet under the AID of its install parameters, or the package's if none is
   * there.
   */
  protected final void enrol(byte[] parameters, short offset, byte length) {
    if (length == 0 || parameters[offset] == 0) {
      register();
    } else {
      register(parameters, (short) (offset + 1), parameters[offset]);
    }
  }

  @Override
  public boolean select() {
    boot();
    return true;
  }

  @Override
  public void deselect() {
    data.wipe();
    response.drop();
    security.environment.clear();
  }

  @Override
  public final void process(APDU apdu) {
    boot();
    byte[] header = apdu.getBuffer();
    if (selectingApplet()) {
      data.wipe();
      response.drop();
      files.select((short) 0);
      security.environment.clear();
      return;
    }
    byte family = (byte) (header[ISO7816.OFFSET_CLA] & ~CHANNEL);
    Status.check(family == CLA_ISO || family == CLA_WIM || family == CLA_OWN, Status.CLASS);
    if (family != CLA_OWN && header[ISO7816.OFFSET_INS] == Instruction.GET_RESPONSE) {
      continueResponse(apdu, header);
    } else {
      response.drop();
      serve(apdu, family == CLA_OWN, header[ISO7816.OFFSET_INS]);
    }
    data.settle();
  }

  private void serve(APDU apdu, boolean own, byte ins) {
    boolean done = false;
    try {
      byte more = own ? chunkParameter(ins) : 0;
      if (data.receive(apdu, more, carriesData(own, ins, apdu.getBuffer()[ISO7816.OFFSET_P1]))) {
        Status.check(own ? own(ins) : standard(ins), Status.INSTRUCTION);
      }
      done = true;
    } finally {
      if (!done) {
        memory.abort();
        response.drop();
        data.wipe();
      }
    }
    response.send(apdu, data.expected());
  }

  private void continueResponse(APDU apdu, byte[] header) {
    boolean plain = header[ISO7816.OFFSET_P1] == 0 && header[ISO7816.OFFSET_P2] == 0;
    Status.check(plain, Status.PARAMETERS);
    Status.check(response.length() != 0, Status.CONDITIONS);
    response.send(apdu, apdu.setOutgoing());
  }

  /**
   * Serves one command of CLA 8X or 0X, whose data are complete in {@link #data}; an answer is set
   * in {@link #response}.
   *
   * @return false if the instruction is not known
   */
  boolean standard(byte ins) {
    switch (ins) {
      case Instruction.SELECT:
        fileCommands.select();
        break;
      case Instruction.READ_BINARY:
        fileCommands.read();
        break;
      case Instruction.UPDATE_BINARY:
        fileCommands.update();
        break;
      case Instruction.VERIFY:
        pinCommands.verify();
        break;
      case Instruction.CHANGE:
        pinCommands.change();
        break;
      case Instruction.DISABLE:
        pinCommands.disable();
        break;
      case Instruction.ENABLE:
        pinCommands.enable();
        break;
      case Instruction.UNBLOCK:
        pinCommands.unblock();
        break;
      case Instruction.ASK_RANDOM:
        askRandom();
        break;
      case Instruction.MSE:
        security.manage();
        break;
      case Instruction.PSO:
        security.perform();
        break;
      default:
        return false;
    }
    return true;
  }

  /** Serves one command of CLA 9X; the rest as {@link #standard}. */
  boolean own(byte ins) {
    switch (ins) {
      case Instruction.INFO:
        info();
        break;
      case Instruction.USE:
        requireFeature(DETAILS);
        sessionCommands.use();
        break;
      case Instruction.STORE:
        requireFeature(DETAILS);
        sessionCommands.store();
        break;
      case Instruction.FORGET:
        requireFeature(DETAILS);
        sessionCommands.forget();
        break;
      case Instruction.SIGN:
        requireFeature(COMPOSITE);
        keyCommands.sign();
        break;
      case Instruction.PUT_KEY:
        keyCommands.put();
        break;
      case Instruction.GENERATE:
        requireFeature(GENERATION);
        keyCommands.generate();
        break;
      case Instruction.CREATE_FILE:
        personalCommands.createFile();
        break;
      case Instruction.PUT_PIN:
        personalCommands.putPin();
        break;
      case Instruction.CONFIGURE:
        personalCommands.configure();
        break;
      case Instruction.PUT_ROOT:
        personalCommands.putRoot();
        break;
      case Instruction.FINALISE:
        personalCommands.finish();
        break;
      default:
        return false;
    }
    return true;
  }

  /**
   * Which parameter of an own command says with bit 80 that more chunks of its data follow: {@link
   * ISO7816#OFFSET_P1}, {@link ISO7816#OFFSET_P2}, or 0 if the command is never in chunks.
   */
  byte chunkParameter(byte ins) {
    switch (ins) {
      case Instruction.STORE:
        return ISO7816.OFFSET_P2;
      case Instruction.PUT_KEY:
        return ISO7816.OFFSET_P1;
      default:
        return 0;
    }
  }

  /** Whether a command's data come to the card; with T=0 the header does not tell. */
  boolean carriesData(boolean own, byte ins, byte p1) {
    if (own) {
      return ins != Instruction.INFO;
    }
    boolean enciphering = ins == Instruction.PSO && p1 == (byte) 0x86;
    return ins != Instruction.READ_BINARY && ins != Instruction.ASK_RANDOM && !enciphering;
  }

  /** Once after each reset, before the first command: ends what a power cut interrupted. */
  void boot() {
    if (!booted[0]) {
      memory.replay();
      sessions.clean();
      keys.clean();
      booted[0] = true;
    }
  }

  /** The card class, 1 to 3. */
  byte cardClass() {
    return 1;
  }

  /** What this class of card can do, before personalisation takes any of it away. */
  short supported() {
    return DETAILS | COMPOSITE | GENERATION | READABLE_SECRETS;
  }

  /** How many connections it holds at once. */
  byte connections() {
    return 0;
  }

  /** Octets of content in the largest record that it seals and opens; 0 if it does not. */
  short largestRecord() {
    return 0;
  }

  /**
   * Writes the numbers of the bulk ciphers that it seals records with, an octet each.
   *
   * @return how many
   */
  short ciphers(byte[] to, short at) {
    return 0;
  }

  /** Writes the first four octets of a private key's iD; refuses (6A88) what is no key. */
  final void keyId(byte reference, byte[] to, short at) {
    memory.read(keys.id(keys.require(reference)), to, at, KEY_ID_LENGTH);
  }

  /** Makes what serves MSE and PSO on this class of card. */
  SecurityCommands securityCommands() {
    return new SecurityCommands(this);
  }

  /** Whether the card does this. */
  final boolean offers(short feature) {
    return (short) (supported() & configuration.features() & feature) != 0;
  }

  /** Answers 6D00 to the command of a feature that this card does not have. */
  final void requireFeature(short feature) {
    Status.check(offers(feature), Status.INSTRUCTION);
  }

  /** Refuses (6985) once FINALISE was given. */
  final void requirePersonalising() {
    Status.check(!configuration.isFinal(), Status.CONDITIONS);
  }

  /** Refuses (6982) what a file's access condition forbids. */
  final void requireAccess(byte condition) {
    if (condition == Files.CARDHOLDER) {
      pins.requireGeneral();
    } else {
      Status.check(condition == Files.ALWAYS, Status.PIN_MISSING);
    }
  }

  // ASK RANDOM, WAP-260 11.3.5: as many octets as asked for.
  private void askRandom() {
    data.expectParameters((byte) 0, (byte) 0);
    short length = data.expected();
    Status.check(length > 0 && length <= CAPACITY, Status.LENGTH);
    random.nextBytes(data.buffer, (short) 0, length);
    response.set((short) 0, length);
  }

  // INFO: what a phone must know before it leads with our own commands.
  private void info() {
    data.expectParameters((byte) 0, (byte) 0);
    byte[] to = data.buffer;
    to[0] = VERSION;
    to[1] = cardClass();
    short at = Util.setShort(to, (short) 2, (short) (supported() & configuration.features()));
    to[at] = (byte) configuration.slots();
    to[(short) (at + 1)] = connections();
    at = Util.setShort(to, (short) (at + 2), largestRecord());
    at = Util.setShort(to, at, CAPACITY);
    short count = ciphers(to, (short) (at + 1));
    to[at] = (byte) count;
    response.set((short) 0, (short) (at + 1 + count));
  }

  private static byte slots(byte[] parameters, short offset, byte length) {
    if (length == 0) {
      return DEFAULT_SLOTS;
    }
    // AID and control information, each behind its length.
    short at = (short) (offset + 1 + parameters[offset]);
    at = (short) (at + 1 + parameters[at]);
    byte slots = parameters[at] == 0 ? DEFAULT_SLOTS : parameters[(short) (at + 1)];
    Status.check(slots > 0 && slots <= Layout.MAX_SLOTS, Status.DATA);
    return slots;
  }
}
