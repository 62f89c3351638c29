package wtls.gateway.handshake;

import java.util.Objects;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.session.SessionId;

/**
 * What a handshake has agreed on. Contains no secret.
 *
 * @param flow how
 * @param inPlace whether it ran on a live connection, which goes on
 * @param session the session behind the connection now; its id is empty when it cannot be resumed
 * @param keyRefresh the agreed k
 */
public record Established(Flow flow, boolean inPlace, Session session, int keyRefresh) {

  /**
   * A session without its secret.
   *
   * @param wtlsClass the class that it reaches, 1 to 3
   * @param client the subject of the client's certificate or the name of the shared secret; empty
   *     without one
   */
  public record Session(
      SessionId id,
      KeyExchangeSuite keyExchange,
      CipherSuite cipherSuite,
      int wtlsClass,
      String client) {
    public Session {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(keyExchange, "keyExchange");
      Objects.requireNonNull(cipherSuite, "cipherSuite");
      Objects.requireNonNull(client, "client");
    }
  }

  public Established {
    Objects.requireNonNull(flow, "flow");
    Objects.requireNonNull(session, "session");
  }
}
