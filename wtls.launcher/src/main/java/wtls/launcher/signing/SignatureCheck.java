package wtls.launcher.signing;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
import wtls.protocol.certificate.CertificateKey;
import wtls.protocol.certificate.ChainValidator;
import wtls.protocol.certificate.ClientIdentity;
import wtls.protocol.certificate.UntrustedException;
import wtls.protocol.crypto.BadKeyException;
import wtls.protocol.crypto.EcKeys;
import wtls.protocol.crypto.RsaKeys;
import wtls.protocol.policy.AlgorithmPolicy;

/** Checks signed content with the certificates that came along. */
public final class SignatureCheck {
  private SignatureCheck() {}

  /**
   * Checks that the signature is over {@code content}, by a key that one of {@code roots} vouches
   * for.
   *
   * @param now for the validity of the certificates
   * @return who signed
   * @throws BadSignatureException for the first thing found wrong
   */
  public static ClientIdentity check(
      SignedContent signed, byte[] content, List<EncodedCertificate> roots, Instant now)
      throws BadSignatureException {
    if (signed.content().isPresent() && !Arrays.equals(signed.content().get(), content)) {
      throw new BadSignatureException("The signature is over another text.");
    }
    if (signed.certificates().isEmpty()) {
      throw new BadSignatureException(
          "The signature comes without its signer's certificate: ask for one that has it.");
    }
    ClientIdentity signer = signer(signed, roots, now);
    if (signed.signer().isPresent() && !signed.signer().get().equals(signer.key().keyId())) {
      throw new BadSignatureException("The signature names another key than its certificate.");
    }
    byte[] data = SignedContent.toBeSigned(signed.scheme(), signed.attributes(), content);
    if (!verifies(signed, signer.key(), data)) {
      throw new BadSignatureException(
          "The signature is not over this text, or not by \"" + signer.subject() + "\".");
    }
    return signer;
  }

  private static ClientIdentity signer(
      SignedContent signed, List<EncodedCertificate> roots, Instant now)
      throws BadSignatureException {
    try {
      return ChainValidator.validateSigner(
          signed.certificates(), roots, now, AlgorithmPolicy.STRICT);
    } catch (UntrustedException e) {
      throw new BadSignatureException(e.getMessage(), e);
    }
  }

  private static boolean verifies(SignedContent signed, CertificateKey key, byte[] data) {
    try {
      if (signed.scheme() == SignatureScheme.RSA_SHA_PKCS1) {
        return key instanceof CertificateKey.Rsa rsa
            && RsaKeys.verify(rsa.exponent(), rsa.modulus(), data, signed.signature());
      }
      NamedCurve curve = key.curve().orElse(null);
      return key instanceof CertificateKey.Ecdsa
          && curve != null
          && EcKeys.verify(curve, key.point(), data, signed.signature());
    } catch (BadKeyException e) {
      return false;
    }
  }
}
