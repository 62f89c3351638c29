package wtls.card.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner can read or write, where the file system knows such a thing. */
final class OwnerOnly {
  private OwnerOnly() {}

  /** Makes a folder, and those above it, unless it is there. */
  static void createFolders(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, attributes(folder, "rwx------"));
    }
  }

  /** Makes a new folder with a name of its own. */
  static Path createTemporaryFolder(Path in, String prefix) throws IOException {
    return Files.createTempDirectory(in, prefix, attributes(in, "rwx------"));
  }

  /** Makes or replaces a file: after a crash there is the old or the new one, whole. */
  static void write(Path file, byte[] octets) throws IOException {
    Path temporary =
        Files.createTempFile(file.getParent(), ".new", "", attributes(file, "rw-------"));
    try (FileChannel channel = FileChannel.open(temporary, Set.of(StandardOpenOption.WRITE))) {
      ByteBuffer buffer = ByteBuffer.wrap(octets);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static FileAttribute<?>[] attributes(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
