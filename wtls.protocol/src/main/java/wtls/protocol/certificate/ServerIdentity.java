package wtls.protocol.certificate;

import java.util.Objects;
import wtls.api.engine.ServerKey;

/**
 * What a validated chain says of a server. The names are for display: nothing in them can steer a
 * terminal.
 *
 * @param key the key to use in the key exchange
 * @param subject the server
 * @param issuer who certified it
 * @param root the trusted root
 */
public record ServerIdentity(ServerKey key, String subject, String issuer, String root) {
  public ServerIdentity {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(issuer, "issuer");
    Objects.requireNonNull(root, "root");
  }
}
