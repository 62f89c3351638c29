package wtls.gateway.handshake;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.PrfHash;
import wtls.api.engine.EncodedCertificate;
import wtls.gateway.handshake.Choice.Terms;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.handshake.CipherSuiteCode;
import wtls.protocol.handshake.ClientHello;
import wtls.protocol.handshake.Identifier;
import wtls.protocol.handshake.KeyExchangeId;

/**
 * Chooses from what a client offers (WAP-261 10.5.1.3): the first of its offers, in its own order,
 * that the policy allows and the keys can serve.
 */
final class Selection {
  private static final byte[] NO_SECRET = {};

  private final ServerPolicy policy;
  private final ServerCredentials credentials;
  private final Sessions sessions;
  private final KeyOffers offers;

  Selection(ServerPolicy policy, ServerCredentials credentials, Sessions sessions) {
    this.policy = policy;
    this.credentials = credentials;
    this.sessions = sessions;
    this.offers = new KeyOffers(policy.algorithms(), credentials);
  }

  /**
   * @throws Refusal with the alert that WAP-261 10.5.1.2 and 10.5.1.3 ask for
   */
  Choice choose(ClientHello hello, Instant now) throws Refusal {
    checkVersion(hello);
    Optional<Choice> resumed = resume(hello, now);
    if (resumed.isPresent()) {
      return resumed.get();
    }
    Refusal first = null;
    int index = 1;
    for (KeyExchangeId id : hello.clientKeyIds()) {
      try {
        return consider(hello, id, index++);
      } catch (Refusal e) {
        // What stood in the way of the client's first known choice tells it most.
        if (first == null || first.description() == AlertDescription.UNKNOWN_KEY_ID) {
          first = e;
        }
      }
    }
    throw first != null
        ? first
        : Refusal.fatal(
            AlertDescription.UNKNOWN_KEY_ID,
            "The client offers no key exchange, and no session that can be resumed.");
  }

  private static void checkVersion(ClientHello hello) throws Refusal {
    if (hello.version() < ClientHello.VERSION) {
      throw Refusal.fatal(
          AlertDescription.PROTOCOL_VERSION,
          "The client speaks version " + hello.version() + ", which never was.");
    }
    if (hello.sequenceNumberMode() > ClientHello.EXPLICIT_SEQUENCE_NUMBERS) {
      throw Refusal.fatal(
          AlertDescription.ILLEGAL_PARAMETER,
          "The sequence number mode is " + hello.sequenceNumberMode() + ", which is unknown.");
    }
    for (byte method : hello.compressionMethods()) {
      if (method == 0) {
        return;
      }
    }
    throw Refusal.fatal(
        AlertDescription.HANDSHAKE_FAILURE, "The client insists on compression; there is none.");
  }

  private Optional<Choice> resume(ClientHello hello, Instant now) {
    if (hello.sessionId().isEmpty()) {
      return Optional.empty();
    }
    Optional<Sessions.Secured> found = sessions.find(hello.sessionId(), now);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Established.Session session = found.get().session();
    CipherSuite suite = session.cipherSuite();
    // The policy may have become stricter since the session was made.
    boolean allowed =
        session.wtlsClass() >= policy.leastClass()
            && policy.allows(session.keyExchange())
            && policy.allows(suite)
            && hello.cipherSuites().contains(CipherSuiteCode.of(suite));
    if (!allowed) {
      Arrays.fill(found.get().masterSecret(), (byte) 0);
      return Optional.empty();
    }
    Terms terms = new Terms(0, session.keyExchange(), suite, keyRefresh(hello));
    return Optional.of(new Choice.Resume(terms, found.get()));
  }

  private Choice consider(ClientHello hello, KeyExchangeId id, int index) throws Refusal {
    KeyExchangeSuite suite =
        id.known()
            .orElseThrow(
                () ->
                    Refusal.fatal(
                        AlertDescription.UNKNOWN_KEY_ID,
                        "Key exchange suite " + id.suite() + " is unknown."));
    if (!policy.allows(suite)) {
      throw Refusal.fatal(
          AlertDescription.INSUFFICIENT_SECURITY,
          "Key exchange " + suite.standardName() + " is not allowed here.");
    }
    boolean signs = policy.wantsClientCertificate() && suite.usesCertificate();
    Terms terms = new Terms(index, suite, cipherSuite(hello, signs), keyRefresh(hello));
    return switch (suite.kind()) {
      case NULL -> new Choice.Preshared(terms, NO_SECRET, "");
      case SHARED_SECRET -> shared(terms, id.identifier());
      case DH, RSA, ECDH -> publicKeys(hello, id, terms);
    };
  }

  private Choice shared(Terms terms, Identifier name) throws Refusal {
    byte[] secret =
        credentials
            .sharedSecret(name)
            .orElseThrow(
                () ->
                    Refusal.fatal(
                        AlertDescription.UNKNOWN_KEY_ID, "No secret is shared by that name."));
    return new Choice.Preshared(terms, secret, name.toString());
  }

  private Choice publicKeys(ClientHello hello, KeyExchangeId id, Terms terms) throws Refusal {
    Choice.KeyOffer offer = offers.forOffer(id, terms.keyExchange(), hello.trustedKeyIds());
    List<EncodedCertificate> client =
        id.identifier() instanceof Identifier.KeyHash hash
            ? credentials.clientChain(hash.keyId())
            : List.of();
    boolean fixedKeys =
        !client.isEmpty()
            && terms.cipherSuite().mac().hash() == PrfHash.SHA1
            && offer instanceof Choice.KeyOffer.Certified certified
            && certified.key() instanceof CertifiedKey.Ecdh;
    if (fixedKeys) {
      var certified = (Choice.KeyOffer.Certified) offer;
      return new Choice.Optimised(terms, (CertifiedKey.Ecdh) certified.key(), client);
    }
    return new Choice.Full(terms, offer, client);
  }

  /**
   * The client's first cipher suite that is allowed.
   *
   * @param signs whether the client will sign the handshake hash, which is defined for SHA-1 only
   */
  private CipherSuite cipherSuite(ClientHello hello, boolean signs) throws Refusal {
    boolean known = false;
    for (CipherSuiteCode code : hello.cipherSuites()) {
      Optional<CipherSuite> suite = code.suite();
      known |= suite.isPresent();
      if (suite.filter(s -> policy.allows(s) && !(signs && isMd5(s))).isPresent()) {
        return suite.get();
      }
    }
    throw known
        ? Refusal.fatal(
            AlertDescription.INSUFFICIENT_SECURITY,
            "None of the cipher suites " + hello.cipherSuites() + " is allowed here.")
        : Refusal.fatal(
            AlertDescription.HANDSHAKE_FAILURE,
            "None of the cipher suites " + hello.cipherSuites() + " is known.");
  }

  private static boolean isMd5(CipherSuite suite) {
    return suite.mac().hash() == PrfHash.MD5;
  }

  private int keyRefresh(ClientHello hello) {
    return Math.min(hello.keyRefresh(), policy.keyRefreshCeiling());
  }
}
