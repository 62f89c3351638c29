package wtls.api.session;

import java.time.Instant;
import java.util.Objects;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;

/**
 * All that is remembered of a session beside its master secret.
 *
 * @param id the server's identifier for it; empty when it cannot be resumed
 * @param peer the server
 * @param keyExchange how its pre-master secret came about
 * @param cipherSuite its algorithms, which stay the same on resumption (WAP-261 10.5.1.2)
 * @param level what its security rests on
 * @param peerName the subject named by the server's certificate, for display; empty without one
 * @param created when its handshake ended
 * @param expires when it must no longer be used: the pre-defined time of WO 00/02358, claim 2
 * @param usesLeft how often it may still be resumed
 */
public record SessionDescription(
    SessionId id,
    Peer peer,
    KeyExchangeSuite keyExchange,
    CipherSuite cipherSuite,
    SecurityLevel level,
    String peerName,
    Instant created,
    Instant expires,
    int usesLeft) {

  public SessionDescription {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(peer, "peer");
    Objects.requireNonNull(keyExchange, "keyExchange");
    Objects.requireNonNull(cipherSuite, "cipherSuite");
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(peerName, "peerName");
    Objects.requireNonNull(created, "created");
    Objects.requireNonNull(expires, "expires");
    if (usesLeft < 0) {
      throw new IllegalArgumentException("usesLeft is negative: " + usesLeft);
    }
  }

  /** Whether it may be offered for resumption at {@code now}. */
  public boolean resumableAt(Instant now) {
    return !id.isEmpty() && usesLeft > 0 && now.isBefore(expires);
  }

  /** The same session with its security level replaced, as after a handover. */
  public SessionDescription withLevel(SecurityLevel newLevel) {
    return new SessionDescription(
        id, peer, keyExchange, cipherSuite, newLevel, peerName, created, expires, usesLeft);
  }

  /** The same session after one more use. */
  public SessionDescription used() {
    return new SessionDescription(
        id, peer, keyExchange, cipherSuite, level, peerName, created, expires, usesLeft - 1);
  }
}
