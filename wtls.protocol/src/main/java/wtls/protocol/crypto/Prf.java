package wtls.protocol.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.bouncycastle.crypto.digests.GeneralDigest;
import wtls.api.algorithm.PrfHash;
import wtls.api.engine.Derivation;

/**
 * The pseudo-random function of WTLS under one secret (WAP-261 11.1): one hash, that of the
 * negotiated MAC. A keyed instance serves any number of derivations, one thread at a time.
 */
public final class Prf implements AutoCloseable {
  private final PrfHash hash;
  private final HmacKey key;
  private final GeneralDigest digest;
  private final byte[] inner;
  private final byte[] chain;
  private final byte[] part;
  private boolean closed;

  private Prf(byte[] secret, PrfHash hash) {
    this.hash = hash;
    key = new HmacKey(hash, secret, 0, secret.length);
    digest = Digests.of(hash);
    inner = new byte[hash.size()];
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
    try (Prf prf = keyed(secret, derivation.hash())) {
      return prf.derive(derivation);
    }
  }

  /**
   * Derives once more.
   *
   * @param derivation with the hash that this PRF was keyed for
   * @return a new array; the caller wipes it
   * @throws IllegalStateException after {@link #close}
   */
  public byte[] derive(Derivation derivation) {
    if (derivation.hash() != hash) {
      throw new IllegalArgumentException("The PRF is keyed for " + hash + ".");
    }
    byte[] out = new byte[derivation.length()];
    derive(derivation.label(), out, derivation.seed());
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
    key.beginInner(digest);
    update(labelOctets, seedParts);
    finish(chain);
    for (int done = 0; done < out.length; done += part.length) {
      if (done > 0) {
        key.beginInner(digest);
        digest.update(chain, 0, chain.length);
        finish(chain);
      }
      key.beginInner(digest);
      digest.update(chain, 0, chain.length);
      update(labelOctets, seedParts);
      finish(part);
      System.arraycopy(part, 0, out, done, Math.min(part.length, out.length - done));
    }
    Arrays.fill(inner, (byte) 0);
    Arrays.fill(chain, (byte) 0);
    Arrays.fill(part, (byte) 0);
  }

  private void update(byte[] label, byte[]... seedParts) {
    digest.update(label, 0, label.length);
    for (byte[] seedPart : seedParts) {
      digest.update(seedPart, 0, seedPart.length);
    }
  }

  private void finish(byte[] mac) {
    digest.doFinal(inner, 0);
    key.beginOuter(digest);
    digest.update(inner, 0, inner.length);
    digest.doFinal(mac, 0);
  }

  /** Wipes all that came from the secret. Idempotent. */
  @Override
  public void close() {
    closed = true;
    key.wipe();
  }

  boolean isClosed() {
    return closed;
  }
}
