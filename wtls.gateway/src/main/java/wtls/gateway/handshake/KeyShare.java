package wtls.gateway.handshake;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.NamedCurve;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.crypto.BadKeyException;
import wtls.protocol.crypto.DhKeyPair;
import wtls.protocol.crypto.DhKeys;
import wtls.protocol.crypto.EcKeyPair;
import wtls.protocol.crypto.EcKeys;
import wtls.protocol.crypto.RsaKeys;
import wtls.protocol.crypto.RsaPrivateKey;
import wtls.protocol.crypto.WtlsKeys;
import wtls.protocol.handshake.ParameterSpecifier;
import wtls.protocol.handshake.ServerKeyExchange;
import wtls.protocol.handshake.ServerKeyValue;

/** The server's half of a key exchange: one private key, and what the client is told of it. */
interface KeyShare extends AutoCloseable {

  /** What the client is told, unless a certificate tells it. */
  Optional<ServerKeyExchange> announcement();

  /**
   * The pre-master secret; a second one where peers may make it another way.
   *
   * @param clientValue what ClientKeyExchange carries
   * @return new arrays; the caller wipes them
   * @throws Refusal when the client's key is not valid; never because of an RSA secret
   */
  List<byte[]> preMaster(byte[] clientValue, int clientVersion, SecureRandom random) throws Refusal;

  /** Wipes a key that was made for this handshake alone. */
  @Override
  default void close() {}

  /** The share of a certified key. */
  static KeyShare of(CertifiedKey key, KeyExchangeSuite suite) {
    if (key instanceof CertifiedKey.Rsa rsa) {
      return new Rsa(rsa.privateKey(), rsa.exponent(), rsa.modulus(), Optional.empty());
    }
    CertifiedKey.Ecdh ecdh = (CertifiedKey.Ecdh) key;
    return new FixedEc(ecdh.curve(), ecdh.privateKey(), suite.uncompressed());
  }

  /** A share without certificate: takes time, as keys are made. */
  static KeyShare anonymous(Choice.KeyOffer offer, KeyExchangeSuite suite, ServerContext context) {
    if (offer instanceof Choice.KeyOffer.AnonymousDh dh) {
      DhKeyPair pair = DhKeys.generate(dh.group(), context.random());
      return new Dh(pair, dh.announced());
    }
    if (offer instanceof Choice.KeyOffer.AnonymousEc ec) {
      EcKeyPair pair = EcKeys.generate(ec.curve(), context.random());
      return new EphemeralEc(pair, ec.announced(), suite.uncompressed());
    }
    RsaPrivateKey key = context.anonymousKeys().forSuite(suite);
    byte[] exponent = key.exponent();
    byte[] modulus = key.modulus();
    ServerKeyValue value = new ServerKeyValue.Rsa(exponent, modulus);
    var announcement = new ServerKeyExchange(ParameterSpecifier.NONE, value);
    return new Rsa(key, exponent, modulus, Optional.of(announcement));
  }

  /** RSA, with the public key as the client gets it. */
  record Rsa(
      RsaPrivateKey key, byte[] exponent, byte[] modulus, Optional<ServerKeyExchange> announcement)
      implements KeyShare {
    @Override
    public List<byte[]> preMaster(byte[] clientValue, int clientVersion, SecureRandom random) {
      byte[] secret = RsaKeys.decryptSecret(key, clientValue, clientVersion, random);
      byte[] preMaster = WtlsKeys.rsaPreMaster(secret, exponent, modulus);
      Arrays.fill(secret, (byte) 0);
      return List.of(preMaster);
    }
  }

  /** Diffie-Hellman with a key for one handshake. */
  record Dh(DhKeyPair pair, ParameterSpecifier parameters) implements KeyShare {
    @Override
    public Optional<ServerKeyExchange> announcement() {
      ServerKeyValue value = new ServerKeyValue.Dh(pair.publicValue());
      return Optional.of(new ServerKeyExchange(parameters, value));
    }

    /** WAP-261 does not say whether leading zeros count: the client's Finished will. */
    @Override
    public List<byte[]> preMaster(byte[] clientValue, int clientVersion, SecureRandom random)
        throws Refusal {
      byte[] exponent = pair.privateKey();
      try {
        byte[] padded = DhKeys.paddedAgree(pair.group(), exponent, clientValue);
        if (padded[0] != 0) {
          return List.of(padded);
        }
        return List.of(DhKeys.agree(pair.group(), exponent, clientValue), padded);
      } catch (BadKeyException e) {
        throw badKey(e);
      } finally {
        Arrays.fill(exponent, (byte) 0);
      }
    }

    @Override
    public void close() {
      pair.close();
    }
  }

  /** ECDH with a key for one handshake. */
  record EphemeralEc(EcKeyPair pair, ParameterSpecifier parameters, boolean uncompressed)
      implements KeyShare {
    @Override
    public Optional<ServerKeyExchange> announcement() {
      ServerKeyValue value = new ServerKeyValue.Ec(pair.point(!uncompressed));
      return Optional.of(new ServerKeyExchange(parameters, value));
    }

    @Override
    public List<byte[]> preMaster(byte[] clientValue, int clientVersion, SecureRandom random)
        throws Refusal {
      byte[] scalar = pair.privateKey();
      try {
        return agree(pair.curve(), scalar, clientValue, uncompressed);
      } finally {
        Arrays.fill(scalar, (byte) 0);
      }
    }

    @Override
    public void close() {
      pair.close();
    }
  }

  /** ECDH with the key of the certificate. */
  record FixedEc(NamedCurve curve, byte[] privateKey, boolean uncompressed) implements KeyShare {
    @Override
    public Optional<ServerKeyExchange> announcement() {
      return Optional.empty();
    }

    @Override
    public List<byte[]> preMaster(byte[] clientValue, int clientVersion, SecureRandom random)
        throws Refusal {
      return agree(curve, privateKey, clientValue, uncompressed);
    }

    @Override
    public String toString() {
      return "fixed key on " + curve.standardName();
    }
  }

  private static List<byte[]> agree(
      NamedCurve curve, byte[] scalar, byte[] point, boolean uncompressed) throws Refusal {
    if (uncompressed && (point.length == 0 || point[0] != 4)) {
      throw Refusal.fatal(
          AlertDescription.ILLEGAL_PARAMETER,
          "The client's point is compressed in a suite that forbids it.");
    }
    try {
      return List.of(EcKeys.agree(curve, scalar, point));
    } catch (BadKeyException e) {
      throw badKey(e);
    }
  }

  private static Refusal badKey(BadKeyException e) {
    return Refusal.fatal(
        AlertDescription.ILLEGAL_PARAMETER, "The client's key is not valid. " + e.getMessage());
  }
}
