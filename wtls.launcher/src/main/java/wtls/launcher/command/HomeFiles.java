package wtls.launcher.command;

import java.nio.file.Path;
import java.util.Optional;
import wtls.launcher.home.Home;
import wtls.launcher.service.PhoneSettings;

/** What the files in a home are called. */
final class HomeFiles {
  /** The root of the small CA that a gateway makes; what a client trusts. */
  static final String ROOTS = "ca.wtls";

  private HomeFiles() {}

  /** The encrypted store of the phone engine, and its key. */
  static Optional<PhoneSettings.Store> phoneStore(Home home) {
    Path file = home.resolve("phone.store");
    return Optional.of(new PhoneSettings.Store(file, home.resolve("phone.key")));
  }
}
