package wtls.api.gateway;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A gateway that listens. An OSGi service of the gateway bundle, there for as long as the socket is
 * bound.
 */
@ProviderType
public interface Gateway {

  /** Where it listens; the port is the real one also when any was asked for. */
  InetSocketAddress address();

  /** The file with the certificates that a client must trust, or empty when the keys are loaded. */
  Optional<Path> rootFile();

  /** Counters since start; a snapshot. */
  Statistics statistics();

  /**
   * Counters of a gateway.
   *
   * @param connections connections now open
   * @param halfOpen handshakes now under way
   * @param fullHandshakes full handshakes completed, in-place ones included
   * @param abbreviatedHandshakes abbreviated handshakes completed
   * @param optimisedHandshakes optimised handshakes completed
   * @param refusedHandshakes handshakes that ended in an alert
   * @param rateLimited handshakes not begun because their source asked too often
   * @param recordsOpened authentic records received
   * @param recordsRejected records that were not authentic, or replayed
   * @param storedSessions sessions that can be resumed
   */
  record Statistics(
      long connections,
      long halfOpen,
      long fullHandshakes,
      long abbreviatedHandshakes,
      long optimisedHandshakes,
      long refusedHandshakes,
      long rateLimited,
      long recordsOpened,
      long recordsRejected,
      long storedSessions) {}
}
