package wtls.protocol.certificate;

import org.bouncycastle.crypto.digests.SHA1Digest;

/** The hash of WTLS certificates and key ids. */
final class Sha1 {
  private Sha1() {}

  static byte[] of(byte[] data) {
    SHA1Digest digest = new SHA1Digest();
    byte[] hash = new byte[digest.getDigestSize()];
    digest.update(data, 0, data.length);
    digest.doFinal(hash, 0);
    return hash;
  }
}
