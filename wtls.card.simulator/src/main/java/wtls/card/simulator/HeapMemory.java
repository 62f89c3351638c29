package wtls.card.simulator;

import java.util.Arrays;

/** A card's octets in an array: the card ends with its object. */
final class HeapMemory implements CardMemory {
  private final byte[] octets;

  HeapMemory(int size) {
    octets = new byte[size];
  }

  @Override
  public byte[] read() {
    return octets.clone();
  }

  @Override
  public void write(int at, byte value) {
    octets[at] = value;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    Arrays.fill(octets, (byte) 0);
  }
}
