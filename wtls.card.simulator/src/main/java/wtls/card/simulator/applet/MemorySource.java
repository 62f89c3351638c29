package wtls.card.simulator.applet;

import com.licel.jcardsim.base.SimulatorSystem;
import wtls.card.applet.Memory;

/** A jCardSim runtime that has the memory for the applet which it installs. */
public interface MemorySource {

  /** What the card remembers. */
  Memory memory();

  /** That of the runtime in which an applet is being installed by this thread. */
  static Memory current() {
    return ((MemorySource) SimulatorSystem.instance()).memory();
  }
}
