package wtls.engine.phone.store;

import java.util.Arrays;
import java.util.Objects;

/**
 * A secret that client and server had before they met (WAP-261 table 4, SHARED_SECRET).
 *
 * @param name what the client calls it by in its hello
 * @param octets the secret; the holder wipes it
 */
public record SharedSecret(String name, byte[] octets) implements AutoCloseable {

  public SharedSecret {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(octets, "octets");
  }

  /** The same with an array of its own. */
  SharedSecret copy() {
    return new SharedSecret(name, octets.clone());
  }

  /** Wipes the secret. Idempotent. */
  @Override
  public void close() {
    Arrays.fill(octets, (byte) 0);
  }

  @Override
  public String toString() {
    return "shared secret \"" + name + "\"";
  }
}
