package wtls.card.simulator;

import java.util.Arrays;
import java.util.HexFormat;

/** Commands for the {@link ProbeApplet}, and looks at responses. */
final class Apdu {
  private Apdu() {}

  static byte[] command(int ins) {
    return new byte[] {(byte) 0x80, (byte) ins, 0, 0};
  }

  /** A command that expects octets: up to 256 in the short form. */
  static byte[] expecting(int ins, int p2, int expected) {
    return new byte[] {(byte) 0x80, (byte) ins, 0, (byte) p2, (byte) expected};
  }

  /** A command with data that expects any answer, short where that is enough. */
  static byte[] with(int ins, byte[] data) {
    int n = data.length;
    if (n <= 255) {
      byte[] command = Arrays.copyOf(new byte[] {(byte) 0x80, (byte) ins, 0, 0, (byte) n}, n + 6);
      System.arraycopy(data, 0, command, 5, n);
      return command;
    }
    byte[] header = {(byte) 0x80, (byte) ins, 0, 0, 0, (byte) (n >> 8), (byte) n};
    byte[] command = Arrays.copyOf(header, n + 9);
    System.arraycopy(data, 0, command, 7, n);
    return command;
  }

  static byte[] data(byte[] response) {
    return Arrays.copyOf(response, response.length - 2);
  }

  static String status(byte[] response) {
    return HexFormat.of().withUpperCase().formatHex(response, response.length - 2, response.length);
  }

  static byte[] hex(String octets) {
    return HexFormat.of().parseHex(octets.replace(" ", ""));
  }
}
