package wtls.gateway.handshake;

import java.util.Arrays;
import java.util.List;

/**
 * What a key exchange has come to: the master secret, and who the client has proved to be.
 *
 * @param candidates the master secret; a second one where the peer may have made it another way
 * @param client the subject of the client's certificate; empty without one
 */
record MasterSecret(List<byte[]> candidates, String client) implements AutoCloseable {

  /** Wipes it. */
  @Override
  public void close() {
    candidates.forEach(secret -> Arrays.fill(secret, (byte) 0));
  }

  @Override
  public String toString() {
    return "master secret";
  }
}
