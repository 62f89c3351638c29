package wtls.api.engine;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import wtls.api.algorithm.KeyExchangeSuite;

/**
 * The inputs of a key exchange.
 *
 * @param suite the negotiated suite
 * @param serverKey the server's public key
 * @param clientVersion the version octet of ClientHello, first octet of an RSA secret
 * @param clientKey the fixed client key to agree with; empty for an ephemeral one
 * @param sharedSecretName the secret to use in SHARED_SECRET; empty otherwise
 * @param serverCertificates the chain as received, for engines that check it themselves
 * @param masterSecret how the master secret will be derived, where that is known already, as it is
 *     in WTLS: an engine may then derive it while it establishes, and one whose card keeps no more
 *     than one pre-master secret at a time refuses to establish without
 */
public record KeyExchange(
    KeyExchangeSuite suite,
    ServerKey serverKey,
    int clientVersion,
    Optional<KeyId> clientKey,
    Optional<String> sharedSecretName,
    List<EncodedCertificate> serverCertificates,
    Optional<Derivation> masterSecret) {

  public KeyExchange {
    Objects.requireNonNull(suite, "suite");
    Objects.requireNonNull(serverKey, "serverKey");
    Objects.requireNonNull(clientKey, "clientKey");
    Objects.requireNonNull(sharedSecretName, "sharedSecretName");
    serverCertificates = List.copyOf(serverCertificates);
    Objects.requireNonNull(masterSecret, "masterSecret");
  }
}
