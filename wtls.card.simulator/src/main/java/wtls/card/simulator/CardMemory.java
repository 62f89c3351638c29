package wtls.card.simulator;

import java.io.IOException;

/** Where a card's octets are while it has no power. One thread at a time. */
interface CardMemory extends AutoCloseable {
  /** All octets, a new array. */
  byte[] read() throws IOException;

  /** Changes one octet. A crash of the process after the return loses nothing. */
  void write(int at, byte value) throws IOException;

  /** Makes all writes so far survive a crash of the machine, where the card promises that. */
  void flush() throws IOException;

  @Override
  void close();
}
