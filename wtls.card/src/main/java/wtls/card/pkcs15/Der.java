package wtls.card.pkcs15;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes data objects in DER, with the fixed sizes of WAP-260 9.1 where it wants them. */
final class Der {
  private Der() {}

  static byte[] object(int tag, byte[]... parts) {
    byte[] value = join(parts);
    ByteArrayOutputStream out = new ByteArrayOutputStream(value.length + 4);
    out.write(tag);
    int length = value.length;
    if (length >= 0x100) {
      out.write(0x82);
      out.write(length >> 8);
    } else if (length >= 0x80) {
      out.write(0x81);
    }
    out.write(length);
    out.writeBytes(value);
    return out.toByteArray();
  }

  static byte[] sequence(byte[]... parts) {
    return object(Tlv.SEQUENCE, parts);
  }

  static byte[] octets(byte[] value) {
    return object(Tlv.OCTET_STRING, value);
  }

  static byte[] utf8(String text) {
    return object(Tlv.UTF8, text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] oid(String dotted) {
    return object(Tlv.OID, Oid.encode(dotted));
  }

  /** The shortest form. */
  static byte[] integer(int tag, int number) {
    int size = 1;
    while (size < 4 && number >> (8 * size - 1) != 0) {
      size++;
    }
    byte[] value = new byte[size];
    for (int i = 0; i < size; i++) {
      value[size - 1 - i] = (byte) (number >> (8 * i));
    }
    return object(tag, value);
  }

  /** Two octets whatever the number, so that it can be overwritten in place. */
  static byte[] fixedInteger(int tag, int number) {
    return object(tag, new byte[] {(byte) (number >> 8), (byte) number});
  }

  /** The named bits, bit 0 as the most significant, without trailing zeros. */
  static byte[] bits(int... numbers) {
    int set = 0;
    for (int number : numbers) {
      set |= 0x80000000 >>> number;
    }
    if (set == 0) {
      return object(Tlv.BIT_STRING, new byte[] {0});
    }
    int used = 32 - Integer.numberOfTrailingZeros(set);
    int size = (used + 7) / 8;
    byte[] value = new byte[size + 1];
    value[0] = (byte) (size * 8 - used);
    for (int i = 0; i < size; i++) {
      value[i + 1] = (byte) (set >>> (24 - 8 * i));
    }
    return object(Tlv.BIT_STRING, value);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
