package wtls.gateway.handshake;

import java.security.SecureRandom;
import java.util.Objects;

/**
 * What all machines of one gateway share. Safe for use from any thread.
 *
 * @param random the only source of randomness
 */
public record ServerContext(
    ServerPolicy policy,
    ServerCredentials credentials,
    Sessions sessions,
    AnonymousRsaKeys anonymousKeys,
    SecureRandom random) {

  public ServerContext {
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(credentials, "credentials");
    Objects.requireNonNull(sessions, "sessions");
    Objects.requireNonNull(anonymousKeys, "anonymousKeys");
    Objects.requireNonNull(random, "random");
  }

  /** A context with unsigned RSA keys of its own. */
  public ServerContext(
      ServerPolicy policy, ServerCredentials credentials, Sessions sessions, SecureRandom random) {
    this(policy, credentials, sessions, new AnonymousRsaKeys(random), random);
  }

  Selection selection() {
    return new Selection(policy, credentials, sessions);
  }

  byte[] randomOctets(int count) {
    byte[] octets = new byte[count];
    random.nextBytes(octets);
    return octets;
  }
}
