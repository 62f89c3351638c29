package wtls.gateway.handshake;

import java.util.List;
import java.util.Optional;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.KeyId;
import wtls.protocol.handshake.Identifier;

/**
 * What the gateway proves itself with, and what it knows of its clients. Answers come from memory,
 * at once, and on any thread.
 */
public interface ServerCredentials {

  /** The gateway's certified keys, most preferred first. */
  List<CertifiedKey> keys();

  /** The authorities whose client certificates are accepted. */
  List<EncodedCertificate> clientRoots();

  /** The same as clients are told of them. */
  List<ClientAuthority> clientAuthorities();

  /**
   * The certificate chain of a client that is known by its key hash, its own certificate first;
   * empty when it is not known. The chain is still validated whenever it is used.
   */
  List<EncodedCertificate> clientChain(KeyId key);

  /**
   * The secret shared with the client that names it so (WAP-261 10.3).
   *
   * @return a new array, which the caller wipes
   */
  Optional<byte[]> sharedSecret(Identifier name);
}
