package wtls.api.engine;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import wtls.api.algorithm.NamedCurve;

/**
 * A private key of the client that an engine holds, for class 3 sessions.
 *
 * @param use what it is for
 * @param id its key hash
 * @param curve the curve of an EC key; empty for RSA
 * @param certificates its certificate first, then those of its issuers, without the root; may be
 *     empty when the server is known to have it
 */
public record OwnKey(
    Use use, KeyId id, Optional<NamedCurve> curve, List<EncodedCertificate> certificates) {

  /** What a client key does in a handshake. */
  public enum Use {
    /** RSA: signs CertificateVerify (WAP-261 10.5.9). */
    SIGN,
    /** ECDH: takes part in ECDH_ECDSA as the client's fixed key. */
    AGREE
  }

  public OwnKey {
    Objects.requireNonNull(use, "use");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(curve, "curve");
    certificates = List.copyOf(certificates);
  }
}
