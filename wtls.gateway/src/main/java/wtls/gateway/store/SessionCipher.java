package wtls.gateway.store;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts and authenticates stored sessions, each by itself: AES-256 in GCM with a random nonce.
 * So neither the file nor the memory of the store has a master secret in clear, and no entry can be
 * altered or passed off as another. For use under the store's lock.
 */
final class SessionCipher {
  /** Octets of a key. */
  static final int KEY_SIZE = 32;

  private static final int NONCE_SIZE = 12;
  private static final int TAG_SIZE = 16;

  private final SecretKeySpec key;
  private final SecureRandom random;
  private final Cipher cipher;

  /**
   * @param key not kept; its owner wipes it
   */
  SessionCipher(byte[] key, SecureRandom random) {
    try {
      this.key = new SecretKeySpec(key, "AES");
      this.random = random;
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has AES in GCM.", e);
    }
  }

  /**
   * Encrypts.
   *
   * @param clear wiped
   * @param context what the result is bound to
   */
  byte[] seal(byte[] clear, byte[] context) {
    byte[] sealed = new byte[NONCE_SIZE + clear.length + TAG_SIZE];
    byte[] nonce = new byte[NONCE_SIZE];
    random.nextBytes(nonce);
    System.arraycopy(nonce, 0, sealed, 0, NONCE_SIZE);
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(8 * TAG_SIZE, nonce));
      cipher.updateAAD(context);
      cipher.doFinal(clear, 0, clear.length, sealed, NONCE_SIZE);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A session could not be encrypted.", e);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  /** Decrypts; empty if it is not what was sealed with this key for this context. */
  Optional<byte[]> open(ByteBuffer sealed, byte[] context) {
    if (sealed.remaining() < NONCE_SIZE + TAG_SIZE) {
      return Optional.empty();
    }
    byte[] nonce = new byte[NONCE_SIZE];
    sealed.get(nonce);
    byte[] rest = new byte[sealed.remaining()];
    sealed.get(rest);
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(8 * TAG_SIZE, nonce));
      cipher.updateAAD(context);
      return Optional.of(cipher.doFinal(rest));
    } catch (AEADBadTagException altered) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A session could not be decrypted.", e);
    }
  }
}
