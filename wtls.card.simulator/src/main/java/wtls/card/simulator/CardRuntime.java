package wtls.card.simulator;

import com.licel.jcardsim.base.ApduCase;
import com.licel.jcardsim.base.SimulatorRuntime;
import java.util.Arrays;
import javacard.framework.AID;
import javacard.framework.Applet;
import wtls.card.applet.Memory;
import wtls.card.simulator.applet.MemorySource;

/**
 * A card's processor from one reset to the next: one jCardSim runtime with one applet, built over
 * what the card remembers. Only the card's thread touches it.
 */
final class CardRuntime extends SimulatorRuntime implements MemorySource {
  private static final byte[] PKCS15 = {
    (byte) 0xA0, 0, 0, 0, 0x63, 'P', 'K', 'C', 'S', '-', '1', '5'
  };
  private static final byte[] WIM = {(byte) 0xA0, 0, 0, 0, 0x63, 'W', 'A', 'P', '-', 'W', 'I', 'M'};
  private static final int AID_AT = 5;
  private static final byte[] WRONG_LENGTH = {0x67, 0};

  private final byte[] octets;
  private final Supply supply;

  private CardRuntime(byte[] octets, Supply supply) {
    this.octets = octets;
    this.supply = supply;
  }

  /** Builds the applet over what the card remembers, and selects it. */
  static CardRuntime boot(Class<? extends Applet> applet, byte[] octets, Supply supply) {
    Randomness.require();
    CardRuntime runtime = new CardRuntime(octets, supply);
    AID aid = new AID(PKCS15, (short) 0, (byte) PKCS15.length);
    runtime.loadApplet(aid, applet);
    byte[] parameters = {0, 0, 0};
    runtime.installApplet(aid, parameters, (short) 0, (byte) parameters.length);
    runtime.transmit(select(PKCS15));
    return runtime;
  }

  @Override
  public Memory memory() {
    return new SuppliedMemory(octets, supply);
  }

  /** Runs one command. */
  byte[] transmit(byte[] command) {
    try {
      return transmitCommand(command);
    } catch (IllegalArgumentException e) {
      // What is no APDU at all.
      return WRONG_LENGTH.clone();
    }
  }

  /** Forgets what the card remembers; the runtime is of no use afterwards. */
  void wipe() {
    Arrays.fill(octets, (byte) 0);
  }

  // One application with two names (WAP-260 9.2): selecting either is a fresh start of it.
  @Override
  protected AID findAppletForSelectApdu(byte[] command, ApduCase apduCase) {
    boolean wim =
        command.length >= AID_AT + WIM.length
            && Arrays.equals(command, AID_AT, AID_AT + WIM.length, WIM, 0, WIM.length);
    return super.findAppletForSelectApdu(wim ? select(PKCS15) : command, apduCase);
  }

  private static byte[] select(byte[] aid) {
    byte[] command = new byte[AID_AT + aid.length];
    command[1] = (byte) 0xA4;
    command[2] = 4;
    command[4] = (byte) aid.length;
    System.arraycopy(aid, 0, command, AID_AT, aid.length);
    return command;
  }
}
