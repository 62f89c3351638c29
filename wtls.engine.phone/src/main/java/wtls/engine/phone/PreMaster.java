package wtls.engine.phone;

import java.util.Objects;

/**
 * What a key exchange gives the client.
 *
 * @param secret the pre-master secret (WAP-261 table 4); the holder wipes it
 * @param clientKeyExchange what the server needs to come to the same; empty when it needs nothing
 */
record PreMaster(byte[] secret, byte[] clientKeyExchange) {

  PreMaster {
    Objects.requireNonNull(secret, "secret");
    Objects.requireNonNull(clientKeyExchange, "clientKeyExchange");
  }

  @Override
  public String toString() {
    return "pre-master secret";
  }
}
