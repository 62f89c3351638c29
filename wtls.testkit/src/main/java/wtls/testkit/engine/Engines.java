package wtls.testkit.engine;

import java.util.List;

/** All engines there are: whatever holds for one must hold for each. */
public final class Engines {
  private Engines() {}

  /** For {@code @MethodSource}. */
  public static List<EngineUnderTest> all() {
    return List.of(
        new PhoneEngineUnderTest(),
        CardEngineUnderTest.storage(),
        CardEngineUnderTest.crypto(),
        CardEngineUnderTest.plainWim());
  }
}
