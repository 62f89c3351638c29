package wtls.gateway.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import wtls.gateway.files.OwnerOnly;

/** The key that a store's file is encrypted with: 32 random octets in a file of their own. */
final class KeyFile {
  private static final int SIZE = SessionCipher.KEY_SIZE;

  private KeyFile() {}

  /**
   * The key in a file, which is made if it is not there, readable by its owner only.
   *
   * @return the key, which the caller wipes
   * @throws StoreException when the file cannot be read or made, or is not a key
   */
  static byte[] readOrCreate(Path file, SecureRandom random) {
    try {
      byte[] key = Files.readAllBytes(file);
      if (key.length != SIZE) {
        Arrays.fill(key, (byte) 0);
        throw new StoreException(
            "The key file "
                + file
                + " has not "
                + SIZE
                + " octets: restore it, or delete it"
                + " together with the session store.",
            null);
      }
      return key;
    } catch (NoSuchFileException notYet) {
      return create(file, random);
    } catch (IOException e) {
      throw new StoreException("The key file " + file + " cannot be read: check its owner.", e);
    }
  }

  private static byte[] create(Path file, SecureRandom random) {
    byte[] key = new byte[SIZE];
    random.nextBytes(key);
    try {
      OwnerOnly.create(file);
      Files.write(file, key);
      return key;
    } catch (FileAlreadyExistsException raced) {
      Arrays.fill(key, (byte) 0);
      throw new StoreException(
          "The key file " + file + " is being made by another process: start again.", raced);
    } catch (IOException e) {
      Arrays.fill(key, (byte) 0);
      throw new StoreException(
          "The key file " + file + " cannot be written: check the folder and its owner.", e);
    }
  }
}
