package wtls.testkit.card;

import java.util.List;
import java.util.Optional;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
import wtls.protocol.certificate.FileKey;
import wtls.protocol.crypto.BadKeyException;
import wtls.protocol.crypto.RsaPrivateKey;

/**
 * A key to be put on a card.
 *
 * @param key RSA to sign, EC to agree
 * @param certificates its certificate first, then those of its issuers, without the root
 */
public record HeldKey(FileKey key, List<EncodedCertificate> certificates) {

  /**
   * A key with its secret in the form of engines.
   *
   * @param curve of an EC key
   * @param secret PKCS #8 for RSA, the scalar for EC
   */
  public static HeldKey of(
      Optional<NamedCurve> curve, byte[] secret, List<EncodedCertificate> certificates) {
    try {
      FileKey key =
          curve.isPresent()
              ? FileKey.Ec.of(curve.get(), secret)
              : new FileKey.Rsa(RsaPrivateKey.decode(secret));
      return new HeldKey(key, certificates);
    } catch (BadKeyException e) {
      throw new IllegalStateException(e);
    }
  }
}
