package wtls.gateway.store;

import java.util.Objects;
import wtls.api.engine.KeyId;

/**
 * Who a client has proved to be (WTLS class 3).
 *
 * @param key the hash of its public key
 * @param name the subject of its certificate, for display
 */
public record ClientIdentity(KeyId key, String name) {

  public ClientIdentity {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(name, "name");
  }
}
