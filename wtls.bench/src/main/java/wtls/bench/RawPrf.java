package wtls.bench;

import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** The PRF (WAP-261 11.1) from Bouncy Castle's HMAC and nothing else, keyed once per secret. */
final class RawPrf {
  private final HMac hmac = new HMac(new SHA1Digest());
  private final byte[] chain = new byte[hmac.getMacSize()];
  private final byte[] part = new byte[hmac.getMacSize()];

  /** Takes this secret for the calls to come. */
  void key(byte[] secret) {
    hmac.init(new KeyParameter(secret));
  }

  /**
   * Fills {@code out}.
   *
   * @param seed the label and the seed
   */
  void derive(byte[] seed, byte[] out) {
    hmac.update(seed, 0, seed.length);
    hmac.doFinal(chain, 0);
    for (int done = 0; done < out.length; done += part.length) {
      if (done > 0) {
        hmac.update(chain, 0, chain.length);
        hmac.doFinal(chain, 0);
      }
      hmac.update(chain, 0, chain.length);
      hmac.update(seed, 0, seed.length);
      hmac.doFinal(part, 0);
      System.arraycopy(part, 0, out, done, Math.min(part.length, out.length - done));
    }
  }
}
