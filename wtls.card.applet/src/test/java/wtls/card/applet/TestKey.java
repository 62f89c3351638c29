package wtls.card.applet;

import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Random;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import wtls.api.algorithm.NamedCurve;
import wtls.protocol.certificate.CertificateKey;
import wtls.protocol.certificate.SignatureAlgorithm;
import wtls.protocol.crypto.BadKeyException;
import wtls.protocol.crypto.Curves;
import wtls.protocol.crypto.EcKeyPair;
import wtls.protocol.crypto.EcKeys;
import wtls.protocol.crypto.RsaKeys;
import wtls.protocol.crypto.RsaPrivateKey;
import wtls.protocol.handshake.ParameterSpecifier;

/** A key pair, and how it stands and signs in certificates of both formats. */
sealed interface TestKey {

  /** How it signs WTLS certificates. */
  SignatureAlgorithm algorithm();

  /** The key in a WTLS certificate of an authority. */
  CertificateKey certifying();

  /** The key in a WTLS certificate of a server. */
  CertificateKey serving();

  /** Signs a hash in WTLS form. */
  byte[] sign(byte[] hash);

  SubjectPublicKeyInfo info();

  AlgorithmIdentifier x509Algorithm(boolean sha256);

  /** Signs in X.509 form. */
  byte[] signX509(byte[] data, boolean sha256);

  /** Randomness that is the same in every run. */
  static SecureRandom seeded(long seed) {
    Random random = new Random(seed);
    return new SecureRandom() {
      private static final long serialVersionUID = 1;

      @Override
      public void nextBytes(byte[] octets) {
        random.nextBytes(octets);
      }
    };
  }

  private static byte[] hash(byte[] data, boolean sha256) {
    try {
      return MessageDigest.getInstance(sha256 ? "SHA-256" : "SHA-1").digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An RSA key. */
  record Rsa(RsaPrivateKey key) implements TestKey {
    static Rsa of(int bits, long seed) {
      return new Rsa(RsaKeys.generate(bits, seeded(seed)));
    }

    @Override
    public SignatureAlgorithm algorithm() {
      return SignatureAlgorithm.RSA_SHA;
    }

    @Override
    public CertificateKey certifying() {
      return new CertificateKey.Rsa(key.exponent(), key.modulus());
    }

    @Override
    public CertificateKey serving() {
      return certifying();
    }

    @Override
    public byte[] sign(byte[] hash) {
      return RsaKeys.sign(key, hash, seeded(1));
    }

    @Override
    public SubjectPublicKeyInfo info() {
      BigInteger modulus = new BigInteger(1, key.modulus());
      BigInteger exponent = new BigInteger(1, key.exponent());
      try {
        return new SubjectPublicKeyInfo(
            new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
            new RSAPublicKey(modulus, exponent));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public AlgorithmIdentifier x509Algorithm(boolean sha256) {
      return new AlgorithmIdentifier(
          sha256
              ? PKCSObjectIdentifiers.sha256WithRSAEncryption
              : PKCSObjectIdentifiers.sha1WithRSAEncryption,
          DERNull.INSTANCE);
    }

    @Override
    public byte[] signX509(byte[] data, boolean sha256) {
      ASN1ObjectIdentifier oid =
          new ASN1ObjectIdentifier(sha256 ? "2.16.840.1.101.3.4.2.1" : "1.3.14.3.2.26");
      AlgorithmIdentifier algorithm = new AlgorithmIdentifier(oid, DERNull.INSTANCE);
      try {
        return sign(new DigestInfo(algorithm, hash(data, sha256)).getEncoded());
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** A key on a curve. */
  record Ec(EcKeyPair pair, boolean compressed) implements TestKey {
    static Ec of(NamedCurve curve, boolean compressed, long seed) {
      return new Ec(EcKeys.generate(curve, seeded(seed)), compressed);
    }

    @Override
    public SignatureAlgorithm algorithm() {
      return SignatureAlgorithm.ECDSA_SHA;
    }

    private ParameterSpecifier parameters() {
      return ParameterSpecifier.of(pair.curve().number());
    }

    @Override
    public CertificateKey certifying() {
      return new CertificateKey.Ecdsa(parameters(), pair.point(compressed));
    }

    @Override
    public CertificateKey serving() {
      return new CertificateKey.Ecdh(parameters(), pair.point(compressed));
    }

    @Override
    public byte[] sign(byte[] hash) {
      try {
        return EcKeys.sign(pair.curve(), pair.privateKey(), hash);
      } catch (BadKeyException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public SubjectPublicKeyInfo info() {
      String oid =
          switch (pair.curve()) {
            case SECP160R1 -> "1.3.132.0.8";
            case C2PNB163V1 -> "1.2.840.10045.3.0.1";
            case SECP224R1 -> "1.3.132.0.33";
            default -> "2.23.43.1.4." + pair.curve().number();
          };
      return new SubjectPublicKeyInfo(
          new AlgorithmIdentifier(
              X9ObjectIdentifiers.id_ecPublicKey, new ASN1ObjectIdentifier(oid)),
          pair.point(compressed));
    }

    @Override
    public AlgorithmIdentifier x509Algorithm(boolean sha256) {
      return new AlgorithmIdentifier(
          sha256 ? X9ObjectIdentifiers.ecdsa_with_SHA256 : X9ObjectIdentifiers.ecdsa_with_SHA1);
    }

    @Override
    public byte[] signX509(byte[] data, boolean sha256) {
      byte[] halves = sign(hash(data, sha256));
      int half = halves.length / 2;
      BigInteger r = new BigInteger(1, Arrays.copyOf(halves, half));
      BigInteger s = new BigInteger(1, Arrays.copyOfRange(halves, half, 2 * half));
      try {
        return StandardDSAEncoding.INSTANCE.encode(Curves.of(pair.curve()).getN(), r, s);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
