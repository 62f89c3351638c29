package wtls.card.simulator.applet;

import wtls.card.applet.CryptoApplet;

/** The crypto card, class 2. Public, for jCardSim calls {@code install} by reflection. */
public final class CryptoCard extends CryptoApplet {
  private CryptoCard(byte[] parameters, short offset, byte length) {
    super(MemorySource.current(), parameters, offset, length);
  }

  /** Called by jCardSim. */
  public static void install(byte[] parameters, short offset, byte length) {
    new CryptoCard(parameters, offset, length).enrol(parameters, offset, length);
  }
}
