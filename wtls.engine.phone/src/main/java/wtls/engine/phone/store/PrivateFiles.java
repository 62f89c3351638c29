package wtls.engine.phone.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner may read, replaced as a whole or not at all. */
final class PrivateFiles {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private PrivateFiles() {}

  /** Whether the file system of this path, whose parent exists, knows about owners and others. */
  static boolean hasPermissions(Path file) {
    return Files.getFileAttributeView(
            file.toAbsolutePath().getParent(), PosixFileAttributeView.class)
        != null;
  }

  /** Makes the folder of this file, for the owner only, where it is missing. */
  static void createFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
      Files.createDirectories(folder, posix ? new FileAttribute<?>[] {OWNER_FOLDER} : none());
    }
  }

  /** Makes the file, empty, where it is missing. */
  static void createEmpty(Path file) throws IOException {
    try {
      Files.createFile(file, attributes(file));
    } catch (FileAlreadyExistsException e) {
      // Another process was faster, or it was there before.
    }
  }

  /**
   * Replaces the file. After a crash at any point there is the old or the new one, whole; what has
   * been written when this returns survives a power failure.
   */
  static void write(Path file, byte[] octets) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    Files.deleteIfExists(temporary);
    Files.createFile(temporary, attributes(file));
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(octets);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceFolder(file.toAbsolutePath().getParent());
  }

  /** The typed error for what the file system refused. */
  static StoreException inaccessible(Path file, IOException cause) {
    return new StoreException(
        StoreException.Reason.INACCESSIBLE,
        "Cannot read or write "
            + file
            + ": "
            + cause.getClass().getSimpleName()
            + "; check that the path and its permissions are right.",
        cause);
  }

  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Some systems cannot open folders; the rename is then as durable as they make it.
    }
  }

  private static FileAttribute<?>[] attributes(Path file) {
    return hasPermissions(file) ? new FileAttribute<?>[] {OWNER_ONLY} : none();
  }

  private static FileAttribute<?>[] none() {
    return new FileAttribute<?>[0];
  }
}
