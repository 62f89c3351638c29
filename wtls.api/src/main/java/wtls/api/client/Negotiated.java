package wtls.api.client;

import java.util.Objects;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.session.SessionId;

/**
 * What both sides of a connection have agreed on.
 *
 * @param sessionId the session behind the connection; empty when it cannot be resumed
 * @param handshake the flow that opened it
 * @param keyExchange how the session's secret came about
 * @param parameterIndex the curve or group of an EC or DH key exchange; 0 otherwise
 * @param cipherSuite the algorithms of its records
 * @param keyRefresh the key refresh exponent
 * @param serverName the subject of the server's certificate, for display; empty without one
 * @param issuerName the issuer of it, for display; empty without one
 * @param engine the name of the engine that serves it
 */
public record Negotiated(
    SessionId sessionId,
    Handshake handshake,
    KeyExchangeSuite keyExchange,
    int parameterIndex,
    CipherSuite cipherSuite,
    int keyRefresh,
    String serverName,
    String issuerName,
    String engine) {

  /** The flows of WAP-261 10.3. */
  public enum Handshake {
    FULL,
    ABBREVIATED,
    OPTIMISED
  }

  public Negotiated {
    Objects.requireNonNull(sessionId, "sessionId");
    Objects.requireNonNull(handshake, "handshake");
    Objects.requireNonNull(keyExchange, "keyExchange");
    Objects.requireNonNull(cipherSuite, "cipherSuite");
    Objects.requireNonNull(serverName, "serverName");
    Objects.requireNonNull(issuerName, "issuerName");
    Objects.requireNonNull(engine, "engine");
  }
}
