package wtls.card.applet;

import javacard.framework.Util;

/** The object identifiers of the curves with a WTLS number (WAP-261 appendix A). */
final class CurveNames {
  /** 2.23.43.1.4: the number follows. */
  private static final byte[] WAP = {0x67, 0x2B, 0x01, 0x04};

  /** 1.3.132.0: a number of SEC 2 follows. */
  private static final byte[] SEC = {0x2B, (byte) 0x81, 0x04, 0x00};

  private static final byte[] C2PNB163V1 = {
    0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x03, 0x00, 0x01
  };

  /** Pairs: SEC 2's number, WTLS's number. */
  private static final byte[] SEC_NUMBERS = {1, 3, 4, 4, 6, 6, 8, 7, 26, 10, 27, 11, 33, 12};

  private CurveNames() {}

  /** The WTLS number of the curve with this identifier; other curves end the command with 6A80. */
  static short find(byte[] octets, short at, short length) {
    short number = 0;
    if (is(octets, at, length, C2PNB163V1, (short) 0)) {
      number = 5;
    } else if (is(octets, at, length, WAP, (short) 1)) {
      number = octets[(short) (at + 4)];
    } else if (is(octets, at, length, SEC, (short) 1)) {
      number = ofSec(octets[(short) (at + 4)]);
    }
    Status.check(number > 0, Status.DATA);
    return number;
  }

  private static boolean is(byte[] octets, short at, short length, byte[] name, short more) {
    short size = (short) name.length;
    return length == (short) (size + more)
        && Util.arrayCompare(octets, at, name, (short) 0, size) == 0;
  }

  private static short ofSec(byte number) {
    for (short i = 0; i < (short) SEC_NUMBERS.length; i += 2) {
      if (SEC_NUMBERS[i] == number) {
        return SEC_NUMBERS[(short) (i + 1)];
      }
    }
    return 0;
  }
}
