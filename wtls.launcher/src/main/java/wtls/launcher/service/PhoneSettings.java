package wtls.launcher.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How the phone engine is to be.
 *
 * @param store where it keeps its sessions, encrypted; empty for memory only
 * @param roots files with the certificates that it trusts
 * @param identities files with a key of its own each, and that key's certificates
 */
public record PhoneSettings(Optional<Store> store, List<Path> roots, List<Path> identities) {

  /**
   * An encrypted store.
   *
   * @param file the store
   * @param keyFile the key that it is encrypted with; made if it is not there
   */
  public record Store(Path file, Path keyFile) {}

  public PhoneSettings {
    Objects.requireNonNull(store, "store");
    roots = List.copyOf(roots);
    identities = List.copyOf(identities);
  }
}
