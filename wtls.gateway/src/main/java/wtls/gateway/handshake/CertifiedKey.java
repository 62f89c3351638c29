package wtls.gateway.handshake;

import java.util.List;
import java.util.Objects;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
import wtls.protocol.crypto.RsaPrivateKey;

/** A private key of the gateway and the certificates that vouch for it. */
public sealed interface CertifiedKey {

  /** Its certificate first, then those of its issuers, without the root. */
  List<EncodedCertificate> chain();

  /** The certificates of the authorities above it, the root included. */
  List<EncodedCertificate> authorities();

  /**
   * A key for the RSA suites.
   *
   * @param privateKey for decryption
   * @param exponent of the public key, octets as in the certificate
   * @param modulus of the public key, octets as in the certificate
   */
  record Rsa(
      RsaPrivateKey privateKey,
      byte[] exponent,
      byte[] modulus,
      List<EncodedCertificate> chain,
      List<EncodedCertificate> authorities)
      implements CertifiedKey {
    public Rsa {
      Objects.requireNonNull(privateKey, "privateKey");
      Objects.requireNonNull(exponent, "exponent");
      Objects.requireNonNull(modulus, "modulus");
      chain = List.copyOf(chain);
      authorities = List.copyOf(authorities);
    }

    @Override
    public String toString() {
      return "certified RSA key of " + modulus.length + " octets";
    }
  }

  /**
   * A key for the ECDH_ECDSA suites.
   *
   * @param curve the curve it is on
   * @param privateKey the scalar
   * @param point the public key, octets as in the certificate
   */
  record Ecdh(
      NamedCurve curve,
      byte[] privateKey,
      byte[] point,
      List<EncodedCertificate> chain,
      List<EncodedCertificate> authorities)
      implements CertifiedKey {
    public Ecdh {
      Objects.requireNonNull(curve, "curve");
      Objects.requireNonNull(privateKey, "privateKey");
      Objects.requireNonNull(point, "point");
      chain = List.copyOf(chain);
      authorities = List.copyOf(authorities);
    }

    /** Whether the certificate can be used in suites that forbid compressed points. */
    boolean isUncompressed() {
      return point.length > 0 && point[0] == 4;
    }

    @Override
    public String toString() {
      return "certified ECDH key on " + curve.standardName();
    }
  }
}
