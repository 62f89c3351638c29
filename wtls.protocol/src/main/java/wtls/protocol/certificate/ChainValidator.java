package wtls.protocol.certificate;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.ServerKey;
import wtls.protocol.certificate.UntrustedException.Reason;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.handshake.Identifier;
import wtls.protocol.policy.AlgorithmPolicy;

/**
 * Decides whether a chain of certificates leads from a trusted root to the peer (WAP-261 10.5.2).
 * Pure: fetches nothing, keeps nothing; there is no revocation in WTLS. Chains may mix WTLS and
 * X.509 certificates. A chain takes at most as many signature checks as it has certificates, and
 * one for each root that its last issuer's name fits.
 */
public final class ChainValidator {
  /** The longest chain that is looked at. */
  public static final int LONGEST_CHAIN = 8;

  private static final int LEAST_ECDSA_BITS = 160;

  private ChainValidator() {}

  /**
   * Validates the chain of a server.
   *
   * @param chain as received: the server's first, each next one certifying the one before
   * @param roots the trusted authorities; those that cannot be parsed are passed over
   * @param suite the negotiated suite, one with a server certificate: all keys and signatures must
   *     be of its kind, and the server's key within its limit
   * @param host the name or address that was asked for
   * @param now for the validity of every certificate, the root included
   * @param policy which RSA sizes and curves may be used
   * @throws UntrustedException for the first thing found wrong
   */
  public static ServerIdentity validate(
      List<EncodedCertificate> chain,
      List<EncodedCertificate> roots,
      KeyExchangeSuite suite,
      String host,
      Instant now,
      AlgorithmPolicy policy)
      throws UntrustedException {
    if (!suite.usesCertificate()) {
      throw new IllegalArgumentException(
          "The suite " + suite.standardName() + " has no server certificate to validate.");
    }
    boolean rsa = suite.kind() == KeyExchangeSuite.Kind.RSA;
    Validation validation =
        new Validation(rsa ? KeyUse.ENCRYPT : KeyUse.AGREE, true, suite, now, policy);
    Path path = validation.follow(parse(chain), parseRoots(roots));
    if (!path.leaf().isFor(host)) {
      throw new UntrustedException(
          Reason.WRONG_HOST,
          "The certificate is for \""
              + path.leaf().subject()
              + "\" and not for "
              + Identifier.Text.displayable(host)
              + ": connect by the name in it, or have a certificate made for this name.");
    }
    ServerKey key = path.leaf().key().flatMap(CertificateKey::serverKey).orElseThrow();
    return new ServerIdentity(key, path.leaf().subject(), path.leaf().issuer(), path.root());
  }

  /**
   * Validates the chain of a client.
   *
   * @param suite the negotiated suite, of kind RSA for signing certificates or ECDH for key
   *     agreement
   * @see #validate
   */
  public static ClientIdentity validateClient(
      List<EncodedCertificate> chain,
      List<EncodedCertificate> roots,
      KeyExchangeSuite suite,
      Instant now,
      AlgorithmPolicy policy)
      throws UntrustedException {
    boolean rsa = suite.kind() == KeyExchangeSuite.Kind.RSA;
    if (!rsa && suite.kind() != KeyExchangeSuite.Kind.ECDH) {
      throw new IllegalArgumentException(
          "The suite " + suite.standardName() + " has no client certificates to validate.");
    }
    Validation validation =
        new Validation(rsa ? KeyUse.SIGN : KeyUse.AGREE, false, suite, now, policy);
    Path path = validation.follow(parse(chain), parseRoots(roots));
    CertificateKey key = path.leaf().key().orElseThrow();
    return new ClientIdentity(key, path.leaf().subject(), path.leaf().issuer(), path.root());
  }

  /**
   * How to name these roots in trusted_key_ids or CertificateRequest: by their key hashes
   * (WAP-261_101, WAP-261_102). Roots that cannot be parsed are left out.
   */
  public static List<Identifier> trustedIds(List<EncodedCertificate> roots) {
    return parseRoots(roots).stream()
        .flatMap(root -> root.link().key().stream())
        .<Identifier>map(key -> new Identifier.KeyHash(key.keyId()))
        .distinct()
        .toList();
  }

  /**
   * Whether an identifier in trusted_key_ids, or of an issuer, means this authority: by its name,
   * its key hash or its X.509 subject key identifier.
   */
  public static boolean isNamedBy(EncodedCertificate authority, Identifier identifier) {
    return parseRoots(List.of(authority)).stream()
        .anyMatch(root -> root.link().isNamedBy(identifier));
  }

  /** A certificate with the octets that it was parsed from. */
  private record Entry(EncodedCertificate encoded, ChainLink link) {
    boolean isSameAs(Entry other) {
      return encoded.format() == other.encoded.format()
          && Arrays.equals(encoded.octets(), other.encoded.octets());
    }
  }

  private record Path(ChainLink leaf, String root) {}

  private static List<Entry> parse(List<EncodedCertificate> chain) throws UntrustedException {
    if (chain.isEmpty()) {
      throw new UntrustedException(
          Reason.EMPTY, "The peer sent no certificate: give it one that fits the suite.");
    }
    if (chain.size() > LONGEST_CHAIN) {
      throw new UntrustedException(
          Reason.TOO_LONG,
          "The chain has more than " + LONGEST_CHAIN + " certificates: send a shorter one.");
    }
    List<Entry> entries = new ArrayList<>(chain.size());
    for (EncodedCertificate certificate : chain) {
      entries.add(parse(certificate));
    }
    return entries;
  }

  private static Entry parse(EncodedCertificate certificate) throws UntrustedException {
    try {
      Optional<ChainLink> link = ChainLink.parse(certificate);
      if (link.isEmpty()) {
        throw new UntrustedException(
            Reason.UNSUPPORTED_FORMAT,
            "The chain has a certificate of format "
                + certificate.format()
                + ", which cannot be checked: send WTLS or X.509 certificates.");
      }
      return new Entry(certificate, link.get());
    } catch (DecodeException e) {
      throw new UntrustedException(
          Reason.MALFORMED,
          "A certificate in the chain is malformed (" + e.getMessage() + "): send a valid one.",
          e);
    }
  }

  private static List<Entry> parseRoots(List<EncodedCertificate> roots) {
    List<Entry> entries = new ArrayList<>(roots.size());
    for (EncodedCertificate root : roots) {
      try {
        entries.add(parse(root));
      } catch (UntrustedException e) {
        // A root that cannot be parsed certifies nothing.
        continue;
      }
    }
    return entries;
  }

  /** The rules for one chain. */
  private record Validation(
      KeyUse leafUse,
      boolean server,
      KeyExchangeSuite suite,
      Instant now,
      AlgorithmPolicy policy) {

    Path follow(List<Entry> chain, List<Entry> roots) throws UntrustedException {
      ChainLink leaf = chain.get(0).link();
      for (int i = 0; i < chain.size(); i++) {
        Entry entry = chain.get(i);
        boolean trusted = roots.stream().anyMatch(entry::isSameAs);
        checkCertificate(entry.link(), i == 0 ? leafUse : KeyUse.CERTIFY);
        if (i > 0 && !trusted && !entry.link().isAuthority(i - 1)) {
          throw notAnAuthority(entry.link());
        }
        if (trusted) {
          return new Path(leaf, entry.link().subject());
        }
        checkSignatureKind(entry.link());
        Optional<ChainLink> root = issuingRoot(entry.link(), roots);
        if (root.isPresent()) {
          checkCertificate(root.get(), KeyUse.CERTIFY);
          return new Path(leaf, root.get().subject());
        }
        checkIssuedByNext(entry.link(), i + 1 < chain.size() ? chain.get(i + 1).link() : null);
      }
      throw new IllegalStateException("The last certificate of a chain has a next one.");
    }

    private static Optional<ChainLink> issuingRoot(ChainLink link, List<Entry> roots)
        throws UntrustedException {
      boolean named = false;
      for (Entry root : roots) {
        if (link.isIssuedBy(root.link())) {
          named = true;
          if (root.link().key().filter(link::isSignedBy).isPresent()) {
            return Optional.of(root.link());
          }
        }
      }
      if (named) {
        throw badSignature(link);
      }
      return Optional.empty();
    }

    private static void checkIssuedByNext(ChainLink link, ChainLink next)
        throws UntrustedException {
      if (next == null) {
        throw new UntrustedException(
            Reason.UNKNOWN_ROOT,
            "\""
                + link.issuer()
                + "\", which issued the certificate of \""
                + link.subject()
                + "\", is not a trusted root: add its certificate if you trust it.");
      }
      if (!link.isIssuedBy(next)) {
        throw new UntrustedException(
            Reason.BROKEN,
            "The certificate of \""
                + link.subject()
                + "\" was issued by \""
                + link.issuer()
                + "\", but is followed by that of \""
                + next.subject()
                + "\": send each certificate before that of its issuer.");
      }
      if (next.key().filter(link::isSignedBy).isEmpty()) {
        throw badSignature(link);
      }
    }

    private void checkCertificate(ChainLink link, KeyUse use) throws UntrustedException {
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
        throw about(
            link, Reason.EXPIRED, "was valid only until " + link.notAfter() + ": renew it");
      }
    }

    private void checkRsa(ChainLink link, CertificateKey.Rsa key, KeyUse use)
        throws UntrustedException {
      int bits = new BigInteger(1, key.modulus()).bitLength();
      if (suite.kind() != KeyExchangeSuite.Kind.RSA) {
        throw unsuitable(link, "an RSA key");
      }
      if (use != KeyUse.CERTIFY && suite.keyLimitBits() > 0 && bits > suite.keyLimitBits()) {
        throw unsuitable(link, "an RSA key of " + bits + " bits");
      }
      if (!policy.allowsRsaKey(bits)) {
        throw weak(link, "an RSA key of " + bits + " bits");
      }
    }

    private void checkEc(ChainLink link, CertificateKey key, KeyUse use)
        throws UntrustedException {
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

    private void checkSignatureKind(ChainLink link) throws UntrustedException {
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

    private static UntrustedException notAnAuthority(ChainLink link) {
      return about(
          link,
          Reason.NOT_AN_AUTHORITY,
          "may not issue others: have it made with T=ca, or with CA constraints in X.509");
    }

    private static UntrustedException badSignature(ChainLink link) {
      return about(
          link,
          Reason.BAD_SIGNATURE,
          "was not signed by the key of \"" + link.issuer() + "\": it is forged or damaged");
    }

    private static UntrustedException about(ChainLink link, Reason reason, String what) {
      return new UntrustedException(
          reason, "The certificate of \"" + link.subject() + "\" " + what + ".");
    }
  }
}
