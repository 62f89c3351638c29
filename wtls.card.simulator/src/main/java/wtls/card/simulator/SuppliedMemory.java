package wtls.card.simulator;

import wtls.card.applet.Memory;

/** A card's memory whose every write reaches the card's file, as long as there is power. */
final class SuppliedMemory extends Memory {
  private final byte[] octets;
  private final Supply supply;

  SuppliedMemory(byte[] octets, Supply supply) {
    super(octets);
    this.octets = octets;
    this.supply = supply;
  }

  /** What is there from some octet on. */
  void copy(int at, byte[] to) {
    System.arraycopy(octets, at, to, 0, to.length);
  }

  // A disk keeps no order: what a transaction is made of must be there before it is decided, and
  // the
  // decision before what follows from it.
  @Override
  protected void write(short at, byte value) {
    boolean decides = at == COMMIT;
    if (decides) {
      supply.flush();
    }
    supply.write(at, value);
    super.write(at, value);
    if (decides) {
      supply.flush();
    }
  }
}
