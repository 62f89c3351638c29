package wtls.protocol.codec;

import java.util.Arrays;
import java.util.Objects;

/**
 * Reads big-endian values from a part of an array. Never reads past the end of that part, and never
 * allocates more than what remains of it. For use by one thread.
 *
 * <p>Each method takes the name of the field that it reads, for the {@link DecodeException} that it
 * throws when the field does not fit.
 */
public final class OctetReader {
  private final byte[] data;
  private final int end;
  private int position;

  /** Reads the whole of {@code data}, which is not copied. */
  public OctetReader(byte[] data) {
    this(data, 0, data.length);
  }

  /**
   * Reads {@code length} octets of {@code data} from {@code offset} on; nothing is copied.
   *
   * @throws IndexOutOfBoundsException when the array does not have them
   */
  public OctetReader(byte[] data, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, data.length);
    this.data = data;
    this.position = offset;
    this.end = offset + length;
  }

  /** How many octets are left. */
  public int remaining() {
    return end - position;
  }

  /** Where the next octet is, counted from the start of the array. */
  public int offset() {
    return position;
  }

  /** One octet. */
  public int uint8(String field) throws DecodeException {
    require(field, 1);
    return data[position++] & 0xFF;
  }

  /** Two octets. */
  public int uint16(String field) throws DecodeException {
    require(field, 2);
    int value = (data[position] & 0xFF) << 8 | data[position + 1] & 0xFF;
    position += 2;
    return value;
  }

  /** Four octets, unsigned. */
  public long uint32(String field) throws DecodeException {
    require(field, 4);
    long high = uint16(field);
    return high << 16 | uint16(field);
  }

  /** A copy of the next {@code count} octets. */
  public byte[] octets(String field, int count) throws DecodeException {
    require(field, count);
    byte[] copy = Arrays.copyOfRange(data, position, position + count);
    position += count;
    return copy;
  }

  /**
   * A copy of what a vector with a length of one octet holds: {@code min} to {@code max} octets.
   */
  public byte[] vector8(String field, int min, int max) throws DecodeException {
    return octets(field, length(field, 1, min, max));
  }

  /**
   * A copy of what a vector with a length of two octets holds: {@code min} to {@code max} octets.
   */
  public byte[] vector16(String field, int min, int max) throws DecodeException {
    return octets(field, length(field, 2, min, max));
  }

  /** A reader over what a vector with a length of one octet holds; this reader moves past it. */
  public OctetReader vectorReader8(String field, int min, int max) throws DecodeException {
    return part(length(field, 1, min, max));
  }

  /** A reader over what a vector with a length of two octets holds; this reader moves past it. */
  public OctetReader vectorReader16(String field, int min, int max) throws DecodeException {
    return part(length(field, 2, min, max));
  }

  /**
   * Moves past octets that the caller knows to remain.
   *
   * @throws IndexOutOfBoundsException when they do not
   */
  public void skip(int count) {
    Objects.checkFromIndexSize(position, count, end);
    position += count;
  }

  /**
   * A copy of octets that were read already.
   *
   * @param from where they begin, an earlier {@link #offset}
   */
  public byte[] since(int from) {
    Objects.checkFromToIndex(from, position, end);
    return Arrays.copyOfRange(data, from, position);
  }

  /** Checks that nothing is left of {@code field}. */
  public void expectEnd(String field) throws DecodeException {
    if (position != end) {
      throw problem(field, position, "is followed by " + remaining() + " octets too many");
    }
  }

  /** An exception about {@code field}, which begins at {@code offset}. */
  public DecodeException problem(String field, int offset, String problem) {
    return new DecodeException(field, offset, problem);
  }

  private int length(String field, int size, int min, int max) throws DecodeException {
    int start = position;
    int length = size == 1 ? uint8(field) : uint16(field);
    if (length < min || length > max) {
      String bounds = "has length " + length + ", which is not within " + min + " to " + max;
      throw problem(field, start, bounds);
    }
    if (length > remaining()) {
      throw problem(field, start, "has length " + length + ", but " + remaining() + " remain");
    }
    return length;
  }

  private OctetReader part(int length) {
    OctetReader part = new OctetReader(data, position, length);
    position += length;
    return part;
  }

  private void require(String field, int count) throws DecodeException {
    if (count > remaining()) {
      throw problem(field, position, "needs " + count + " octets, but " + remaining() + " remain");
    }
  }
}
