package wtls.protocol.certificate;

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
import wtls.protocol.handshake.KeyExchangeId;
import wtls.protocol.handshake.ParameterSpecifier;
import wtls.protocol.policy.AlgorithmPolicy;

/**
 * Decides whether a chain of certificates leads from a trusted root to the peer (WAP-261 10.5.2).
 * Fetches nothing; keeps nothing but signatures, where it is told to; there is no revocation in
 * WTLS. Chains may mix WTLS and X.509 certificates. A chain takes at most one signature check for
 * each of its certificates, and one for each root that an issuer's name fits.
 */
public final class ChainValidator {
  /** The longest chain that is looked at. */
  public static final int LONGEST_CHAIN = 8;

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
    return validate(chain, roots, suite, host, now, policy, new VerifiedSignatures(0));
  }

  /**
   * Validates the chain of a server that may have been met before.
   *
   * @param known the signatures in it need no second verification; takes those that are new
   * @see #validate(List, List, KeyExchangeSuite, String, Instant, AlgorithmPolicy)
   */
  public static ServerIdentity validate(
      List<EncodedCertificate> chain,
      List<EncodedCertificate> roots,
      KeyExchangeSuite suite,
      String host,
      Instant now,
      AlgorithmPolicy policy,
      VerifiedSignatures known)
      throws UntrustedException {
    if (!suite.usesCertificate()) {
      throw new IllegalArgumentException(
          "The suite " + suite.standardName() + " has no server certificate to validate.");
    }
    boolean rsa = suite.kind() == KeyExchangeSuite.Kind.RSA;
    ChainRules rules =
        new ChainRules(rsa ? KeyUse.ENCRYPT : KeyUse.AGREE, true, suite, now, policy);
    Path path = follow(parse(chain), parseRoots(roots), rules, known);
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
   * @see #validate(List, List, KeyExchangeSuite, String, Instant, AlgorithmPolicy)
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
    ChainRules rules = new ChainRules(rsa ? KeyUse.SIGN : KeyUse.AGREE, false, suite, now, policy);
    return client(follow(parse(chain), parseRoots(roots), rules, new VerifiedSignatures(0)));
  }

  /**
   * Validates the chain of somebody who signs application data, with RSA or ECDSA (WAP-161).
   *
   * @see #validate(List, List, KeyExchangeSuite, String, Instant, AlgorithmPolicy)
   */
  public static ClientIdentity validateSigner(
      List<EncodedCertificate> chain,
      List<EncodedCertificate> roots,
      Instant now,
      AlgorithmPolicy policy)
      throws UntrustedException {
    List<Entry> entries = parse(chain);
    boolean rsa = entries.get(0).link().key().orElse(null) instanceof CertificateKey.Rsa;
    // The suites whose certificates are signed in the same way.
    KeyExchangeSuite suite = rsa ? KeyExchangeSuite.RSA : KeyExchangeSuite.ECDH_ECDSA;
    ChainRules rules = new ChainRules(KeyUse.SIGN, false, suite, now, policy);
    return client(follow(entries, parseRoots(roots), rules, new VerifiedSignatures(0)));
  }

  private static ClientIdentity client(Path path) {
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
   * The entries of trusted_key_ids for these roots (WAP-261 10.5.1.2): the suite that each can
   * certify for, the curve of an EC key, and its key hash.
   */
  public static List<KeyExchangeId> trustedKeyIds(List<EncodedCertificate> roots) {
    return parseRoots(roots).stream()
        .flatMap(root -> root.link().key().stream())
        .map(ChainValidator::trustedKeyId)
        .distinct()
        .toList();
  }

  private static KeyExchangeId trustedKeyId(CertificateKey key) {
    boolean rsa = key instanceof CertificateKey.Rsa;
    return new KeyExchangeId(
        (rsa ? KeyExchangeSuite.RSA : KeyExchangeSuite.ECDH_ECDSA).number(),
        ParameterSpecifier.of(key.curve().map(NamedCurve::number).orElse(0)),
        new Identifier.KeyHash(key.keyId()));
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

  private static Path follow(
      List<Entry> chain, List<Entry> roots, ChainRules rules, VerifiedSignatures known)
      throws UntrustedException {
    ChainLink leaf = chain.get(0).link();
    rules.check(leaf, rules.leafUse());
    for (int i = 0; ; i++) {
      Entry entry = chain.get(i);
      if (roots.stream().anyMatch(entry::isSameAs)) {
        return new Path(leaf, entry.link().subject());
      }
      rules.checkSignatureKind(entry.link());
      List<Entry> named =
          roots.stream().filter(root -> entry.link().isIssuedBy(root.link())).toList();
      for (Entry root : named) {
        if (isSignedBy(entry, root, known)) {
          rules.check(root.link(), KeyUse.CERTIFY);
          return new Path(leaf, root.link().subject());
        }
      }
      if (i + 1 == chain.size()) {
        throw named.isEmpty() ? unknownRoot(entry.link()) : ChainRules.badSignature(entry.link());
      }
      Entry next = chain.get(i + 1);
      checkIssuer(entry, next, rules, known);
      if (roots.stream().noneMatch(next::isSameAs)) {
        ChainRules.checkAuthority(next.link(), i);
      }
    }
  }

  /** Checks the issuer before its key is used, so that no key of absurd size is computed with. */
  private static void checkIssuer(
      Entry entry, Entry next, ChainRules rules, VerifiedSignatures known)
      throws UntrustedException {
    ChainLink link = entry.link();
    ChainLink issuer = next.link();
    if (!link.isIssuedBy(issuer)) {
      throw new UntrustedException(
          Reason.BROKEN,
          "The certificate of \""
              + link.subject()
              + "\" was issued by \""
              + link.issuer()
              + "\", but is followed by that of \""
              + issuer.subject()
              + "\": send each certificate before that of its issuer.");
    }
    rules.check(issuer, KeyUse.CERTIFY);
    if (!isSignedBy(entry, next, known)) {
      throw ChainRules.badSignature(link);
    }
  }

  private static boolean isSignedBy(Entry entry, Entry issuer, VerifiedSignatures known) {
    return known.isSignedBy(
        entry.encoded(),
        issuer.encoded(),
        () -> issuer.link().key().filter(entry.link()::isSignedBy).isPresent());
  }

  private static UntrustedException unknownRoot(ChainLink link) {
    return new UntrustedException(
        Reason.UNKNOWN_ROOT,
        "\""
            + link.issuer()
            + "\", which issued the certificate of \""
            + link.subject()
            + "\", is not a trusted root: add its certificate if you trust it.");
  }
}
