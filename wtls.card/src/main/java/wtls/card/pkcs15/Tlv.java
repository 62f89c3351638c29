package wtls.card.pkcs15;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One data object of BER: a tag of one octet and its value. Lengths are definite. Lenient: integers
 * may have leading zeros, as WAP-260 9.1 asks for with its fixed sizes.
 *
 * @param tag 0 to FF
 * @param value not copied
 */
record Tlv(int tag, byte[] value) {
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int OID = 0x06;
  static final int UTF8 = 0x0C;
  static final int SEQUENCE = 0x30;

  private static final int PADDING = 0xFF;
  private static final int ERASED = 0x00;

  /** The objects that follow each other in {@code octets}, all of which they must fill. */
  static List<Tlv> sequence(byte[] octets) throws MalformedObjectException {
    List<Tlv> objects = new ArrayList<>();
    Position position = new Position(octets);
    while (position.offset < octets.length) {
      objects.add(position.next());
    }
    return objects;
  }

  /** The objects in a directory file; skips padding and erased ones (WAP-260 9.1). */
  static List<Tlv> directory(byte[] file) throws MalformedObjectException {
    List<Tlv> objects = new ArrayList<>();
    Position position = new Position(file);
    while (position.offset < file.length) {
      int tag = file[position.offset] & 0xFF;
      if (tag == PADDING) {
        position.offset++;
      } else if (tag == ERASED) {
        if (position.restIsZero()) {
          break;
        }
        position.next();
      } else {
        objects.add(position.next());
      }
    }
    return objects;
  }

  /** The objects inside this one. */
  List<Tlv> children() throws MalformedObjectException {
    return sequence(value);
  }

  /** The first object inside this one with that tag. */
  Optional<Tlv> child(int childTag) throws MalformedObjectException {
    return children().stream().filter(child -> child.tag == childTag).findFirst();
  }

  /** The value as a number, 0 to 2^31-1, whatever the tag. */
  int number() throws MalformedObjectException {
    long number = 0;
    for (byte octet : value) {
      number = number << 8 | octet & 0xFF;
      if (number > Integer.MAX_VALUE) {
        throw new MalformedObjectException("A number is too large.");
      }
    }
    if (value.length == 0) {
      throw new MalformedObjectException("A number is empty.");
    }
    return (int) number;
  }

  /** The first 32 bits of a bit string, bit 0 as the most significant. */
  int bits() throws MalformedObjectException {
    if (tag != BIT_STRING || value.length == 0 || value[0] < 0 || value[0] > 7) {
      throw new MalformedObjectException("A bit string is malformed.");
    }
    int bits = 0;
    for (int i = 1; i < value.length && i <= 4; i++) {
      bits |= (value[i] & 0xFF) << (32 - 8 * i);
    }
    return bits;
  }

  private static final class Position {
    private final byte[] octets;
    private int offset;

    Position(byte[] octets) {
      this.octets = octets;
    }

    boolean restIsZero() {
      for (int i = offset; i < octets.length; i++) {
        if (octets[i] != 0) {
          return false;
        }
      }
      return true;
    }

    Tlv next() throws MalformedObjectException {
      int tag = octet();
      if ((tag & 0x1F) == 0x1F) {
        throw new MalformedObjectException("A tag has more than one octet.");
      }
      int length = length();
      if (length > octets.length - offset) {
        throw new MalformedObjectException(
            "An object ends behind what holds it: a length is wrong.");
      }
      byte[] value = Arrays.copyOfRange(octets, offset, offset + length);
      offset += length;
      return new Tlv(tag, value);
    }

    private int length() throws MalformedObjectException {
      int first = octet();
      if (first < 0x80) {
        return first;
      }
      int size = first & 0x7F;
      if (size == 0 || size > 3) {
        throw new MalformedObjectException("A length is indefinite or too large.");
      }
      int length = 0;
      for (int i = 0; i < size; i++) {
        length = length << 8 | octet();
      }
      return length;
    }

    private int octet() throws MalformedObjectException {
      if (offset >= octets.length) {
        throw new MalformedObjectException("An object is cut off.");
      }
      return octets[offset++] & 0xFF;
    }
  }
}
