package wtls.api.client;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;
import wtls.api.session.SecurityLevel;

/**
 * An open secure connection: datagrams in, datagrams out. Like UDP below it, it may lose datagrams
 * and change their order; unlike UDP it never delivers one twice, altered, or from somebody else.
 */
@ProviderType
public interface SecureConnection extends AutoCloseable {

  /** The largest payload of {@link #send}, in octets; engines on cards may take less. */
  int MAX_PAYLOAD = 65_000;

  /**
   * Sends one datagram. Blocks while the session is parked or its engine is at work. The payload is
   * the caller's again on return.
   *
   * @param payload 1 to {@link #MAX_PAYLOAD} octets
   * @throws PayloadTooLargeException when the engine protects no record of that size
   * @throws ConnectionClosedException when the connection has ended
   */
  void send(byte[] payload) throws WtlsException, InterruptedException;

  /**
   * Takes the next datagram that came, waiting for one up to {@code timeout}.
   *
   * @return the payload, which is the caller's; empty when none came in time
   * @throws ConnectionClosedException when the connection has ended and nothing is left to take
   */
  Optional<byte[]> receive(Duration timeout) throws WtlsException, InterruptedException;

  /**
   * Calls {@code listener} for what happens from now on, on a thread of the core: it must return
   * soon and must not call back into this connection. Replaces an earlier listener.
   */
  void listen(Consumer<ConnectionEvent> listener);

  /** What has been agreed on; changes with an in-place handshake. */
  Negotiated negotiated();

  /** What the security of the session rests on now. */
  SecurityLevel securityLevel();

  /**
   * Ends the connection with connection_close_notify (WAP-261 10.2). The session stays resumable.
   * Idempotent; does not wait for the server.
   */
  @Override
  void close();
}
