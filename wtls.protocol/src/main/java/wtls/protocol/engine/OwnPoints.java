package wtls.protocol.engine;

import java.util.Optional;
import wtls.api.engine.OwnKey;
import wtls.protocol.certificate.CertificateKey;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.crypto.BadKeyException;
import wtls.protocol.crypto.EcKeys;

/** The public points of fixed keys, which a card shows in certificates only. Pure functions. */
public final class OwnPoints {

  private OwnPoints() {}

  /**
   * The point of a key, from its certificate.
   *
   * @return empty when there is none that fits
   */
  public static Optional<byte[]> of(OwnKey key, boolean compressed) {
    if (key.certificates().isEmpty() || key.curve().isEmpty()) {
      return Optional.empty();
    }
    try {
      Optional<CertificateKey> certified = CertificateKey.of(key.certificates().get(0));
      if (certified.isPresent()
          && certified.get() instanceof CertificateKey.Ecdh ecdh
          && certified.get().keyId().equals(key.id())) {
        return Optional.of(EcKeys.point(key.curve().get(), ecdh.point(), compressed));
      }
      return Optional.empty();
    } catch (DecodeException | BadKeyException e) {
      return Optional.empty();
    }
  }
}
