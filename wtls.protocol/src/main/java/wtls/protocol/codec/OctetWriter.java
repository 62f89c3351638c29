package wtls.protocol.codec;

import java.util.Arrays;

/**
 * Writes big-endian values to an array that grows. For use by one thread.
 *
 * <p>Arrays that it outgrows are wiped, so that what was written exists only in {@link #array}.
 * Values that do not fit their field are the caller's mistake: {@link IllegalArgumentException}.
 */
public final class OctetWriter {
  private byte[] data;
  private int size;

  /** With room for a typical handshake message. */
  public OctetWriter() {
    this(128);
  }

  /** With room for {@code capacity} octets. */
  public OctetWriter(int capacity) {
    this.data = new byte[capacity];
  }

  /** How many octets were written. */
  public int size() {
    return size;
  }

  /** The array written to, not a copy: its first {@link #size} octets count. */
  public byte[] array() {
    return data;
  }

  /** A copy of what was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(data, size);
  }

  /** Wipes what was written, and begins again. */
  public void clear() {
    Arrays.fill(data, 0, size, (byte) 0);
    size = 0;
  }

  /** One octet. */
  public OctetWriter uint8(int value) {
    check(value, 0xFF);
    room(1);
    data[size++] = (byte) value;
    return this;
  }

  /** Two octets. */
  public OctetWriter uint16(int value) {
    check(value, 0xFFFF);
    room(2);
    put16(size, value);
    size += 2;
    return this;
  }

  /** Four octets, unsigned. */
  public OctetWriter uint32(long value) {
    check(value, 0xFFFFFFFFL);
    return uint16((int) (value >>> 16)).uint16((int) value & 0xFFFF);
  }

  /** All octets of {@code value}. */
  public OctetWriter octets(byte[] value) {
    return octets(value, 0, value.length);
  }

  /** {@code length} octets of {@code value} from {@code offset} on. */
  public OctetWriter octets(byte[] value, int offset, int length) {
    room(length);
    System.arraycopy(value, offset, data, size, length);
    size += length;
    return this;
  }

  /** A vector whose length takes one octet. */
  public OctetWriter vector8(byte[] value) {
    return uint8(value.length).octets(value);
  }

  /** A vector whose length takes two octets. */
  public OctetWriter vector16(byte[] value) {
    return uint16(value.length).octets(value);
  }

  /**
   * Begins a vector whose length takes two octets and is known only later.
   *
   * @return what to give to {@link #end16}
   */
  public int begin16() {
    uint16(0);
    return size;
  }

  /** Ends the vector that {@link #begin16} began: all written since is its content. */
  public OctetWriter end16(int begin) {
    int length = size - begin;
    check(length, 0xFFFF);
    put16(begin - 2, length);
    return this;
  }

  /**
   * Makes room for {@code count} octets that the caller will write to {@link #array} itself; until
   * then they hold anything.
   *
   * @return where they begin
   */
  public int reserve(int count) {
    room(count);
    int start = size;
    size += count;
    return start;
  }

  /** Takes back what was written from {@code newSize} on, and wipes it. */
  public void truncate(int newSize) {
    Arrays.fill(data, newSize, size, (byte) 0);
    size = newSize;
  }

  private void put16(int at, int value) {
    data[at] = (byte) (value >>> 8);
    data[at + 1] = (byte) value;
  }

  private void room(int count) {
    if (count > data.length - size) {
      byte[] larger = Arrays.copyOf(data, Math.max(size + count, 2 * data.length));
      Arrays.fill(data, (byte) 0);
      data = larger;
    }
  }

  private static void check(long value, long max) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException(value + " does not fit a field of 0 to " + max + ".");
    }
  }
}
