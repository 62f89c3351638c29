package wtls.gateway.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only their owner can read or write, where the file system knows such a thing. */
final class OwnerOnly {
  private OwnerOnly() {}

  /**
   * Makes an empty file, and the folder that it is in.
   *
   * @throws java.nio.file.FileAlreadyExistsException when there is one
   */
  static void create(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.notExists(folder)) {
      Files.createDirectories(folder, attributes(folder.getRoot(), "rwx------"));
    }
    Files.createFile(file, attributes(folder, "rw-------"));
  }

  private static FileAttribute<?>[] attributes(Path where, String permissions) throws IOException {
    return Files.getFileStore(where).supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
