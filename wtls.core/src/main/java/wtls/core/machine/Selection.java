package wtls.core.machine;

import java.util.Optional;
import wtls.api.algorithm.CipherSuite;
import wtls.api.session.SessionDescription;
import wtls.api.session.SessionId;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.handshake.ServerHello;

/**
 * What a ServerHello chose, checked against the offer (WAP-261 10.5.1.3, B.1).
 *
 * @param entry the chosen entry of client_key_ids; empty when a session is resumed
 * @param resumed the session that is resumed; empty when a new one is made
 * @param keyRefresh the exponent that both sides use
 */
record Selection(
    Optional<Offer.Entry> entry,
    Optional<SessionDescription> resumed,
    SessionId sessionId,
    CipherSuite cipherSuite,
    int keyRefresh) {

  /**
   * Checks a ServerHello.
   *
   * @throws HandshakeFailure with the alert that says what is wrong with it
   */
  static Selection of(ServerHello hello, Offer offer) throws HandshakeFailure {
    if (hello.version() != Offer.VERSION) {
      throw HandshakeFailure.refused(
          AlertDescription.PROTOCOL_VERSION,
          "The server chose WTLS version " + hello.version() + ", which was not offered.");
    }
    require(hello.compression() == 0, "a compression method");
    require(hello.sequenceNumberMode() == Offer.EXPLICIT, "a sequence number mode");
    require(hello.keyRefresh() <= offer.keyRefresh(), "a key refresh rate");
    Optional<CipherSuite> suite = hello.cipherSuite().suite().filter(offer::includes);
    Optional<SessionDescription> resumed =
        offer.resumed().filter(session -> session.id().equals(hello.sessionId()));
    if (resumed.isPresent()) {
      // A resumed session keeps its algorithms.
      require(
          suite.isPresent() && suite.get().equals(resumed.get().cipherSuite()), "a cipher suite");
      return new Selection(
          Optional.empty(), resumed, hello.sessionId(), suite.get(), hello.keyRefresh());
    }
    require(suite.isPresent(), "a cipher suite");
    Optional<Offer.Entry> entry = offer.entry(hello.clientKeyIndex());
    require(entry.isPresent(), "a key exchange suite");
    return new Selection(
        entry, Optional.empty(), hello.sessionId(), suite.get(), hello.keyRefresh());
  }

  private static void require(boolean offered, String what) throws HandshakeFailure {
    if (!offered) {
      throw HandshakeFailure.refused(
          AlertDescription.ILLEGAL_PARAMETER,
          "The server chose " + what + " that was not offered.");
    }
  }
}
