package wtls.core.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.PrfHash;
import wtls.api.engine.Credentials;
import wtls.api.engine.KeyId;
import wtls.api.engine.OwnKey;
import wtls.api.engine.ServerKey;
import wtls.protocol.handshake.CertificateMessage;
import wtls.protocol.handshake.CertificateRequest;
import wtls.protocol.handshake.CertificateVerify;
import wtls.protocol.handshake.ClientKeyExchange;
import wtls.protocol.handshake.Handshakes;
import wtls.protocol.handshake.KeyExchangeId;

/**
 * The client's part of the key exchange in a full handshake: which key it authenticates with, if
 * asked to, and the messages that follow from that (WAP-261 10.5.5, 10.5.8, 10.5.9).
 */
final class SecondFlight {
  private final Credentials credentials;
  private final KeyExchangeSuite suite;
  private final Optional<OwnKey> announced;
  private final PrfHash hash;
  private final CertificateRequest request;
  private final ServerKey serverKey;
  private final IssuerMatch issuers;
  private Optional<OwnKey> chosen = Optional.empty();

  /**
   * @param request what the server asked for; null when it did not
   */
  SecondFlight(
      Credentials credentials,
      Settings settings,
      Selection selection,
      CertificateRequest request,
      ServerKey key) {
    Offer.Entry entry = selection.entry().orElseThrow();
    this.credentials = credentials;
    this.suite = entry.suite();
    this.announced = entry.key();
    this.hash = selection.cipherSuite().mac().hash();
    this.request = request;
    this.serverKey = key;
    this.issuers = new IssuerMatch(suite, settings, credentials.roots());
  }

  /** Looks for a key that fits the request; none is an answer too. */
  void chooseKey() {
    if (request.trustedAuthorities().isEmpty() && announced.isPresent()) {
      chosen = announced;
      return;
    }
    chosen = credentials.keys().stream().filter(this::fits).findFirst();
  }

  /** Whether the client proves who it is. */
  boolean authenticates() {
    return chosen.isPresent();
  }

  /** The key to agree with in place of an ephemeral one. */
  Optional<KeyId> agreementKey() {
    return chosen.filter(key -> key.use() == OwnKey.Use.AGREE).map(OwnKey::id);
  }

  /** The key to sign CertificateVerify with. */
  Optional<KeyId> signingKey() {
    return chosen.filter(key -> key.use() == OwnKey.Use.SIGN).map(OwnKey::id);
  }

  /** The Certificate message, as a list to be added to: empty when the server did not ask. */
  List<byte[]> certificate() {
    List<byte[]> messages = new ArrayList<>();
    boolean serverHasIt =
        request != null
            && request.trustedAuthorities().isEmpty()
            && chosen.isPresent()
            && chosen.equals(announced);
    if (request != null && !serverHasIt) {
      messages.add(
          Handshakes.encode(
              new CertificateMessage(chosen.map(OwnKey::certificates).orElse(List.of())), suite));
    }
    return messages;
  }

  /** ClientKeyExchange; left out when the certificate has told the server the point. */
  Optional<byte[]> clientKeyExchange(byte[] value) {
    return agreementKey().isPresent()
        ? Optional.empty()
        : Optional.of(Handshakes.encode(new ClientKeyExchange(value), suite));
  }

  byte[] certificateVerify(byte[] signature) {
    return Handshakes.encode(new CertificateVerify(signature), suite);
  }

  private boolean fits(OwnKey key) {
    return fitsSuite(key)
        && !key.certificates().isEmpty()
        && (request.trustedAuthorities().isEmpty()
            || request.trustedAuthorities().stream().anyMatch(id -> fits(key, id)));
  }

  private boolean fitsSuite(OwnKey key) {
    return switch (suite.kind()) {
      // What is signed under an MD5 suite is not settled by WAP-261: not done at all.
      case RSA -> key.use() == OwnKey.Use.SIGN && hash == PrfHash.SHA1;
      case ECDH ->
          key.use() == OwnKey.Use.AGREE
              && serverKey instanceof ServerKey.Ec ec
              && key.curve().equals(Optional.of(ec.curve()));
      case DH, SHARED_SECRET, NULL -> false;
    };
  }

  private boolean fits(OwnKey key, KeyExchangeId authority) {
    return authority.known().filter(known -> known.kind() == suite.kind()).isPresent()
        && issuers.leadsTo(key.certificates(), authority.identifier());
  }
}
