package wtls.card.transport;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * A command to a card (ISO 7816-4): header, data, and how many octets are wanted back. Encoded
 * short where that is possible, else extended.
 *
 * @param cla class
 * @param ins instruction
 * @param p1 first parameter
 * @param p2 second parameter
 * @param data 0 to 65535 octets; not copied, so that whoever made it can wipe it
 * @param expected the most octets of data in the response, 0 to 65536; 0 sends no expected length
 */
public record CommandApdu(int cla, int ins, int p1, int p2, byte[] data, int expected) {
  /** The most octets of data in a short command. */
  public static final int SHORT_DATA = 255;

  /** The most octets of data in the response to a short command. */
  public static final int SHORT_EXPECTED = 256;

  private static final byte[] NOTHING = {};

  public CommandApdu {
    Objects.requireNonNull(data, "data");
    if (((cla | ins | p1 | p2) & ~0xFF) != 0) {
      throw new IllegalArgumentException("The header of a command has octets, not larger numbers.");
    }
    if (data.length > 0xFFFF || expected < 0 || expected > 0x10000) {
      throw new IllegalArgumentException(
          "No APDU carries " + data.length + " octets of data and asks for " + expected + ".");
    }
  }

  /** A command without data. */
  public static CommandApdu of(int cla, int ins, int p1, int p2, int expected) {
    return new CommandApdu(cla, ins, p1, p2, NOTHING, expected);
  }

  /** The command in these octets, short or extended; empty when they are none. */
  public static Optional<CommandApdu> parse(byte[] octets) {
    if (octets.length < 4) {
      return Optional.empty();
    }
    int rest = octets.length - 4;
    if (rest == 0) {
      return Optional.of(at(octets, 0, 0, 0));
    }
    int first = octets[4] & 0xFF;
    if (rest == 1) {
      return Optional.of(at(octets, 0, 0, first == 0 ? SHORT_EXPECTED : first));
    }
    return first != 0 ? parseShort(octets, first) : parseExtended(octets);
  }

  private static Optional<CommandApdu> parseShort(byte[] octets, int length) {
    int behind = octets.length - 5 - length;
    return switch (behind) {
      case 0 -> Optional.of(at(octets, 5, length, 0));
      case 1 -> {
        int expected = octets[octets.length - 1] & 0xFF;
        yield Optional.of(at(octets, 5, length, expected == 0 ? SHORT_EXPECTED : expected));
      }
      default -> Optional.empty();
    };
  }

  private static Optional<CommandApdu> parseExtended(byte[] octets) {
    if (octets.length < 7) {
      return Optional.empty();
    }
    int length = number(octets, 5);
    if (octets.length == 7) {
      return Optional.of(at(octets, 0, 0, length == 0 ? 0x10000 : length));
    }
    int behind = octets.length - 7 - length;
    if (length == 0 || (behind != 0 && behind != 2)) {
      return Optional.empty();
    }
    int expected = behind == 0 ? 0 : number(octets, octets.length - 2);
    return Optional.of(at(octets, 7, length, behind == 2 && expected == 0 ? 0x10000 : expected));
  }

  private static CommandApdu at(byte[] octets, int offset, int length, int expected) {
    byte[] data = Arrays.copyOfRange(octets, offset, offset + length);
    return new CommandApdu(
        octets[0] & 0xFF, octets[1] & 0xFF, octets[2] & 0xFF, octets[3] & 0xFF, data, expected);
  }

  private static int number(byte[] octets, int offset) {
    return (octets[offset] & 0xFF) << 8 | octets[offset + 1] & 0xFF;
  }

  /** Whether it needs an extended APDU. */
  public boolean extended() {
    return data.length > SHORT_DATA || expected > SHORT_EXPECTED;
  }

  /** The octets to send, a new array, to be wiped by the caller when the data are secret. */
  public byte[] encode() {
    boolean extended = extended();
    int prefix = extended ? 1 : 0;
    int lengthSize = data.length == 0 ? 0 : prefix * 2 + 1;
    int expectedSize = expected == 0 ? 0 : extended ? (data.length == 0 ? 3 : 2) : 1;
    byte[] octets = new byte[4 + lengthSize + data.length + expectedSize];
    octets[0] = (byte) cla;
    octets[1] = (byte) ins;
    octets[2] = (byte) p1;
    octets[3] = (byte) p2;
    if (data.length > 0) {
      putNumber(octets, 4, lengthSize, data.length);
      System.arraycopy(data, 0, octets, 4 + lengthSize, data.length);
    }
    putNumber(octets, octets.length - expectedSize, expectedSize, expected);
    return octets;
  }

  /** Big-endian; what does not fit is cut off, so that 256 and 65536 become zeros. */
  private static void putNumber(byte[] octets, int offset, int size, int number) {
    int significant = Math.min(size, size == 1 ? 1 : 2);
    for (int i = 0; i < significant; i++) {
      octets[offset + size - 1 - i] = (byte) (number >> (8 * i));
    }
  }

  /** The same command with other data. */
  public CommandApdu withData(byte[] other) {
    return new CommandApdu(cla, ins, p1, p2, other, expected);
  }

  /** The same command with another expected length. */
  public CommandApdu withExpected(int other) {
    return new CommandApdu(cla, ins, p1, p2, data, other);
  }

  /** Overwrites the data with zeros. */
  public void wipe() {
    Arrays.fill(data, (byte) 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CommandApdu that
        && cla == that.cla
        && ins == that.ins
        && p1 == that.p1
        && p2 == that.p2
        && expected == that.expected
        && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return Objects.hash(cla, ins, p1, p2, expected, Arrays.hashCode(data));
  }

  /** The header and the lengths; no data, which may be secret. */
  @Override
  public String toString() {
    return String.format(
        "%02X %02X %02X %02X, %d octets, expects %d", cla, ins, p1, p2, data.length, expected);
  }
}
