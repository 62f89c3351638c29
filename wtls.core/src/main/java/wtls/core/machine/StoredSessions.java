package wtls.core.machine;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import wtls.api.client.ConnectRequest;
import wtls.api.engine.EngineException;
import wtls.api.engine.SecurityEngine;
import wtls.api.session.SessionDescription;
import wtls.protocol.policy.AlgorithmPolicy;

/** Which stored session to offer for resumption, if any. */
final class StoredSessions {

  private StoredSessions() {}

  /** The newest session with the peer that time, uses, request and today's policy allow. */
  static Optional<SessionDescription> find(SecurityEngine engine, Settings settings)
      throws EngineException {
    Instant now = settings.wallClock().instant();
    return engine.sessions().stream()
        .filter(session -> session.peer().equals(settings.request().peer()))
        .filter(session -> session.resumableAt(now))
        .filter(session -> fits(session, settings.request(), settings.policy()))
        .max(Comparator.comparing(SessionDescription::created));
  }

  private static boolean fits(
      SessionDescription session, ConnectRequest request, AlgorithmPolicy policy) {
    return policy.allows(session.keyExchange())
        && policy.allows(session.cipherSuite())
        && (request.keyExchanges().isEmpty()
            || request.keyExchanges().contains(session.keyExchange()))
        && (request.cipherSuites().isEmpty()
            || request.cipherSuites().contains(session.cipherSuite()));
  }
}
