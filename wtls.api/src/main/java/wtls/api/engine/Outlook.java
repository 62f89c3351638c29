package wtls.api.engine;

import java.util.Objects;
import wtls.api.algorithm.PrfHash;

/**
 * What a handshake will ask of a session next: both Finished, then record protection. An engine
 * over a slow device can have all of it computed in one exchange. It binds nobody: a session
 * answers other questions as well, and the right ones when the outlook was wrong. Contains no
 * secret.
 *
 * @param messages the handshake messages so far; the verify data that comes first is over their
 *     hash
 * @param finishedHeader what stands before the verify data in a Finished message; the verify data
 *     that comes second is over the hash of messages, header and first verify data
 * @param serverFirst whether the server's Finished comes first
 * @param hash the hash over messages, which is also the one under the PRF
 * @param connection the connection whose records will be protected
 */
public record Outlook(
    byte[] messages,
    byte[] finishedHeader,
    boolean serverFirst,
    PrfHash hash,
    ConnectionParameters connection) {

  public Outlook {
    Objects.requireNonNull(messages, "messages");
    Objects.requireNonNull(finishedHeader, "finishedHeader");
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(connection, "connection");
  }

  @Override
  public String toString() {
    return "outlook after "
        + messages.length
        + " octets of messages, "
        + (serverFirst ? "server first" : "client first");
  }
}
