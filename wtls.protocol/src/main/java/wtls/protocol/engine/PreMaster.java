package wtls.protocol.engine;

import java.util.Arrays;
import java.util.Objects;

/**
 * What a key exchange gives the client.
 *
 * @param secret the pre-master secret (WAP-261 table 4); wiped by {@link #close}
 * @param clientKeyExchange what the server needs to come to the same; empty when it needs nothing
 */
public record PreMaster(byte[] secret, byte[] clientKeyExchange) implements AutoCloseable {

  public PreMaster {
    Objects.requireNonNull(secret, "secret");
    Objects.requireNonNull(clientKeyExchange, "clientKeyExchange");
  }

  /** Wipes the secret. Idempotent. */
  @Override
  public void close() {
    Arrays.fill(secret, (byte) 0);
  }

  /** Never the secret. */
  @Override
  public String toString() {
    return "pre-master secret";
  }
}
