package wtls.card.simulator;

import java.io.IOException;

/**
 * A card's memory behind its power supply: with the power off, no octet is written any more. The
 * card's thread writes; any thread may cut.
 */
final class Supply {
  private final CardMemory memory;
  private boolean on;
  private boolean removed;
  private long writes;
  private long cutAt = Long.MAX_VALUE;
  private Throwable failure;

  Supply(CardMemory memory) {
    this.memory = memory;
  }

  /** Switches the power on and reads what the card remembers. */
  synchronized byte[] on() throws IOException {
    if (removed) {
      throw new PowerCut("The card was pulled.", null);
    }
    on = false;
    cutAt = Long.MAX_VALUE;
    failure = null;
    byte[] octets = memory.read();
    on = true;
    return octets;
  }

  /** Cuts the power for ever; when this returns nothing more is written. */
  synchronized void remove() {
    removed = true;
    on = false;
  }

  synchronized boolean isOn() {
    return on;
  }

  /** What ended the supply, when it was not cut on purpose; else null. */
  synchronized Throwable failure() {
    return failure;
  }

  /** Cuts the power in place of the n-th write from now on. */
  synchronized void cutAt(long n) {
    cutAt = writes + n;
  }

  /** How many octets were written since the card was made an object. */
  synchronized long writes() {
    return writes;
  }

  synchronized void write(int at, byte value) {
    if (on && writes + 1 == cutAt) {
      on = false;
    }
    if (!on) {
      throw new PowerCut("The power is off.", failure);
    }
    try {
      memory.write(at, value);
      writes++;
    } catch (IOException e) {
      fail(e);
    }
  }

  synchronized void flush() {
    try {
      memory.flush();
    } catch (IOException e) {
      fail(e);
    }
  }

  private void fail(IOException e) {
    on = false;
    failure = e;
    throw new PowerCut("The card's memory cannot be written.", e);
  }
}
