package wtls.api.session;

import java.util.Objects;

/**
 * The server that a session is with: the name or address that was asked for, and the port. A
 * session is looked up by it (WAP-260 9.4.10 keeps address and port).
 *
 * @param host the host name or IP literal as the application gave it, never empty
 * @param port the UDP port, 1 to 65535
 */
public record Peer(String host, int port) {

  public Peer {
    Objects.requireNonNull(host, "host");
    if (host.isEmpty()) {
      throw new IllegalArgumentException("The host of a peer is empty: give a name or an address.");
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("Port " + port + " is not within 1 to 65535.");
    }
  }

  @Override
  public String toString() {
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }
}
