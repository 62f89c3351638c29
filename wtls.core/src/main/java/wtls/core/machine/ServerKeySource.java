package wtls.core.machine;

import java.util.List;
import java.util.Optional;
import wtls.api.algorithm.DhGroup;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.ServerKey;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.certificate.ChainValidator;
import wtls.protocol.certificate.ServerIdentity;
import wtls.protocol.certificate.UntrustedException;
import wtls.protocol.handshake.CertificateMessage;
import wtls.protocol.handshake.ParameterSpecifier;
import wtls.protocol.handshake.ServerKeyExchange;
import wtls.protocol.handshake.ServerKeyValue;

/**
 * The server's key, from its certificate or from ServerKeyExchange, with the checks of policy and
 * of the suite's key limit (WAP-261 10.5.2, 10.5.3).
 */
final class ServerKeySource {
  private final Offer offer;
  private final Offer.Entry entry;
  private final Settings settings;
  private final List<EncodedCertificate> roots;

  private ServerKey key;
  private int parameterIndex;
  private ServerIdentity identity;
  private List<EncodedCertificate> certificates = List.of();

  ServerKeySource(
      Offer offer, Offer.Entry entry, Settings settings, List<EncodedCertificate> roots) {
    this.offer = offer;
    this.entry = entry;
    this.settings = settings;
    this.roots = roots;
  }

  boolean isKnown() {
    return key != null;
  }

  ServerKey key() {
    return key;
  }

  /** The curve or group; 0 where there is none. */
  int parameterIndex() {
    return parameterIndex;
  }

  Optional<ServerIdentity> identity() {
    return Optional.ofNullable(identity);
  }

  List<EncodedCertificate> certificates() {
    return certificates;
  }

  void certificate(CertificateMessage message) throws HandshakeFailure {
    if (!entry.suite().usesCertificate() || isKnown()) {
      throw unexpected("Certificate");
    }
    try {
      identity =
          ChainValidator.validate(
              message.certificates(),
              roots,
              entry.suite(),
              settings.request().peer().host(),
              settings.wallClock().instant(),
              settings.policy(),
              settings.verified());
    } catch (UntrustedException e) {
      throw HandshakeFailure.untrusted(e.alert(), e.getMessage());
    }
    certificates = message.certificates();
    accept(identity.key());
  }

  void keyExchange(ServerKeyExchange message) throws HandshakeFailure {
    if (!entry.suite().usesServerKeyExchange() || isKnown()) {
      throw unexpected("ServerKeyExchange");
    }
    int index = index(message.parameters());
    ServerKeyValue value = message.key();
    if (value instanceof ServerKeyValue.Rsa rsa) {
      accept(new ServerKey.Rsa(rsa.exponent(), rsa.modulus()));
    } else if (value instanceof ServerKeyValue.Dh dh) {
      DhGroup group = DhGroup.of(index).orElseThrow(() -> unknownParameters(index));
      accept(new ServerKey.Dh(group, dh.y()));
    } else if (value instanceof ServerKeyValue.Ec ec) {
      NamedCurve curve = NamedCurve.of(index).orElseThrow(() -> unknownParameters(index));
      accept(new ServerKey.Ec(curve, ec.point()));
    }
  }

  /** The parameters in force: those that the client named, unless the server names others. */
  private int index(ParameterSpecifier parameters) throws HandshakeFailure {
    if (parameters instanceof ParameterSpecifier.None) {
      return entry.parameterIndex();
    }
    if (parameters instanceof ParameterSpecifier.Index other
        && offer.includes(entry.suite(), other.index())) {
      return other.index();
    }
    throw HandshakeFailure.refused(
        AlertDescription.ILLEGAL_PARAMETER,
        "The server wants key exchange parameters that were not offered.");
  }

  private void accept(ServerKey offered) throws HandshakeFailure {
    int bits;
    if (offered instanceof ServerKey.Rsa rsa) {
      bits = bitLength(rsa.modulus());
      if (!settings.policy().allowsRsaKey(bits)) {
        throw weak("RSA key of " + bits + " bits");
      }
    } else if (offered instanceof ServerKey.Dh dh) {
      bits = dh.group().bits();
      parameterIndex = dh.group().number();
    } else if (offered instanceof ServerKey.Ec ec) {
      bits = ec.curve().bits();
      parameterIndex = ec.curve().number();
      if (!settings.policy().allows(ec.curve())) {
        throw weak("key on curve " + ec.curve().standardName());
      }
      requirePointForm(ec);
    } else {
      throw unexpected("key");
    }
    if (entry.suite().keyLimitBits() != 0 && bits > entry.suite().keyLimitBits()) {
      throw HandshakeFailure.refused(
          AlertDescription.ILLEGAL_PARAMETER,
          "The server's key has "
              + bits
              + " bits, more than "
              + entry.suite().standardName()
              + " allows.");
    }
    key = offered;
  }

  private void requirePointForm(ServerKey.Ec ec) throws HandshakeFailure {
    boolean compressed = ec.point().length > 0 && ec.point()[0] != 4;
    if (entry.suite().uncompressed() && compressed) {
      throw HandshakeFailure.refused(
          AlertDescription.ILLEGAL_PARAMETER,
          "The server sent a compressed point, which "
              + entry.suite().standardName()
              + " does not allow.");
    }
  }

  private static int bitLength(byte[] modulus) {
    return new java.math.BigInteger(1, modulus).bitLength();
  }

  private static HandshakeFailure weak(String what) {
    return HandshakeFailure.refused(
        AlertDescription.INSUFFICIENT_SECURITY,
        "The server's " + what + " is too weak; allow the legacy algorithm by name if you must.");
  }

  private HandshakeFailure unexpected(String message) {
    return HandshakeFailure.refused(
        AlertDescription.UNEXPECTED_MESSAGE,
        "The server sent a "
            + message
            + " that "
            + entry.suite().standardName()
            + " has no place for.");
  }

  private static HandshakeFailure unknownParameters(int index) {
    return HandshakeFailure.refused(
        AlertDescription.UNKNOWN_PARAMETER_INDEX,
        "The server wants key exchange parameters number " + index + ", which are not known.");
  }

  /** Whether a key exchange of this suite needs a key of the server at all. */
  static boolean needsKey(KeyExchangeSuite suite) {
    return suite.usesCertificate() || suite.usesServerKeyExchange();
  }
}
