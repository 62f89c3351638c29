package wtls.card.simulator.applet;

import wtls.card.applet.StorageApplet;

/** The storage card, class 1. Public, for jCardSim calls {@code install} by reflection. */
public final class StorageCard extends StorageApplet {
  private StorageCard(byte[] parameters, short offset, byte length) {
    super(MemorySource.current(), parameters, offset, length);
  }

  /** Called by jCardSim. */
  public static void install(byte[] parameters, short offset, byte length) {
    new StorageCard(parameters, offset, length).enrol(parameters, offset, length);
  }
}
