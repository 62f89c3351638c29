package wtls.card.transport;

/**
 * Which parts of commands and answers are secret. The rule: what is not known to be public is not
 * shown.
 *
 * <ul>
 *   <li>Commands are shown but for PINs (VERIFY, CHANGE, DISABLE, ENABLE, RESET RETRY COUNTER), key
 *       material and PINs at personalisation (PUT KEY, PUT PIN), secrets that go in (IMPORT, STORE
 *       with a secret, UPDATE of the secret file), contents to be sealed (SEAL), and unknown
 *       instructions of our own class.
 *   <li>Answers are shown for file selection, for files other than the one with secrets, for random
 *       octets, signatures, encrypted secrets, INFO and generated public keys; those of PHash, key
 *       agreement in the clear, DECIPHER, USE, FINISH, OPEN, WINDOW and of unknown instructions are
 *       blanked, and so is GET RESPONSE as the command before it was.
 * </ul>
 *
 * <p>It follows file selection, so there is one for each card. Only status words are never blanked.
 */
public final class SecretRules {
  /** The file of readable master secrets on our cards. */
  private static final int SECRET_FILE = 0x4434;

  private static final int STORE_WITH_SECRET = 0x02;

  private boolean secretFile;
  private boolean secretAnswer;

  /**
   * What to blank of one command and its answer.
   *
   * @param secretCommand whether the command's data are secret
   * @param secretAnswer whether the answer's data are
   */
  public record Verdict(boolean secretCommand, boolean secretAnswer) {}

  /** Judges the next command. */
  public Verdict judge(byte[] command) {
    if (command.length < 4) {
      return new Verdict(true, true);
    }
    int ins = command[1] & 0xFF;
    boolean own = (command[0] & 0xFC) == 0x90;
    boolean secretCommand = own ? ownCommand(ins, command[2]) : wimCommand(ins);
    if (own) {
      secretAnswer = ownAnswer(ins);
    } else if (ins != 0xC0) {
      noteSelection(command);
      secretAnswer = wimAnswer(ins, command[2] & 0xFF);
    }
    return new Verdict(secretCommand, secretAnswer);
  }

  private void noteSelection(byte[] command) {
    if ((command[1] & 0xFF) != 0xA4) {
      return;
    }
    CommandApdu select = CommandApdu.parse(command).orElse(null);
    if (select != null && select.data().length >= 2 && select.p1() != 0x04) {
      byte[] id = select.data();
      int last = (id[id.length - 2] & 0xFF) << 8 | id[id.length - 1] & 0xFF;
      secretFile = last == SECRET_FILE;
    } else {
      secretFile = false;
    }
  }

  private boolean wimCommand(int ins) {
    return switch (ins) {
      case 0x20, 0x24, 0x26, 0x28, 0x2C -> true;
      case 0xD6 -> secretFile;
      case 0x22, 0x2A, 0x70, 0x84, 0xA4, 0xB0, 0xC0 -> false;
      default -> true;
    };
  }

  private boolean wimAnswer(int ins, int p1) {
    return switch (ins) {
      case 0xB0 -> secretFile;
      // Encrypted secrets and signatures are sent to the server anyway.
      case 0x2A -> p1 != 0x86 && p1 != 0x9E && p1 != 0x00;
      case 0x20, 0x22, 0x24, 0x26, 0x28, 0x2C, 0x70, 0x84, 0xA4, 0xD6 -> false;
      default -> true;
    };
  }

  private static boolean ownCommand(int ins, int p1) {
    return switch (ins) {
      case 0x1C -> (p1 & STORE_WITH_SECRET) != 0;
      case 0x10, 0x14, 0x16, 0x18, 0x1A, 0x1E, 0x30, 0x34, 0x36, 0x38, 0x3A, 0x3C -> false;
      case 0x40, 0x44, 0x48, 0x4A, 0x4E -> false;
      default -> true;
    };
  }

  private static boolean ownAnswer(int ins) {
    return switch (ins) {
      case 0x10, 0x16, 0x1A, 0x1C, 0x1E, 0x30, 0x32, 0x36, 0x38, 0x3A, 0x3E -> false;
      case 0x40, 0x42, 0x44, 0x46, 0x48, 0x4A, 0x4E -> false;
      default -> true;
    };
  }
}
