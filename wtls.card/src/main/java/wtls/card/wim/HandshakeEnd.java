package wtls.card.wim;

import java.util.Objects;

/**
 * What a card needs to know to compute the end of a handshake in one command.
 *
 * @param serverFirst whether the server's Finished comes first
 * @param resumes whether the session is a stored one, of which the card then counts a use; the time
 *     is that in the client's random
 * @param randoms 32 octets: the client's random, then the server's
 * @param messages the handshake messages that the first Finished covers
 */
public record HandshakeEnd(boolean serverFirst, boolean resumes, byte[] randoms, byte[] messages) {

  public HandshakeEnd {
    Objects.requireNonNull(messages, "messages");
    if (randoms.length != 32) {
      throw new IllegalArgumentException("Two randoms have 32 octets, not " + randoms.length);
    }
  }

  @Override
  public String toString() {
    return (resumes ? "abbreviated" : "full") + " handshake of " + messages.length + " octets";
  }
}
