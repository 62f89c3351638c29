package wtls.protocol.certificate;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.NamedCurve;
import wtls.protocol.certificate.UntrustedException.Reason;
import wtls.protocol.policy.AlgorithmPolicy;

/**
 * What each certificate of a chain must be, apart from being signed by the next.
 *
 * @param leafUse what the peer's own key is for
 * @param server whether the peer is a server
 * @param suite the negotiated suite
 */
record ChainRules(
    KeyUse leafUse, boolean server, KeyExchangeSuite suite, Instant now, AlgorithmPolicy policy) {
  private static final int LEAST_ECDSA_BITS = 160;

  /** Checks validity, extensions and key. */
  void check(ChainLink link, KeyUse use) throws UntrustedException {
    checkValidity(link);
    if (!link.unknownCritical().isEmpty()) {
      throw about(
          link,
          Reason.UNSUPPORTED_EXTENSION,
          "has the critical extension "
              + link.unknownCritical()
              + ", which is not understood: have one made without it");
    }
    if (!link.allows(use) || use != KeyUse.CERTIFY && !link.allowsRole(server)) {
      throw unsuitable(link, "a key that cannot be used for " + purpose(use));
    }
    CertificateKey key = link.key().orElse(null);
    if (key instanceof CertificateKey.Rsa rsa) {
      checkRsa(link, rsa, use);
    } else {
      checkEc(link, key, use);
    }
  }

  private void checkValidity(ChainLink link) throws UntrustedException {
    if (now.getEpochSecond() < link.notBefore().getEpochSecond()) {
      throw about(
          link,
          Reason.NOT_YET_VALID,
          "is valid only from " + link.notBefore() + " on: check the clock");
    }
    if (now.getEpochSecond() > link.notAfter().getEpochSecond()) {
      throw about(link, Reason.EXPIRED, "was valid only until " + link.notAfter() + ": renew it");
    }
  }

  private void checkRsa(ChainLink link, CertificateKey.Rsa key, KeyUse use)
      throws UntrustedException {
    int bits = new BigInteger(1, key.modulus()).bitLength();
    if (suite.kind() != KeyExchangeSuite.Kind.RSA) {
      throw unsuitable(link, "an RSA key");
    }
    if (use == KeyUse.ENCRYPT && suite.keyLimitBits() > 0 && bits > suite.keyLimitBits()) {
      throw unsuitable(link, "an RSA key of " + bits + " bits");
    }
    if (!policy.allowsRsaKey(bits)) {
      throw weak(link, "an RSA key of " + bits + " bits");
    }
  }

  private void checkEc(ChainLink link, CertificateKey key, KeyUse use) throws UntrustedException {
    Optional<NamedCurve> curve = key == null ? Optional.empty() : key.curve();
    if (suite.kind() != KeyExchangeSuite.Kind.ECDH || curve.isEmpty()) {
      throw unsuitable(link, curve.isEmpty() ? "a key of an unknown kind" : "an EC key");
    }
    String description = "a key on curve " + curve.get().standardName();
    if (use == KeyUse.CERTIFY && curve.get().bits() < LEAST_ECDSA_BITS) {
      throw unsuitable(link, description + ", too small for ECDSA");
    }
    if (use != KeyUse.CERTIFY && suite.uncompressed() && key.point()[0] != 4) {
      throw unsuitable(link, "a compressed point");
    }
    if (!policy.allows(curve.get())) {
      throw weak(link, description);
    }
  }

  /** Checks that the signature is of the kind that the suite asks for. */
  void checkSignatureKind(ChainLink link) throws UntrustedException {
    SignatureKind wanted =
        suite.kind() == KeyExchangeSuite.Kind.RSA ? SignatureKind.RSA : SignatureKind.ECDSA;
    if (link.signatureKind() != wanted) {
      throw about(
          link,
          Reason.UNSUITABLE_SIGNATURE,
          "is not signed with "
              + wanted
              + " and a supported hash, as "
              + suite.standardName()
              + " asks for: have one made that is");
    }
  }

  /** Checks that it may certify others, with so many authorities below it. */
  static void checkAuthority(ChainLink link, int below) throws UntrustedException {
    if (!link.isAuthority(below)) {
      throw about(
          link,
          Reason.NOT_AN_AUTHORITY,
          "may not issue others: have it made with T=ca, or with CA constraints in X.509");
    }
  }

  /** The signature does not verify. */
  static UntrustedException badSignature(ChainLink link) {
    return about(
        link,
        Reason.BAD_SIGNATURE,
        "was not signed by the key of \"" + link.issuer() + "\": it is forged or damaged");
  }

  private static String purpose(KeyUse use) {
    return switch (use) {
      case ENCRYPT -> "encryption to a server";
      case AGREE -> "key agreement";
      case SIGN -> "signatures of a client";
      case CERTIFY -> "certificates";
    };
  }

  private UntrustedException unsuitable(ChainLink link, String what) {
    return about(
        link,
        Reason.UNSUITABLE_KEY,
        "has " + what + ", which does not fit " + suite.standardName() + ": use another one");
  }

  private static UntrustedException weak(ChainLink link, String what) {
    return about(
        link, Reason.WEAK_KEY, "has " + what + ", which policy does not allow: use a larger key");
  }

  private static UntrustedException about(ChainLink link, Reason reason, String what) {
    return new UntrustedException(
        reason, "The certificate of \"" + link.subject() + "\" " + what + ".");
  }
}
