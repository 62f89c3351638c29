package wtls.protocol.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.RSADigestSigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.util.BigIntegers;
import wtls.api.algorithm.NamedCurve;
import wtls.protocol.crypto.BadKeyException;
import wtls.protocol.crypto.Curves;
import wtls.protocol.crypto.EcKeys;
import wtls.protocol.crypto.RsaKeys;

/** Checks the signatures of certificates. A key that is not valid has signed nothing. */
final class Signatures {
  private Signatures() {}

  /** A signature in WTLS form: bare RSA block, or R and S. */
  static boolean verify(SignatureKind kind, CertificateKey key, byte[] hash, byte[] signature) {
    try {
      if (kind == SignatureKind.RSA && key instanceof CertificateKey.Rsa rsa) {
        return RsaKeys.verify(rsa.exponent(), rsa.modulus(), hash, signature);
      }
      Optional<NamedCurve> curve = key.curve();
      return kind == SignatureKind.ECDSA
          && curve.isPresent()
          && EcKeys.verify(curve.get(), key.point(), hash, signature);
    } catch (BadKeyException e) {
      return false;
    }
  }

  /** A signature in X.509 form: RSA block with DigestInfo, or R and S in DER. */
  static boolean verify(
      X509Signature algorithm, CertificateKey key, byte[] toBeSigned, byte[] signature) {
    Digest digest = algorithm.digest();
    if (algorithm.kind() == SignatureKind.RSA) {
      return key instanceof CertificateKey.Rsa rsa
          && verifyRsa(digest, rsa, toBeSigned, signature);
    }
    Optional<NamedCurve> curve = key.curve();
    if (curve.isEmpty()) {
      return false;
    }
    byte[] hash = new byte[digest.getDigestSize()];
    digest.update(toBeSigned, 0, toBeSigned.length);
    digest.doFinal(hash, 0);
    return verify(SignatureKind.ECDSA, key, hash, plain(curve.get(), signature));
  }

  private static boolean verifyRsa(
      Digest digest, CertificateKey.Rsa key, byte[] toBeSigned, byte[] signature) {
    BigInteger modulus = new BigInteger(1, key.modulus());
    BigInteger exponent = new BigInteger(1, key.exponent());
    try {
      RSADigestSigner verifier = new RSADigestSigner(digest);
      verifier.init(false, new RSAKeyParameters(false, modulus, exponent));
      verifier.update(toBeSigned, 0, toBeSigned.length);
      return verifier.verifySignature(signature);
    } catch (IllegalArgumentException e) {
      // Bouncy Castle refuses moduli that are no product of two primes.
      return false;
    }
  }

  /** R and S in WTLS form; empty when they are not what DER should hold. */
  private static byte[] plain(NamedCurve curve, byte[] der) {
    try {
      BigInteger[] parts = StandardDSAEncoding.INSTANCE.decode(Curves.of(curve).getN(), der);
      int size = curve.orderOctets();
      byte[] plain = new byte[2 * size];
      BigIntegers.asUnsignedByteArray(parts[0], plain, 0, size);
      BigIntegers.asUnsignedByteArray(parts[1], plain, size, size);
      return plain;
    } catch (IOException | RuntimeException e) {
      return new byte[0];
    }
  }
}
