package wtls.gateway.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.session.SessionId;

/**
 * A session with its master secret, which {@link #close} wipes. For use by one thread.
 *
 * @param id its identifier, of exactly eight octets
 * @param masterSecret its 20 octets; the array belongs to the session
 * @param keyExchange how its pre-master secret came about
 * @param cipherSuite its algorithms, which stay the same on resumption (WAP-261 10.5.1.2)
 * @param wtlsClass the class that it reaches, 1 to 3
 * @param client the subject of the client's certificate or the name of the shared secret, for
 *     display; empty without one
 * @param created when its handshake ended
 * @param expires when it must no longer be used; whole seconds count
 * @param usesLeft how often it may still be resumed, 0 to 65535
 */
public record StoredSession(
    SessionId id,
    byte[] masterSecret,
    KeyExchangeSuite keyExchange,
    CipherSuite cipherSuite,
    int wtlsClass,
    String client,
    Instant created,
    Instant expires,
    int usesLeft)
    implements AutoCloseable {

  static final int ID_SIZE = 8;
  static final int MASTER_SECRET_SIZE = 20;
  static final int MAX_USES = 0xFFFF;

  /** The last second that 32 bits can say, in the year 2106. */
  static final Instant LAST = Instant.ofEpochSecond(0xFFFFFFFFL);

  /**
   * @throws IllegalArgumentException when the id, the secret, a time or the number of uses is not
   *     within its bounds
   */
  public StoredSession {
    Objects.requireNonNull(keyExchange, "keyExchange");
    Objects.requireNonNull(cipherSuite, "cipherSuite");
    Objects.requireNonNull(client, "client");
    if (wtlsClass < 1 || wtlsClass > 3) {
      throw new IllegalArgumentException("A WTLS class is within 1 to 3, not " + wtlsClass + ".");
    }
    if (id.octets().length != ID_SIZE) {
      throw new IllegalArgumentException("The id of a stored session has 8 octets.");
    }
    if (masterSecret.length != MASTER_SECRET_SIZE) {
      throw new IllegalArgumentException("A master secret has 20 octets.");
    }
    if (created.isBefore(Instant.EPOCH) || created.isAfter(expires) || expires.isAfter(LAST)) {
      throw new IllegalArgumentException(
          "A session begins after 1970, ends after it began and before 2106.");
    }
    if (usesLeft < 0 || usesLeft > MAX_USES) {
      throw new IllegalArgumentException(
          "A session has 0 to " + MAX_USES + " uses left, not " + usesLeft + ".");
    }
  }

  /** Wipes the master secret. Idempotent. */
  @Override
  public void close() {
    Arrays.fill(masterSecret, (byte) 0);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "Session " + id + " until " + expires + ", " + usesLeft + " uses left";
  }
}
