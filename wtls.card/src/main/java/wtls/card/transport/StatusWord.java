package wtls.card.transport;

/**
 * The last two octets of a response (ISO 7816-4, WAP-260 11.3.6).
 *
 * @param value 0 to FFFF
 */
public record StatusWord(int value) {
  public static final StatusWord OK = new StatusWord(0x9000);
  public static final StatusWord WRONG = new StatusWord(0x6300);
  public static final StatusWord NO_ENVIRONMENT = new StatusWord(0x6600);
  public static final StatusWord WRONG_LENGTH = new StatusWord(0x6700);
  public static final StatusWord PIN_MISSING = new StatusWord(0x6982);
  public static final StatusWord PIN_BLOCKED = new StatusWord(0x6983);
  public static final StatusWord CONDITIONS = new StatusWord(0x6985);
  public static final StatusWord NO_FILE_SELECTED = new StatusWord(0x6986);
  public static final StatusWord NO_APPLICATION = new StatusWord(0x6999);
  public static final StatusWord WRONG_DATA = new StatusWord(0x6A80);
  public static final StatusWord NO_FILE = new StatusWord(0x6A82);
  public static final StatusWord NO_ROOM = new StatusWord(0x6A84);
  public static final StatusWord NO_REFERENCE = new StatusWord(0x6A88);
  public static final StatusWord WRONG_PARAMETERS = new StatusWord(0x6B00);
  public static final StatusWord NO_INSTRUCTION = new StatusWord(0x6D00);
  public static final StatusWord NO_CLASS = new StatusWord(0x6E00);

  public StatusWord {
    if ((value & ~0xFFFF) != 0) {
      throw new IllegalArgumentException("A status word has two octets.");
    }
  }

  /** The one in two octets. */
  static StatusWord at(byte[] octets, int offset) {
    return new StatusWord((octets[offset] & 0xFF) << 8 | octets[offset + 1] & 0xFF);
  }

  /** Whether the command was carried out: 9000. */
  public boolean ok() {
    return value == 0x9000;
  }

  /** Whether more octets wait to be fetched: 61xx. */
  boolean moreWaits() {
    return value >> 8 == 0x61;
  }

  /** Whether the expected length must be another one: 6Cxx. */
  boolean wrongExpected() {
    return value >> 8 == 0x6C;
  }

  /** The number of octets that 61xx and 6Cxx name, 1 to 256. */
  int announced() {
    int low = value & 0xFF;
    return low == 0 ? 256 : low;
  }

  /** How often a PIN may still be tried when this is 63Cx; else -1. */
  public int triesLeft() {
    return (value & 0xFFF0) == 0x63C0 ? value & 0xF : -1;
  }

  /** What it says, in a few words. */
  public String meaning() {
    return switch (value) {
      case 0x9000 -> "done";
      case 0x6300 -> "wrong value";
      case 0x6581 -> "the card's memory fails";
      case 0x6600 -> "no such security environment";
      case 0x6700 -> "wrong length";
      case 0x6982 -> "the PIN must be given first";
      case 0x6983 -> "the PIN is blocked";
      case 0x6985 -> "not allowed now";
      case 0x6986 -> "no file is selected";
      case 0x6999 -> "no application is selected";
      case 0x6A80 -> "wrong data";
      case 0x6A82 -> "no such file";
      case 0x6A84 -> "no room";
      case 0x6A88 -> "no such key or record";
      case 0x6B00 -> "wrong parameters";
      case 0x6D00 -> "no such command";
      case 0x6E00 -> "no such class of commands";
      default -> triesLeft() >= 0 ? triesLeft() + " tries left" : "an error";
    };
  }

  /** The octets in hex and what they say. */
  @Override
  public String toString() {
    return String.format("%04X, %s", value, meaning());
  }
}
