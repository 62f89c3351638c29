package wtls.card.transport;

import java.util.Locale;

/** What commands are called: in WAP-260 chapter 11, and among our own. */
final class CommandNames {
  private static final int OWN = 0x90;
  private static final int DERIVATION_TAG = 0x84;

  private CommandNames() {}

  /** The name of a command; its instruction in hex when it has none. */
  static String of(byte[] command) {
    int ins = command[1] & 0xFF;
    int p1 = command[2] & 0xFF;
    int p2 = command[3] & 0xFF;
    boolean own = (command[0] & 0xF0) == OWN;
    return own ? own(ins, p1) : standard(command, ins, p1 << 8 | p2);
  }

  private static String standard(byte[] command, int ins, int parameters) {
    return switch (ins) {
      case 0x20 -> "VERIFY";
      case 0x22 -> environment(command, parameters);
      case 0x24 -> "CHANGE REFERENCE DATA";
      case 0x26 -> "DISABLE VERIFICATION";
      case 0x28 -> "ENABLE VERIFICATION";
      case 0x2A -> operation(parameters);
      case 0x2C -> "RESET RETRY COUNTER";
      case 0x70 -> "MANAGE CHANNEL";
      case 0x84 -> "ASK RANDOM";
      case 0xA4 -> "SELECT";
      case 0xB0 -> "READ BINARY";
      case 0xC0 -> "GET RESPONSE";
      case 0xD6 -> "UPDATE BINARY";
      default -> unknown(ins);
    };
  }

  private static String environment(byte[] command, int parameters) {
    if (parameters >> 8 == 0xF3) {
      return "MSE RESTORE";
    }
    boolean derives =
        parameters == 0x41B4 && command.length > 5 && (command[5] & 0xFF) == DERIVATION_TAG;
    return derives ? "MSE DERIVE KEY" : "MSE SET";
  }

  private static String operation(int parameters) {
    return switch (parameters) {
      case 0x8600 -> "PSO ENCIPHER";
      case 0x9E9A -> "PSO SIGN";
      case 0x00A8 -> "PSO VERIFY";
      case 0x8E80 -> "PSO CHECKSUM";
      case 0x8086 -> "PSO DECIPHER";
      case 0x8000 -> "PSO AGREE";
      default -> "PSO";
    };
  }

  private static String own(int ins, int p1) {
    return switch (ins) {
      case 0x10 -> "INFO";
      case 0x14 -> "USE";
      case 0x16 -> "ESTABLISH";
      case 0x18 -> "FINISH";
      case 0x1A -> "SIGN";
      case 0x1C -> "STORE";
      case 0x1E -> (p1 & 1) == 0 ? "FORGET" : "RELEASE";
      case 0x30 -> "CONNECT";
      case 0x32 -> "SEAL";
      case 0x34 -> "OPEN";
      case 0x36 -> "DISCONNECT";
      case 0x38 -> "CHECK";
      case 0x3A -> "CERTIFICATE";
      case 0x3C -> "WINDOW";
      case 0x3E -> "IMPORT";
      case 0x40 -> "CREATE FILE";
      case 0x42 -> "PUT KEY";
      case 0x44 -> "GENERATE";
      case 0x46 -> "PUT PIN";
      case 0x48 -> "CONFIGURE";
      case 0x4A -> "PUT ROOT";
      case 0x4E -> "FINALISE";
      default -> unknown(ins);
    };
  }

  private static String unknown(int ins) {
    return String.format(Locale.ROOT, "INS %02X", ins);
  }
}
