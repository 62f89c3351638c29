package wtls.protocol.certificate;

import java.util.Arrays;
import java.util.Objects;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.KeyId;
import wtls.protocol.crypto.BadKeyException;
import wtls.protocol.crypto.EcKeyPair;
import wtls.protocol.crypto.EcKeys;
import wtls.protocol.crypto.RsaPrivateKey;
import wtls.protocol.handshake.ParameterSpecifier;

/** A private key as files hold it. */
public sealed interface FileKey extends AutoCloseable {

  /** The public half, an EC key as one for agreement. */
  CertificateKey publicKey();

  /** The hash of its public key, to be compared with that of a certificate. */
  default KeyId id() {
    return publicKey().keyId();
  }

  /** Wipes what can be wiped. Idempotent. */
  @Override
  void close();

  /** An RSA key, to decrypt and to sign. */
  record Rsa(RsaPrivateKey key) implements FileKey {
    public Rsa {
      Objects.requireNonNull(key, "key");
    }

    @Override
    public CertificateKey publicKey() {
      return new CertificateKey.Rsa(key.exponent(), key.modulus());
    }

    @Override
    public void close() {
      // Its numbers cannot be wiped.
    }
  }

  /**
   * A key on a curve, to agree and to sign.
   *
   * @param curve the curve
   * @param scalar big-endian, as long as the base point's order; wiped by {@link #close}
   * @param point the public point, compressed
   */
  record Ec(NamedCurve curve, byte[] scalar, byte[] point) implements FileKey {
    public Ec {
      Objects.requireNonNull(curve, "curve");
      Objects.requireNonNull(scalar, "scalar");
      Objects.requireNonNull(point, "point");
    }

    /**
     * The key with this scalar.
     *
     * @param scalar big-endian, any length; not kept
     * @throws BadKeyException when it is not from 1 to below the order
     */
    public static Ec of(NamedCurve curve, byte[] scalar) throws BadKeyException {
      try (EcKeyPair pair = EcKeys.of(curve, scalar)) {
        return new Ec(curve, pair.privateKey(), pair.point(true));
      }
    }

    @Override
    public CertificateKey publicKey() {
      return new CertificateKey.Ecdh(ParameterSpecifier.of(curve.number()), point);
    }

    @Override
    public void close() {
      Arrays.fill(scalar, (byte) 0);
    }

    /** Names the curve only. */
    @Override
    public String toString() {
      return "EC private key on " + curve.standardName();
    }
  }
}
