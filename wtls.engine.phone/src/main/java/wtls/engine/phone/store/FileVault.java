package wtls.engine.phone.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import wtls.protocol.codec.DecodeException;

/**
 * Keeps the contents in an encrypted file. Secrets are in memory only during a visit. A file beside
 * it, with {@code .lock} at the end of its name, keeps processes from each other.
 */
final class FileVault implements Vault {
  private static final long LARGEST = 16L << 20;
  static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(5);

  private final Path file;
  private final FileChannel lockChannel;
  private final StoreCipher cipher;
  private final Duration patience;

  private FileVault(Path file, FileChannel lockChannel, StoreCipher cipher, Duration patience) {
    this.file = file;
    this.lockChannel = lockChannel;
    this.cipher = cipher;
    this.patience = patience;
  }

  /**
   * Opens the store, with a new key where neither store nor key is there, and tries to read it.
   *
   * @param patience how long to wait for other processes
   */
  static FileVault open(Path file, Path keyFile, SecureRandom random, Duration patience)
      throws StoreException {
    FileChannel channel = openLock(file, keyFile);
    FileVault vault = null;
    try {
      FileLock lock = lock(channel, file, patience);
      try {
        byte[] key = StoreKey.readOrCreate(keyFile, file, random);
        vault = new FileVault(file, channel, new StoreCipher(key, random), patience);
        Arrays.fill(key, (byte) 0);
        vault.read().close();
        return vault;
      } finally {
        release(lock);
      }
    } catch (StoreException | RuntimeException e) {
      if (vault != null) {
        vault.close();
      }
      closeQuietly(channel);
      throw e;
    }
  }

  @Override
  public Visit visit() throws StoreException {
    FileLock lock = lock(lockChannel, file, patience);
    try {
      return new FileVisit(lock, read());
    } catch (StoreException | RuntimeException e) {
      release(lock);
      throw e;
    }
  }

  @Override
  public void close() {
    cipher.close();
    closeQuietly(lockChannel);
  }

  private StoreContents read() throws StoreException {
    if (!Files.exists(file)) {
      return new StoreContents();
    }
    byte[] plaintext = cipher.open(readFile(), file.toString());
    try {
      return StoreFormat.decode(plaintext);
    } catch (DecodeException e) {
      throw StoreCipher.damaged(file.toString(), "holds a record that makes no sense", e);
    } finally {
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  private byte[] readFile() throws StoreException {
    try {
      if (Files.size(file) > LARGEST) {
        throw StoreCipher.damaged(file.toString(), "is too large to be a store", null);
      }
      return Files.readAllBytes(file);
    } catch (StoreException e) {
      throw e;
    } catch (IOException e) {
      throw PrivateFiles.inaccessible(file, e);
    }
  }

  private void write(StoreContents contents) throws StoreException {
    byte[] plaintext = StoreFormat.encode(contents);
    try {
      PrivateFiles.write(file, cipher.seal(plaintext));
    } catch (IOException e) {
      throw PrivateFiles.inaccessible(file, e);
    } finally {
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  private static FileChannel openLock(Path file, Path keyFile) throws StoreException {
    Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
    try {
      PrivateFiles.createFolder(file);
      PrivateFiles.createFolder(keyFile);
      PrivateFiles.createEmpty(lockFile);
      return FileChannel.open(lockFile, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw PrivateFiles.inaccessible(lockFile, e);
    }
  }

  /** Waits for a while: other processes hold the lock for moments only. */
  private static FileLock lock(FileChannel channel, Path file, Duration patience)
      throws StoreException {
    long deadline = System.nanoTime() + patience.toNanos();
    do {
      try {
        FileLock lock = channel.tryLock();
        if (lock != null) {
          return lock;
        }
      } catch (OverlappingFileLockException e) {
        // Another engine in this very process has it.
      } catch (IOException e) {
        throw PrivateFiles.inaccessible(file, e);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    } while (System.nanoTime() - deadline < 0);
    throw new StoreException(
        StoreException.Reason.BUSY,
        "Another process holds the store " + file + ": end it, or name another store.");
  }

  private static void release(FileLock lock) {
    try {
      lock.release();
    } catch (IOException e) {
      // The lock is gone with its channel.
    }
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing was written to it.
    }
  }

  private final class FileVisit implements Visit {
    private final FileLock lock;
    private final StoreContents contents;

    FileVisit(FileLock lock, StoreContents contents) {
      this.lock = lock;
      this.contents = contents;
    }

    @Override
    public StoreContents contents() {
      return contents;
    }

    @Override
    public void commit() throws StoreException {
      write(contents);
    }

    @Override
    public void close() {
      contents.close();
      release(lock);
    }
  }
}
