package wtls.card.applet;

/** Instruction octets. */
final class Instruction {
  // WAP-260 11.3, CLA 8X or 0X.
  static final byte VERIFY = 0x20;
  static final byte MSE = 0x22;
  static final byte CHANGE = 0x24;
  static final byte DISABLE = 0x26;
  static final byte ENABLE = 0x28;
  static final byte PSO = 0x2A;
  static final byte UNBLOCK = 0x2C;
  static final byte ASK_RANDOM = (byte) 0x84;
  static final byte SELECT = (byte) 0xA4;
  static final byte READ_BINARY = (byte) 0xB0;
  static final byte GET_RESPONSE = (byte) 0xC0;
  static final byte UPDATE_BINARY = (byte) 0xD6;

  // Our own, CLA 9X.
  static final byte INFO = 0x10;
  static final byte USE = 0x14;
  static final byte ESTABLISH = 0x16;
  static final byte FINISH = 0x18;
  static final byte SIGN = 0x1A;
  static final byte STORE = 0x1C;
  static final byte FORGET = 0x1E;
  static final byte CONNECT = 0x30;
  static final byte SEAL = 0x32;
  static final byte OPEN = 0x34;
  static final byte DISCONNECT = 0x36;
  static final byte CHECK = 0x38;
  static final byte CERTIFICATE = 0x3A;
  static final byte WINDOW = 0x3C;
  static final byte IMPORT = 0x3E;
  static final byte CREATE_FILE = 0x40;
  static final byte PUT_KEY = 0x42;
  static final byte GENERATE = 0x44;
  static final byte PUT_PIN = 0x46;
  static final byte CONFIGURE = 0x48;
  static final byte PUT_ROOT = 0x4A;
  static final byte FINALISE = 0x4E;

  private Instruction() {}
}
