package wtls.engine.phone;

import java.util.EnumSet;
import java.util.Optional;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.engine.Embodiment;
import wtls.api.engine.EngineProfile;
import wtls.protocol.engine.Offers;

/** What the phone engine can do: all of WAP-261. */
final class PhoneProfile {
  static final String NAME = "phone";
  static final int LARGEST_RSA_KEY = 4096;

  private PhoneProfile() {}

  static EngineProfile create() {
    return new EngineProfile(
        NAME,
        Embodiment.PHONE,
        Optional.empty(),
        Offers.software(),
        EnumSet.allOf(BulkCipher.class),
        EnumSet.allOf(MacAlgorithm.class),
        LARGEST_RSA_KEY,
        EngineProfile.UNLIMITED_RECORD,
        true);
  }
}
