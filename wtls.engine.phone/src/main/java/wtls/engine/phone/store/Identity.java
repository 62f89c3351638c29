package wtls.engine.phone.store;

import java.util.Arrays;
import java.util.Objects;
import wtls.api.engine.OwnKey;

/**
 * A private key of the client with what is public of it.
 *
 * @param key the public part
 * @param secret the private part: a PKCS #8 encoding for RSA, the scalar for EC; the holder wipes
 *     it
 */
public record Identity(OwnKey key, byte[] secret) implements AutoCloseable {

  public Identity {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(secret, "secret");
  }

  /** The same with an array of its own. */
  Identity copy() {
    return new Identity(key, secret.clone());
  }

  /** Wipes the private part. Idempotent. */
  @Override
  public void close() {
    Arrays.fill(secret, (byte) 0);
  }

  @Override
  public String toString() {
    return key.use() + " key " + key.id();
  }
}
