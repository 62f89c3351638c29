package wtls.card.applet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.licel.jcardsim.base.SimulatorRuntime;
import com.licel.jcardsim.smartcardio.CardSimulator;
import com.licel.jcardsim.utils.AIDUtil;
import java.util.HexFormat;
import javacard.framework.AID;
import javacard.framework.SystemException;

/**
 * A card in jCardSim whose memory a test can keep, look into and cut the power of. Commands are
 * written in hex; blanks are ignored.
 */
public final class TestCard {
  /** PKCS#15. */
  static final String NAME = "A000000063504B43532D3135";

  static final int SLOTS = 4;
  static final String PIN = "31323334FFFFFFFF";
  static final String WRONG_PIN = "39393939FFFFFFFF";
  static final String NEW_PIN = "3536373839FFFFFF";
  static final String CODE = "3837363534333231";

  private static final AID AID = AIDUtil.create(NAME);
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  // How a memory finds its way into the static install of an applet.
  private static final ThreadLocal<TestCard> INSTALLING = new ThreadLocal<>();

  private final byte[] image;
  private final Power power = new Power();
  private final CardSimulator simulator = new CardSimulator(new SimulatorRuntime());

  /** The three classes. */
  enum Kind {
    STORAGE(Storage.class),
    CRYPTO(Crypto.class),
    FULL(Full.class);

    private final Class<? extends StorageApplet> applet;

    Kind(Class<? extends StorageApplet> applet) {
      this.applet = applet;
    }
  }

  /** A new card. */
  TestCard(Kind kind) {
    this(kind, new byte[Memory.SIZE]);
  }

  /** The card that has this memory, just inserted. */
  TestCard(Kind kind, byte[] image) {
    this.image = image;
    install(kind);
    reset();
  }

  private TestCard(byte[] image, int cut) {
    this.image = image;
    power.cutAfter(cut);
    install(Kind.STORAGE);
  }

  /** Installs a card whose power fails before that write. */
  static void installUntilCut(byte[] image, int cut) {
    assertThatThrownBy(() -> new TestCard(image, cut)).isInstanceOf(SystemException.class);
  }

  private void install(Kind kind) {
    INSTALLING.set(this);
    try {
      byte[] parameters = HEX.parseHex("0C" + NAME + "00" + "01" + String.format("%02X", SLOTS));
      simulator.installApplet(AID, kind.applet, parameters, (short) 0, (byte) parameters.length);
    } finally {
      INSTALLING.remove();
    }
  }

  /** A card with files, PINs and session records, after FINALISE. */
  static TestCard personalised(Kind kind) {
    TestCard card = personalising(kind);
    card.ok("90 4E 0000");
    return card;
  }

  /** The same before FINALISE. */
  static TestCard personalising(Kind kind) {
    TestCard card = new TestCard(kind);
    card.ok("90 48 0000 0C 0123456789ABCDEF FFFF 04 02");
    card.ok("90 40 0000 06 5032 0020 00 03");
    card.ok("90 40 0000 06 4431 %04X 00 01".formatted(SLOTS * Sessions.RECORD_SIZE));
    card.ok("90 40 0000 06 4432 %04X 00 01".formatted(SLOTS * Sessions.RECORD_SIZE));
    card.ok("90 40 0000 06 4433 %04X 00 03".formatted(SLOTS * Sessions.DETAILS_SIZE));
    card.ok("90 40 0000 06 4434 %04X 01 01".formatted(SLOTS * Sessions.READABLE_SIZE));
    card.ok("90 40 0000 06 4421 0100 00 01");
    card.ok("90 40 0000 06 4422 0100 00 02");
    card.ok("90 46 0001 13 03 05 03" + PIN + CODE);
    card.ok("90 46 0002 13 03 05 01" + PIN + CODE);
    return card;
  }

  /** Sends one command. */
  Answer send(String command) {
    return Answer.of(simulator.transmitCommand(HEX.parseHex(command.replace(" ", ""))));
  }

  /** Sends one command that must succeed. */
  String ok(String command) {
    return expect(command, "9000");
  }

  /**
   * Sends one command that must end with this status word.
   *
   * @return the answer's data
   */
  String expect(String command, String status) {
    Answer answer = send(command);
    assertThat(answer.word()).as(command).isEqualTo(status);
    return answer.hex();
  }

  /** Gives PIN-G. */
  TestCard verify() {
    ok("80 20 0001 08" + PIN);
    return this;
  }

  /** Power off and on again; the application is selected. */
  void reset() {
    power.restore();
    simulator.reset();
    select();
  }

  /** Becomes the card that has this memory, just inserted. */
  void rewind(byte[] memory) {
    System.arraycopy(memory, 0, image, 0, memory.length);
    reset();
  }

  /** Power off and on again, and off before that write, if the card writes so much to recover. */
  void resetWithCutAfter(int successful) {
    power.restore();
    simulator.reset();
    power.cutAfter(successful);
    send("00 A4 0400 0C" + NAME);
  }

  /** Selects the application (again). */
  void select() {
    ok("00 A4 0400 0C" + NAME);
  }

  /** Contents of a file, without asking the card. */
  String file(int id) {
    int entry = Layout.FILES;
    while ((image[entry + 4] & 0xFF) << 8 != (id & 0xFF00) || image[entry + 5] != (byte) id) {
      entry += Layout.FILE_SIZE;
    }
    int address = (image[entry + 6] & 0xFF) << 8 | image[entry + 7] & 0xFF;
    int size = (image[entry + 8] & 0xFF) << 8 | image[entry + 9] & 0xFF;
    return HEX.formatHex(image, address, address + size);
  }

  /** A record of a file, counted from 1. */
  String record(int id, int size, int number) {
    return file(id).substring(2 * size * (number - 1), 2 * size * number);
  }

  /** A part of the memory. */
  String memory(int at, int length) {
    return HEX.formatHex(image, at, at + length);
  }

  byte[] image() {
    return image;
  }

  Power power() {
    return power;
  }

  private static Memory wiredMemory() {
    TestCard card = INSTALLING.get();
    return new Memory(card.image) {
      @Override
      protected void write(short at, byte value) {
        card.power.spend();
        super.write(at, value);
      }
    };
  }

  /** Class 1, and a command that puts a sealed secret into a slot as a key exchange does. */
  public static final class Storage extends StorageApplet {
    static final byte ADOPT = 0x7E;

    private Storage(byte[] parameters, short offset, byte length) {
      super(wiredMemory(), parameters, offset, length);
    }

    @Override
    boolean own(byte ins) {
      if (ins == ADOPT) {
        sessions.require(data.p2());
        sessions.adopt(data.p2(), data.buffer, (short) 0, data.p1());
        return true;
      }
      return super.own(ins);
    }

    public static void install(byte[] parameters, short offset, byte length) {
      new Storage(parameters, offset, length).enrol(parameters, offset, length);
    }
  }

  /** Class 2. */
  public static final class Crypto extends CryptoApplet {
    private Crypto(byte[] parameters, short offset, byte length) {
      super(wiredMemory(), parameters, offset, length);
    }

    public static void install(byte[] parameters, short offset, byte length) {
      new Crypto(parameters, offset, length).enrol(parameters, offset, length);
    }
  }

  /** Class 3. */
  public static final class Full extends FullApplet {
    private Full(byte[] parameters, short offset, byte length) {
      super(wiredMemory(), parameters, offset, length);
    }

    public static void install(byte[] parameters, short offset, byte length) {
      new Full(parameters, offset, length).enrol(parameters, offset, length);
    }
  }
}
