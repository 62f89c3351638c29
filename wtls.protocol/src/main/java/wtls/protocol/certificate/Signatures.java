package wtls.protocol.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
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
    if (algorithm.kind() == SignatureKind.RSA) {
      byte[] info = algorithm.digestInfo(toBeSigned);
      return verify(SignatureKind.RSA, key, info, signature);
    }
    return key.curve().isPresent()
        && verify(
            SignatureKind.ECDSA,
            key,
            algorithm.hash(toBeSigned),
            plain(key.curve().get(), signature));
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
