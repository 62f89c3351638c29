package wtls.gateway.wsp;

import java.nio.charset.StandardCharsets;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.codec.OctetReader;

/** Reads WSP's basic types from a part of an array (WAP-230 8.1, 8.4.2.1 to 8.4.2.3). */
final class WspReader {
  private static final int QUOTE = 127;
  private static final int LENGTH_QUOTE = 31;

  private final byte[] data;
  private final OctetReader in;

  WspReader(byte[] data) {
    this(data, new OctetReader(data));
  }

  private WspReader(byte[] data, OctetReader in) {
    this.data = data;
    this.in = in;
  }

  int remaining() {
    return in.remaining();
  }

  boolean atEnd() {
    return in.remaining() == 0;
  }

  int offset() {
    return in.offset();
  }

  int uint8(String field) throws DecodeException {
    return in.uint8(field);
  }

  byte[] octets(String field, int count) throws DecodeException {
    return in.octets(field, count);
  }

  byte[] rest(String field) throws DecodeException {
    return in.octets(field, in.remaining());
  }

  void expectEnd(String field) throws DecodeException {
    in.expectEnd(field);
  }

  /** The next octet, which stays to be read. */
  int peek(String field) throws DecodeException {
    if (atEnd()) {
      throw problem(field, "is missing");
    }
    return data[in.offset()] & 0xFF;
  }

  /** Whether the next octet begins a text: a character, a quote or the end of an empty one. */
  boolean atText(String field) throws DecodeException {
    int next = peek(field);
    return next == 0 || next >= 32 && next <= QUOTE;
  }

  /** A reader over the next {@code count} octets; this one moves past them. */
  WspReader part(String field, long count) throws DecodeException {
    if (count > in.remaining()) {
      throw problem(field, "has " + count + " octets, but " + in.remaining() + " remain");
    }
    WspReader part = new WspReader(data, new OctetReader(data, in.offset(), (int) count));
    in.skip((int) count);
    return part;
  }

  /** A reader over one field value, whose extent its first octet tells (WAP-230 8.4.1.2). */
  WspReader fieldValue(String field) throws DecodeException {
    int first = peek(field);
    if (first >= 128) {
      return part(field, 1);
    }
    if (first >= 32) {
      return part(field, textEnd(field) - in.offset());
    }
    int start = in.offset();
    WspReader ahead = new WspReader(data, new OctetReader(data, start, in.remaining()));
    long length = ahead.valueLength(field);
    return part(field, ahead.offset() - start + length);
  }

  /** A uintvar of at most 32 bits in its shortest form (WAP-230 8.1.2). */
  long uintvar(String field) throws DecodeException {
    int start = in.offset();
    long value = 0;
    int octet;
    do {
      octet = in.uint8(field);
      if (value == 0 && octet == 0x80) {
        throw new DecodeException(field, start, "is not in its shortest form");
      }
      value = value << 7 | octet & 0x7F;
      if (value > 0xFFFFFFFFL) {
        throw new DecodeException(field, start, "has more than 32 bits");
      }
    } while (octet >= 0x80);
    return value;
  }

  /** A Value-length; what it counts may not be there. */
  long valueLength(String field) throws DecodeException {
    int first = in.uint8(field);
    if (first < LENGTH_QUOTE) {
      return first;
    }
    if (first > LENGTH_QUOTE) {
      throw new DecodeException(field, in.offset() - 1, "does not begin with a length");
    }
    return uintvar(field);
  }

  /** An Integer-value, short or long, of at most 63 bits. */
  long integer(String field) throws DecodeException {
    int start = in.offset();
    int first = in.uint8(field);
    if (first >= 0x80) {
      return first & 0x7F;
    }
    if (first < 1 || first > 8) {
      throw new DecodeException(field, start, "is not an integer of 1 to 8 octets");
    }
    long value = 0;
    for (byte octet : in.octets(field, first)) {
      value = value << 8 | octet & 0xFF;
    }
    if (value < 0) {
      throw new DecodeException(field, start, "has more than 63 bits");
    }
    return value;
  }

  /** A Text-string, Token-text or Extension-media, without quote octet and end. */
  String text(String field) throws DecodeException {
    int start = in.offset();
    int end = textEnd(field);
    byte[] octets = in.octets(field, end - start);
    int from = octets.length > 1 && octets[0] == QUOTE ? 1 : 0;
    String text = new String(octets, from, octets.length - 1 - from, StandardCharsets.ISO_8859_1);
    if (!Syntax.isText(text)) {
      throw new DecodeException(field, start, "has a control character");
    }
    return text;
  }

  DecodeException problem(String field, String problem) {
    return new DecodeException(field, in.offset(), problem);
  }

  private int textEnd(String field) throws DecodeException {
    int limit = in.offset() + in.remaining();
    for (int i = in.offset(); i < limit; i++) {
      if (data[i] == 0) {
        return i + 1;
      }
    }
    throw problem(field, "is a text without end");
  }
}
