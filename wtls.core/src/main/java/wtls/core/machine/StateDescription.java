package wtls.core.machine;

import java.time.Instant;
import java.util.Optional;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.client.Negotiated;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineSession;
import wtls.api.session.SecurityLevel;
import wtls.api.session.SecurityLevel.Authentication;
import wtls.api.session.SessionDescription;
import wtls.protocol.certificate.ServerIdentity;

/** Describes the session that a finished handshake has made, and has the engine store it. */
final class StateDescription {

  private StateDescription() {}

  /**
   * Describes {@code state}; stores it when it is new and can be resumed.
   *
   * @return why it could not be stored; empty when all is well
   */
  static Optional<String> describe(
      SecureState state, ClientHandshake handshake, Settings settings, String engine) {
    Selection selection = handshake.selection();
    Optional<SessionDescription> resumed = selection.resumed();
    Optional<ServerIdentity> identity = handshake.serverKey().flatMap(ServerKeySource::identity);
    KeyExchangeSuite keyExchange =
        resumed
            .map(SessionDescription::keyExchange)
            .orElseGet(() -> selection.entry().orElseThrow().suite());
    SessionDescription description =
        resumed
            .map(SessionDescription::used)
            .orElseGet(() -> describeNew(state, handshake, settings, keyExchange, identity));
    state.describe(
        description,
        new Negotiated(
            selection.sessionId(),
            handshake.flow(),
            keyExchange,
            handshake.serverKey().map(ServerKeySource::parameterIndex).orElse(0),
            selection.cipherSuite(),
            selection.keyRefresh(),
            description.peerName(),
            identity.map(ServerIdentity::issuer).orElse(""),
            engine));
    if (resumed.isPresent() || description.id().isEmpty()) {
      return Optional.empty();
    }
    try {
      state.session().save(description);
      return Optional.empty();
    } catch (EngineException e) {
      return Optional.of("The session cannot be resumed later: " + e.getMessage());
    }
  }

  private static SessionDescription describeNew(
      SecureState state,
      ClientHandshake handshake,
      Settings settings,
      KeyExchangeSuite keyExchange,
      Optional<ServerIdentity> identity) {
    Instant now = settings.wallClock().instant();
    Authentication authentication =
        handshake.clientAuthenticated()
            ? Authentication.MUTUAL
            : keyExchange.authenticated() ? Authentication.SERVER : Authentication.NONE;
    return new SessionDescription(
        handshake.selection().sessionId(),
        settings.request().peer(),
        keyExchange,
        handshake.selection().cipherSuite(),
        level(authentication, state.session()),
        identity.map(ServerIdentity::subject).orElse(""),
        now,
        now.plus(settings.sessionLifetime()),
        settings.sessionUses());
  }

  /** The same session in the hands of {@code adopted}. */
  static SessionDescription heldBy(SessionDescription session, EngineSession adopted) {
    return session.withLevel(level(session.level().authentication(), adopted));
  }

  private static SecurityLevel level(Authentication authentication, EngineSession session) {
    return new SecurityLevel(authentication, session.custody(), session.exposed());
  }

  /** The same agreement, served by another engine. */
  static Negotiated servedBy(Negotiated negotiated, String engine) {
    return new Negotiated(
        negotiated.sessionId(),
        negotiated.handshake(),
        negotiated.keyExchange(),
        negotiated.parameterIndex(),
        negotiated.cipherSuite(),
        negotiated.keyRefresh(),
        negotiated.serverName(),
        negotiated.issuerName(),
        engine);
  }
}
