package wtls.protocol.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import wtls.api.algorithm.PrfHash;
import wtls.api.engine.Derivation;

/**
 * The pseudo-random function of WTLS under one secret (WAP-261 11.1): one hash, that of the
 * negotiated MAC. A keyed instance serves any number of derivations, one thread at a time.
 */
public final class Prf implements AutoCloseable {
  private final HMac hmac;
  private final byte[] chain;
  private final byte[] part;
  private boolean closed;

  private Prf(byte[] secret, PrfHash hash) {
    hmac = new HMac(Digests.of(hash));
    key(secret);
    chain = new byte[hash.size()];
    part = new byte[hash.size()];
  }

  /**
   * The PRF under this secret, ready for many derivations.
   *
   * @param secret any length, also zero; not kept
   */
  public static Prf keyed(byte[] secret, PrfHash hash) {
    return new Prf(Objects.requireNonNull(secret, "secret"), hash);
  }

  /**
   * Derives once.
   *
   * @param secret any length, also zero; not kept
   * @return a new array; the caller wipes it
   */
  public static byte[] derive(byte[] secret, Derivation derivation) {
    byte[] out = new byte[derivation.length()];
    derive(secret, derivation.label(), derivation.hash(), out, derivation.seed());
    return out;
  }

  /**
   * Derives once, filling {@code out}.
   *
   * @param seedParts the seed, whose parts are put one behind the other
   */
  public static void derive(
      byte[] secret, String label, PrfHash hash, byte[] out, byte[]... seedParts) {
    try (Prf prf = keyed(secret, hash)) {
      prf.derive(label, out, seedParts);
    }
  }

  /**
   * Fills {@code out} with the PRF of the secret, the label and the seed.
   *
   * @param label ASCII
   * @param seedParts the seed, whose parts are put one behind the other
   * @throws IllegalStateException after {@link #close}
   */
  public void derive(String label, byte[] out, byte[]... seedParts) {
    if (closed) {
      throw new IllegalStateException("The PRF is closed: key a new one.");
    }
    byte[] labelOctets = label.getBytes(StandardCharsets.US_ASCII);
    update(labelOctets, seedParts);
    hmac.doFinal(chain, 0);
    for (int done = 0; done < out.length; done += part.length) {
      if (done > 0) {
        hmac.update(chain, 0, chain.length);
        hmac.doFinal(chain, 0);
      }
      hmac.update(chain, 0, chain.length);
      update(labelOctets, seedParts);
      hmac.doFinal(part, 0);
      System.arraycopy(part, 0, out, done, Math.min(part.length, out.length - done));
    }
    Arrays.fill(chain, (byte) 0);
    Arrays.fill(part, (byte) 0);
  }

  private void update(byte[] label, byte[]... seedParts) {
    hmac.update(label, 0, label.length);
    for (byte[] seedPart : seedParts) {
      hmac.update(seedPart, 0, seedPart.length);
    }
  }

  /** Wipes all that came from the secret. Idempotent. */
  @Override
  public void close() {
    closed = true;
    key(Octets.NONE); // Overwrites the padded key, and the digests that have taken it.
  }

  private void key(byte[] secret) {
    KeyParameter key = new KeyParameter(secret);
    hmac.init(key);
    Arrays.fill(key.getKey(), (byte) 0); // The parameter's own array.
  }

  boolean isClosed() {
    return closed;
  }
}
