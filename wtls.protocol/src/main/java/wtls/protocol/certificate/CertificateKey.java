package wtls.protocol.certificate;

import java.util.Objects;
import java.util.Optional;
import wtls.api.algorithm.KeyExchangeSuite.Kind;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.KeyId;
import wtls.api.engine.ServerKey;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.codec.OctetReader;
import wtls.protocol.codec.OctetWriter;
import wtls.protocol.handshake.ParameterSpecifier;

/** The public key in a certificate (WAP-261 10.5.2). Its numbers are not checked. */
public sealed interface CertificateKey {

  /** The number of its type in a WTLS certificate. */
  int typeNumber();

  /** What WTLS hashes to name it: the modulus, or the point's x-coordinate. */
  byte[] identity();

  /** The curve of an EC key; empty for RSA, and for curves that have no WTLS number. */
  Optional<NamedCurve> curve();

  /** The point of an EC key; empty array for RSA. */
  default byte[] point() {
    return new byte[0];
  }

  /** Writes type, parameters and key as they stand in a WTLS certificate. */
  void write(OctetWriter out);

  /** Its key hash (WAP-261_101). */
  default KeyId keyId() {
    return KeyId.of(Sha1.of(identity()));
  }

  /**
   * The key in a certificate of either format; empty for algorithms and curves that have no WTLS
   * number, and for URLs.
   */
  static Optional<CertificateKey> of(EncodedCertificate certificate) throws DecodeException {
    return switch (certificate.format()) {
      case WTLS -> Optional.of(WtlsCertificate.decode(certificate.octets()).publicKey());
      case X509 -> X509Certificate.parse(certificate.octets()).publicKey();
      case X968, URL -> Optional.empty();
    };
  }

  /** The key as an engine takes it; empty for keys that only sign, or on an unknown curve. */
  default Optional<ServerKey> serverKey() {
    if (this instanceof Rsa rsa) {
      return Optional.of(new ServerKey.Rsa(rsa.exponent, rsa.modulus));
    }
    if (this instanceof Ecdh ecdh) {
      return curve().map(curve -> new ServerKey.Ec(curve, ecdh.point));
    }
    return Optional.empty();
  }

  /**
   * An RSA key, to encrypt or to sign.
   *
   * @param exponent unsigned, big-endian
   * @param modulus unsigned, big-endian
   */
  record Rsa(byte[] exponent, byte[] modulus) implements CertificateKey {
    public Rsa {
      Objects.requireNonNull(exponent, "exponent");
      Objects.requireNonNull(modulus, "modulus");
    }

    @Override
    public int typeNumber() {
      return 2;
    }

    @Override
    public byte[] identity() {
      return modulus.clone();
    }

    @Override
    public Optional<NamedCurve> curve() {
      return Optional.empty();
    }

    @Override
    public void write(OctetWriter out) {
      out.uint8(typeNumber()).uint8(0).vector16(exponent).vector16(modulus);
    }
  }

  /**
   * A point for key agreement.
   *
   * @param parameters its curve
   * @param point an X9.62 point string
   */
  record Ecdh(ParameterSpecifier parameters, byte[] point) implements CertificateKey {
    public Ecdh {
      Objects.requireNonNull(parameters, "parameters");
      Objects.requireNonNull(point, "point");
    }

    @Override
    public int typeNumber() {
      return 3;
    }

    @Override
    public byte[] identity() {
      return EcPoints.x(point);
    }

    @Override
    public Optional<NamedCurve> curve() {
      return NamedCurve.of(parameters.index());
    }

    @Override
    public void write(OctetWriter out) {
      EcPoints.write(out, typeNumber(), parameters, point);
    }
  }

  /**
   * A point for signatures.
   *
   * @param parameters its curve
   * @param point an X9.62 point string
   */
  record Ecdsa(ParameterSpecifier parameters, byte[] point) implements CertificateKey {
    public Ecdsa {
      Objects.requireNonNull(parameters, "parameters");
      Objects.requireNonNull(point, "point");
    }

    @Override
    public int typeNumber() {
      return 4;
    }

    @Override
    public byte[] identity() {
      return EcPoints.x(point);
    }

    @Override
    public Optional<NamedCurve> curve() {
      return NamedCurve.of(parameters.index());
    }

    @Override
    public void write(OctetWriter out) {
      EcPoints.write(out, typeNumber(), parameters, point);
    }
  }

  /** Reads type, parameters and key. */
  static CertificateKey read(OctetReader in) throws DecodeException {
    int at = in.offset();
    int type = in.uint8("public_key_type");
    return switch (type) {
      case 2 -> {
        ParameterSpecifier.read(in, Kind.RSA);
        yield new Rsa(
            in.vector16("rsa_exponent", 1, 0xFFFF), in.vector16("rsa_modulus", 1, 0xFFFF));
      }
      case 3 -> new Ecdh(ParameterSpecifier.read(in, Kind.ECDH), in.vector8("point", 1, 0xFF));
      case 4 -> new Ecdsa(ParameterSpecifier.read(in, Kind.ECDH), in.vector8("point", 1, 0xFF));
      default -> throw new DecodeException("public_key_type", at, "is " + type + ", not 2, 3 or 4");
    };
  }
}
