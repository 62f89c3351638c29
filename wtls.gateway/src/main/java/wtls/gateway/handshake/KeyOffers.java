package wtls.gateway.handshake;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import wtls.api.algorithm.DhGroup;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.NamedCurve;
import wtls.gateway.handshake.Choice.KeyOffer;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.certificate.ChainValidator;
import wtls.protocol.handshake.Identifier;
import wtls.protocol.handshake.KeyExchangeId;
import wtls.protocol.handshake.ParameterSpecifier;
import wtls.protocol.policy.AlgorithmPolicy;

/**
 * Finds the key, and the parameters, with which the server can serve one of the client's offers.
 */
final class KeyOffers {
  /** For clients that leave the choice to the server: WAP-261's basic curves before all others. */
  private static final List<NamedCurve> CURVES =
      List.of(
          NamedCurve.SECP160R1,
          NamedCurve.C2PNB163V1,
          NamedCurve.SECP224R1,
          NamedCurve.SECT233R1,
          NamedCurve.SECT233K1,
          NamedCurve.SECT163K1,
          NamedCurve.WTLS9,
          NamedCurve.SECT113R1,
          NamedCurve.SECP112R1,
          NamedCurve.WTLS1,
          NamedCurve.WTLS8);

  private static final List<DhGroup> GROUPS = List.of(DhGroup.DH_768, DhGroup.DH_512);

  private final AlgorithmPolicy policy;
  private final ServerCredentials credentials;

  KeyOffers(AlgorithmPolicy policy, ServerCredentials credentials) {
    this.policy = policy;
    this.credentials = credentials;
  }

  /**
   * The key for one offer of a public key suite.
   *
   * @param trusted the authorities that the client trusts; empty when it does not say
   */
  KeyOffer forOffer(KeyExchangeId id, KeyExchangeSuite suite, List<KeyExchangeId> trusted)
      throws Refusal {
    if (suite.usesCertificate()) {
      return certified(id, suite, trusted);
    }
    return switch (suite.kind()) {
      case RSA -> new KeyOffer.AnonymousRsa();
      case DH -> anonymousDh(id, suite);
      case ECDH -> anonymousEc(id, suite);
      case NULL, SHARED_SECRET -> throw new IllegalArgumentException(suite + " has no public key.");
    };
  }

  private KeyOffer certified(KeyExchangeId id, KeyExchangeSuite suite, List<KeyExchangeId> trusted)
      throws Refusal {
    boolean keyFits = false;
    for (CertifiedKey key : credentials.keys()) {
      if (fits(key, suite, id.parameters())) {
        keyFits = true;
        if (isTrusted(key, suite, trusted)) {
          return new KeyOffer.Certified(key);
        }
      }
    }
    if (keyFits) {
      throw Refusal.fatal(
          AlertDescription.HANDSHAKE_FAILURE,
          "The client trusts none of the authorities that certify this gateway.");
    }
    throw Refusal.fatal(
        id.parameters().index() == 0
            ? AlertDescription.HANDSHAKE_FAILURE
            : AlertDescription.UNKNOWN_PARAMETER_INDEX,
        "This gateway has no certificate for " + suite.standardName() + " as the client wants it.");
  }

  private boolean fits(CertifiedKey key, KeyExchangeSuite suite, ParameterSpecifier parameters) {
    if (key instanceof CertifiedKey.Rsa rsa) {
      return suite.kind() == KeyExchangeSuite.Kind.RSA
          && parameters.index() == 0
          && within(suite, bits(rsa.modulus()))
          && policy.allowsRsaKey(bits(rsa.modulus()));
    }
    return key instanceof CertifiedKey.Ecdh ecdh
        && suite.kind() == KeyExchangeSuite.Kind.ECDH
        && (!suite.uncompressed() || ecdh.isUncompressed())
        && (parameters.index() == 0 || parameters.index() == ecdh.curve().number())
        && policy.allows(ecdh.curve());
  }

  /** Whether an authority of this key is among those named (WAP-261_100). */
  private static boolean isTrusted(
      CertifiedKey key, KeyExchangeSuite suite, List<KeyExchangeId> trusted) {
    return trusted.isEmpty()
        || trusted.stream()
            .filter(id -> id.known().filter(s -> s.kind() == suite.kind()).isPresent())
            .map(KeyExchangeId::identifier)
            .anyMatch(name -> name instanceof Identifier.Null || certifies(name, key));
  }

  private static boolean certifies(Identifier name, CertifiedKey key) {
    return key.authorities().stream()
        .anyMatch(authority -> ChainValidator.isNamedBy(authority, name));
  }

  private KeyOffer anonymousDh(KeyExchangeId id, KeyExchangeSuite suite) throws Refusal {
    Predicate<DhGroup> usable = group -> policy.allows(group) && within(suite, group.bits());
    Optional<DhGroup> named = named(id, DhGroup::of).filter(usable);
    if (named.isPresent()) {
      return new KeyOffer.AnonymousDh(named.get(), ParameterSpecifier.NONE);
    }
    DhGroup chosen = serverChooses(id, suite, GROUPS, usable);
    return new KeyOffer.AnonymousDh(chosen, ParameterSpecifier.of(chosen.number()));
  }

  private KeyOffer anonymousEc(KeyExchangeId id, KeyExchangeSuite suite) throws Refusal {
    Predicate<NamedCurve> usable = curve -> policy.allows(curve) && within(suite, curve.bits());
    Optional<NamedCurve> named = named(id, NamedCurve::of).filter(usable);
    if (named.isPresent()) {
      return new KeyOffer.AnonymousEc(named.get(), ParameterSpecifier.NONE);
    }
    NamedCurve chosen = serverChooses(id, suite, CURVES, usable);
    return new KeyOffer.AnonymousEc(chosen, ParameterSpecifier.of(chosen.number()));
  }

  private static <T> Optional<T> named(KeyExchangeId id, IntFunction<Optional<T>> byNumber) {
    return id.parameters() instanceof ParameterSpecifier.Index index
        ? byNumber.apply(index.index())
        : Optional.empty();
  }

  /** The server's own choice, which it makes only for clients that named no parameters. */
  private static <T> T serverChooses(
      KeyExchangeId id, KeyExchangeSuite suite, List<T> candidates, Predicate<T> usable)
      throws Refusal {
    if (id.parameters().index() != 0) {
      throw Refusal.fatal(
          AlertDescription.UNKNOWN_PARAMETER_INDEX,
          "Parameters "
              + id.parameters().index()
              + " for "
              + suite.standardName()
              + " are unknown or not allowed here.");
    }
    return candidates.stream()
        .filter(usable)
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.fatal(
                    AlertDescription.INSUFFICIENT_SECURITY,
                    "No parameters for " + suite.standardName() + " are allowed here."));
  }

  private static boolean within(KeyExchangeSuite suite, int bits) {
    return suite.keyLimitBits() == 0 || bits <= suite.keyLimitBits();
  }

  private static int bits(byte[] modulus) {
    return new BigInteger(1, modulus).bitLength();
  }
}
