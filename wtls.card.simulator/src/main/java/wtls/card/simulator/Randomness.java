package wtls.card.simulator;

/**
 * Real randomness for the cards. jCardSim seeds its RandomData with a constant unless a system
 * property asks for more, and reads the property each time that an applet asks for a generator. The
 * property is the whole process's: there is no narrower switch. It concerns nothing but jCardSim,
 * and a simulator that wants a fixed seed in the same process is refused rather than served.
 */
final class Randomness {
  private static final String SECURE = "com.licel.jcardsim.randomdata.secure";
  private static final String SEED = "com.licel.jcardsim.randomdata.seed";

  private Randomness() {}

  /** To be called before an applet is built. */
  static void require() {
    if (System.getProperty(SEED) != null) {
      throw new IllegalStateException(
          "The system property "
              + SEED
              + " gives all simulated cards the same random numbers: remove it.");
    }
    System.setProperty(SECURE, "1");
  }
}
