package wtls.engine.phone.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** The file with the store's key: 32 random octets that only their owner may read. */
final class StoreKey {
  private static final int SIZE = 32;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private StoreKey() {}

  /**
   * Reads the key, and makes one first where there is neither key nor store.
   *
   * @return 32 octets, which the caller wipes
   */
  static byte[] readOrCreate(Path keyFile, Path storeFile, SecureRandom random)
      throws StoreException {
    try {
      if (!Files.exists(keyFile)) {
        if (Files.exists(storeFile)) {
          throw new StoreException(
              StoreException.Reason.KEY_MISSING,
              "The store "
                  + storeFile
                  + " has lost its key file "
                  + keyFile
                  + ": restore that, or move the store away to begin with an empty one.");
        }
        create(keyFile, random);
      }
      return read(keyFile);
    } catch (StoreException e) {
      throw e;
    } catch (IOException e) {
      throw PrivateFiles.inaccessible(keyFile, e);
    }
  }

  private static void create(Path file, SecureRandom random) throws IOException {
    byte[] key = new byte[SIZE];
    random.nextBytes(key);
    try {
      PrivateFiles.write(file, key);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static byte[] read(Path file) throws IOException {
    if (!isPrivate(file)) {
      throw new StoreException(
          StoreException.Reason.KEY_UNFIT,
          "Others than its owner may read the key file " + file + ": run chmod 600 on it.");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(SIZE + 1);
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
      byte[] read = buffer.array();
      try {
        if (buffer.position() != SIZE) {
          throw new StoreException(
              StoreException.Reason.KEY_UNFIT,
              "The key file " + file + " does not have 32 octets: name the right one.");
        }
        return Arrays.copyOf(read, SIZE);
      } finally {
        Arrays.fill(read, (byte) 0);
      }
    }
  }

  private static boolean isPrivate(Path file) throws IOException {
    return !PrivateFiles.hasPermissions(file)
        || OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file));
  }
}
