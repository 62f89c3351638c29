package wtls.itest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The little of connectionless WSP that these tests speak, written anew (WAP-230 8.2). */
final class ConnectionlessGet {
  private static final int GET = 0x40;
  private static final int REPLY = 0x04;
  private static final int OK = 0x20;

  private ConnectionlessGet() {}

  /** A GET without headers. */
  static byte[] of(int transaction, String url) {
    byte[] uri = url.getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream pdu = new ByteArrayOutputStream();
    pdu.write(transaction);
    pdu.write(GET);
    if (uri.length > 0x7F) {
      pdu.write(0x80 | uri.length >> 7);
    }
    pdu.write(uri.length & 0x7F);
    pdu.writeBytes(uri);
    return pdu.toByteArray();
  }

  /** The transaction that a PDU belongs to. */
  static int transaction(byte[] pdu) {
    return pdu[0] & 0xFF;
  }

  /** The body of a reply with status 200. */
  static String body(byte[] pdu) {
    if (pdu.length < 4 || pdu[1] != REPLY || pdu[2] != OK) {
      throw new AssertionError("No reply with status 200: " + Arrays.toString(pdu));
    }
    int at = 3;
    int headers = 0;
    int octet;
    do {
      octet = pdu[at++] & 0xFF;
      headers = headers << 7 | octet & 0x7F;
    } while (octet >= 0x80);
    return new String(pdu, at + headers, pdu.length - at - headers, StandardCharsets.US_ASCII);
  }
}
