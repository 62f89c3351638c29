package wtls.engine.phone.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * The outer layer of the store's file:
 *
 * <pre>
 * "WTLSSTOR"(8) version(2)=1 key check(16) nonce(12) | AES-256-GCM ciphertext and tag(16)
 * </pre>
 *
 * All that stands before the ciphertext is authenticated with it. The key check is derived from the
 * key, apart from the encryption key, and tells a wrong key from a damaged file. Each sealing draws
 * a new nonce. For use by one thread.
 */
final class StoreCipher implements AutoCloseable {
  private static final byte[] MAGIC = "WTLSSTOR".getBytes(US_ASCII);
  private static final int VERSION = 1;
  private static final int CHECK_SIZE = 16;
  private static final int NONCE_SIZE = 12;
  private static final int TAG_SIZE = 16;
  private static final int HEADER_SIZE = MAGIC.length + 2 + CHECK_SIZE + NONCE_SIZE;

  private final byte[] encryptionKey;
  private final byte[] keyCheck;
  private final SecureRandom random;

  /**
   * A cipher under this key.
   *
   * @param key 32 octets; copied in derived form, stays the caller's
   */
  StoreCipher(byte[] key, SecureRandom random) {
    this.encryptionKey = derive(key, "wtls store encryption");
    this.keyCheck = Arrays.copyOf(derive(key, "wtls store key check"), CHECK_SIZE);
    this.random = random;
  }

  /** The whole file for these contents. */
  byte[] seal(byte[] plaintext) {
    byte[] nonce = new byte[NONCE_SIZE];
    random.nextBytes(nonce);
    byte[] header = new byte[HEADER_SIZE];
    System.arraycopy(MAGIC, 0, header, 0, MAGIC.length);
    header[MAGIC.length + 1] = VERSION;
    System.arraycopy(keyCheck, 0, header, MAGIC.length + 2, CHECK_SIZE);
    System.arraycopy(nonce, 0, header, HEADER_SIZE - NONCE_SIZE, NONCE_SIZE);

    byte[] file = Arrays.copyOf(header, HEADER_SIZE + plaintext.length + TAG_SIZE);
    GCMModeCipher gcm = cipher(true, nonce, header);
    try {
      int n = gcm.processBytes(plaintext, 0, plaintext.length, file, HEADER_SIZE);
      gcm.doFinal(file, HEADER_SIZE + n);
      return file;
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("Encryption cannot fail.", e);
    }
  }

  /**
   * The contents of a file that {@link #seal} made.
   *
   * @param name the file's name, for messages
   * @return secrets, which the caller wipes
   */
  byte[] open(byte[] file, String name) throws StoreException {
    checkHeader(file, name);
    byte[] header = Arrays.copyOf(file, HEADER_SIZE);
    byte[] nonce = Arrays.copyOfRange(file, HEADER_SIZE - NONCE_SIZE, HEADER_SIZE);
    GCMModeCipher gcm = cipher(false, nonce, header);
    byte[] plaintext = new byte[file.length - HEADER_SIZE - TAG_SIZE];
    try {
      int n = gcm.processBytes(file, HEADER_SIZE, file.length - HEADER_SIZE, plaintext, 0);
      gcm.doFinal(plaintext, n);
      return plaintext;
    } catch (InvalidCipherTextException e) {
      Arrays.fill(plaintext, (byte) 0);
      throw damaged(name, "has been changed or damaged", e);
    }
  }

  /** Wipes the keys. */
  @Override
  public void close() {
    Arrays.fill(encryptionKey, (byte) 0);
  }

  /** The typed error for a file that cannot be read; it is for the operator to remove it. */
  static StoreException damaged(String name, String what, Throwable cause) {
    return new StoreException(
        StoreException.Reason.DAMAGED,
        "The store "
            + name
            + " "
            + what
            + ": restore a copy of it, or move it away to begin with an empty one.",
        cause);
  }

  private void checkHeader(byte[] file, String name) throws StoreException {
    if (file.length < MAGIC.length + 2 || !startsWithMagic(file)) {
      throw damaged(name, "is not a store of this engine", null);
    }
    int version = (file[MAGIC.length] & 0xFF) << 8 | file[MAGIC.length + 1] & 0xFF;
    if (version > VERSION) {
      throw new StoreException(
          StoreException.Reason.NEWER_VERSION,
          "The store "
              + name
              + " has format "
              + version
              + ", this engine knows up to "
              + VERSION
              + ": update the engine's bundle, or name another store.");
    }
    if (version != VERSION || file.length < HEADER_SIZE + TAG_SIZE) {
      throw damaged(name, "is cut short or damaged", null);
    }
    byte[] check = Arrays.copyOfRange(file, MAGIC.length + 2, MAGIC.length + 2 + CHECK_SIZE);
    if (!MessageDigest.isEqual(check, keyCheck)) {
      throw new StoreException(
          StoreException.Reason.WRONG_KEY,
          "The store "
              + name
              + " was written with another key: name the key file that belongs to it, or another"
              + " store.");
    }
  }

  private static boolean startsWithMagic(byte[] file) {
    return Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  private GCMModeCipher cipher(boolean encrypt, byte[] nonce, byte[] header) {
    GCMModeCipher gcm = GCMBlockCipher.newInstance(AESEngine.newInstance());
    KeyParameter key = new KeyParameter(encryptionKey);
    gcm.init(encrypt, new AEADParameters(key, 8 * TAG_SIZE, nonce, header));
    return gcm;
  }

  private static byte[] derive(byte[] key, String purpose) {
    HMac hmac = new HMac(new SHA256Digest());
    hmac.init(new KeyParameter(key));
    byte[] label = purpose.getBytes(US_ASCII);
    hmac.update(label, 0, label.length);
    byte[] derived = new byte[hmac.getMacSize()];
    hmac.doFinal(derived, 0);
    return derived;
  }
}
