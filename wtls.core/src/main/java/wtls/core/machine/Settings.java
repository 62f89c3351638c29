package wtls.core.machine;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import wtls.api.client.ConnectRequest;
import wtls.protocol.certificate.VerifiedSignatures;
import wtls.protocol.policy.AlgorithmPolicy;

/**
 * What a machine works by.
 *
 * @param request what the application asked for
 * @param policy which legacy algorithms may be used; made from the request
 * @param timers when flights are repeated
 * @param sessionLifetime how long a new session may be resumed
 * @param sessionUses how often a new session may be resumed
 * @param renewAt the sequence number from which the connection is renewed by an in-place handshake,
 *     before the numbers run out (WAP-261 9.2.3.1)
 * @param wallClock for the time in hellos, and for certificates and sessions
 * @param verified signatures of servers' certificates; shared by machines, on any threads
 */
public record Settings(
    ConnectRequest request,
    AlgorithmPolicy policy,
    Timers timers,
    Duration sessionLifetime,
    int sessionUses,
    int renewAt,
    InstantSource wallClock,
    VerifiedSignatures verified) {

  /** Sequence numbers leave room for some thousand records while the renewal is under way. */
  public static final int RENEW_AT = 60_000;

  public Settings {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(timers, "timers");
    Objects.requireNonNull(sessionLifetime, "sessionLifetime");
    Objects.requireNonNull(wallClock, "wallClock");
    Objects.requireNonNull(verified, "verified");
  }

  /** Settings for a request with the default timers, a lifetime of 24 hours and 100 uses. */
  public static Settings of(ConnectRequest request, InstantSource wallClock) {
    return new Settings(
        request,
        AlgorithmPolicy.of(request.allowedLegacy()),
        Timers.DEFAULT,
        Duration.ofHours(24),
        100,
        RENEW_AT,
        wallClock,
        new VerifiedSignatures(VerifiedSignatures.TYPICAL));
  }

  /** The same settings with other timers. */
  public Settings withTimers(Timers other) {
    return new Settings(
        request, policy, other, sessionLifetime, sessionUses, renewAt, wallClock, verified);
  }
}
