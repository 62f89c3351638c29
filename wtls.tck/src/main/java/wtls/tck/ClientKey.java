package wtls.tck;

import java.util.List;
import java.util.Objects;
import wtls.api.engine.EncodedCertificate;
import wtls.protocol.certificate.FileKey;

/**
 * A key of the client.
 *
 * @param key RSA to sign, EC to agree
 * @param certificates its certificate first
 */
public record ClientKey(FileKey key, List<EncodedCertificate> certificates) {

  public ClientKey {
    Objects.requireNonNull(key, "key");
    certificates = List.copyOf(certificates);
  }
}
