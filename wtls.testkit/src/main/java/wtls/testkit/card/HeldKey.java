package wtls.testkit.card;

import java.util.List;
import wtls.api.engine.EncodedCertificate;
import wtls.protocol.certificate.FileKey;

/**
 * A key to be put on a card.
 *
 * @param key RSA to sign, EC to agree
 * @param certificates its certificate first, then those of its issuers, without the root
 */
public record HeldKey(FileKey key, List<EncodedCertificate> certificates) {}
