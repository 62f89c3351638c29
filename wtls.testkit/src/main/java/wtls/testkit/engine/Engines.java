package wtls.testkit.engine;

import java.util.ArrayList;
import java.util.List;
import wtls.testkit.card.TestCard;

/** All engines there are: whatever holds for one must hold for each. */
public final class Engines {
  private Engines() {}

  /** For {@code @MethodSource}. */
  public static List<EngineUnderTest> all() {
    List<EngineUnderTest> all =
        new ArrayList<>(
            List.of(
                new PhoneEngineUnderTest(),
                CardEngineUnderTest.storage(),
                CardEngineUnderTest.crypto(),
                CardEngineUnderTest.plainWim()));
    if (TestCard.protectsRecords()) {
      all.add(CardEngineUnderTest.full());
    }
    return all;
  }
}
