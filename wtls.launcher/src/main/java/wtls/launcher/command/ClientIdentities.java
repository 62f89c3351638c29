package wtls.launcher.command;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import wtls.gateway.authority.Authority;
import wtls.gateway.authority.IdentityException;
import wtls.gateway.authority.KeyKind;
import wtls.launcher.home.Home;

/** Keys and certificates for clients, from the small CA in the home. */
final class ClientIdentities {
  private ClientIdentities() {}

  /**
   * The files of a client, one for each kind of key; made if they are not there, which may take
   * some seconds.
   */
  static List<Path> of(String name, Home home) throws CommandFailure {
    try (Authority authority =
        Authority.openOrCreate(home.folder(), InstantSource.system(), new SecureRandom())) {
      List<Path> files = new ArrayList<>();
      for (KeyKind kind : KeyKind.values()) {
        files.add(authority.client(name, kind));
      }
      return files;
    } catch (IdentityException e) {
      throw new CommandFailure(ExitCode.ENVIRONMENT, e.getMessage(), e);
    }
  }
}
