package wtls.itest.phone;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Messages between a phone and the process that its card is in: two octets of length, one that says
 * what it is, the message. Nothing is buffered, so that no copy of a secret stays in this layer.
 */
final class CardWire {
  static final int COMMAND = 0;
  static final int RESET = 1;
  static final int REMOVED = 2;

  private CardWire() {}

  /** A message; {@code octets} stay the receiver's. */
  record Message(int kind, byte[] octets) {}

  static void write(OutputStream out, int kind, byte[] octets) throws IOException {
    out.write(new byte[] {(byte) (octets.length >> 8), (byte) octets.length, (byte) kind});
    out.write(octets);
  }

  static Message read(InputStream in) throws IOException {
    byte[] head = fill(in, new byte[3]);
    byte[] octets = fill(in, new byte[(head[0] & 0xFF) << 8 | head[1] & 0xFF]);
    return new Message(head[2], octets);
  }

  private static byte[] fill(InputStream in, byte[] octets) throws IOException {
    for (int at = 0; at < octets.length; ) {
      int read = in.read(octets, at, octets.length - at);
      if (read < 0) {
        throw new EOFException();
      }
      at += read;
    }
    return octets;
  }
}
