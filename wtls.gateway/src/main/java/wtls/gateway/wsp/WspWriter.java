package wtls.gateway.wsp;

import java.nio.charset.StandardCharsets;
import wtls.protocol.codec.OctetWriter;

/** Writes WSP's basic types (WAP-230 8.1, 8.4.2.1 to 8.4.2.3). */
final class WspWriter {
  private static final int QUOTE = 127;
  private static final int LENGTH_QUOTE = 31;

  private final OctetWriter out = new OctetWriter();

  int size() {
    return out.size();
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }

  WspWriter uint8(int value) {
    out.uint8(value);
    return this;
  }

  WspWriter octets(byte[] value) {
    out.octets(value);
    return this;
  }

  /** An unsigned integer of at most 32 bits. */
  WspWriter uintvar(long value) {
    for (int shift = 28; shift > 0; shift -= 7) {
      if (value >>> shift != 0) {
        out.uint8(0x80 | (int) (value >>> shift) & 0x7F);
      }
    }
    out.uint8((int) value & 0x7F);
    return this;
  }

  /** An Integer-value: short below 128, else long with as few octets as it takes. */
  WspWriter integer(long value) {
    return value < 0x80 ? uint8(0x80 | (int) value) : longInteger(value);
  }

  /** A Long-integer, which dates always are. */
  WspWriter longInteger(long value) {
    int length = Math.max(1, (71 - Long.numberOfLeadingZeros(value)) / 8);
    out.uint8(length);
    for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
      out.uint8((int) (value >>> shift) & 0xFF);
    }
    return this;
  }

  /** A Text-string; where its first character could be taken for something else it is quoted. */
  WspWriter text(String value) {
    if (!value.isEmpty() && value.charAt(0) >= 127) {
      out.uint8(QUOTE);
    }
    out.octets(value.getBytes(StandardCharsets.ISO_8859_1));
    out.uint8(0);
    return this;
  }

  /** A value with its Value-length before it. */
  WspWriter withLength(WspWriter value) {
    if (value.size() < LENGTH_QUOTE) {
      out.uint8(value.size());
    } else {
      out.uint8(LENGTH_QUOTE);
      uintvar(value.size());
    }
    out.octets(value.out.array(), 0, value.size());
    return this;
  }
}
