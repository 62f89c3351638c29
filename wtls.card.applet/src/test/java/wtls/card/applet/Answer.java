package wtls.card.applet;

import java.util.Arrays;
import java.util.HexFormat;

/** What a card answered. */
record Answer(byte[] data, int status) {
  static Answer of(byte[] response) {
    int end = response.length - 2;
    int status = (response[end] & 0xFF) << 8 | response[end + 1] & 0xFF;
    return new Answer(Arrays.copyOf(response, end), status);
  }

  /** The data in upper-case hex. */
  String hex() {
    return HexFormat.of().withUpperCase().formatHex(data);
  }

  /** The status word in hex. */
  String word() {
    return String.format("%04X", status);
  }
}
