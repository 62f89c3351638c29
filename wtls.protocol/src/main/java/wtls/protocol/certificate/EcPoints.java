package wtls.protocol.certificate;

import java.util.Arrays;
import wtls.protocol.codec.OctetWriter;
import wtls.protocol.handshake.ParameterSpecifier;

/** What the two kinds of EC key have in common. */
final class EcPoints {
  private static final int UNCOMPRESSED = 4;

  private EcPoints() {}

  /** The x-coordinate of a point string: all of a compressed one, half of an uncompressed one. */
  static byte[] x(byte[] point) {
    int end = point.length > 0 && point[0] == UNCOMPRESSED ? 1 + point.length / 2 : point.length;
    return Arrays.copyOfRange(point, Math.min(1, point.length), end);
  }

  static void write(OctetWriter out, int type, ParameterSpecifier parameters, byte[] point) {
    out.uint8(type);
    parameters.write(out);
    out.vector8(point);
  }
}
