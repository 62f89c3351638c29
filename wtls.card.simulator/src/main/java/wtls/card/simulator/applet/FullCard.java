package wtls.card.simulator.applet;

import wtls.card.applet.FullApplet;

/** The full card, class 3. Public, for jCardSim calls {@code install} by reflection. */
public final class FullCard extends FullApplet {
  private FullCard(byte[] parameters, short offset, byte length) {
    super(MemorySource.current(), parameters, offset, length);
  }

  /** Called by jCardSim. */
  public static void install(byte[] parameters, short offset, byte length) {
    new FullCard(parameters, offset, length).enrol(parameters, offset, length);
  }
}
