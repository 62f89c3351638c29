package wtls.protocol.crypto;

import org.bouncycastle.crypto.digests.SHA1Digest;
import wtls.api.engine.KeyId;

/** Key ids from what they are the hash of. */
final class KeyIds {

  private KeyIds() {}

  static KeyId of(byte[] octets, int offset, int length) {
    SHA1Digest digest = new SHA1Digest();
    byte[] hash = new byte[digest.getDigestSize()];
    digest.update(octets, offset, length);
    digest.doFinal(hash, 0);
    return KeyId.of(hash);
  }
}
