package wtls.engine.phone;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import wtls.api.algorithm.DhGroup;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineException.Reason;
import wtls.api.engine.KeyExchange;
import wtls.api.engine.KeyId;
import wtls.api.engine.OwnKey;
import wtls.api.engine.ServerKey;
import wtls.engine.phone.store.Identity;
import wtls.engine.phone.store.PhoneStore;
import wtls.engine.phone.store.SharedSecret;
import wtls.engine.phone.store.StoreException;
import wtls.protocol.crypto.BadKeyException;
import wtls.protocol.crypto.DhKeyPair;
import wtls.protocol.crypto.DhKeys;
import wtls.protocol.crypto.EcKeyPair;
import wtls.protocol.crypto.EcKeys;
import wtls.protocol.crypto.EncryptedSecret;
import wtls.protocol.crypto.RsaKeys;
import wtls.protocol.crypto.WtlsKeys;

/**
 * The client's half of all key exchange suites (WAP-261 table 4 and 10.5.7). Safe for any thread.
 */
final class PreMasterSource {
  private static final int UNCOMPRESSED = 4;

  private final PhoneStore store;
  private final SecureRandom random;

  PreMasterSource(PhoneStore store, SecureRandom random) {
    this.store = store;
    this.random = random;
  }

  /** Makes a new pre-master secret, which the caller wipes. */
  PreMaster make(KeyExchange exchange) throws EngineException {
    KeyExchangeSuite suite = exchange.suite();
    if (exchange.clientKey().isPresent() && !mayUseClientKey(suite)) {
      throw new EngineException(
          Reason.UNSUPPORTED,
          suite.standardName() + " has no place for a fixed client key: ask without one.");
    }
    try {
      return switch (suite.kind()) {
        case NULL -> none(exchange);
        case SHARED_SECRET -> shared(exchange);
        case RSA -> rsa(exchange);
        case DH -> dh(exchange);
        case ECDH -> ecdh(exchange);
      };
    } catch (BadKeyException e) {
      throw new EngineException(Reason.BAD_KEY, e.getMessage(), e);
    } catch (StoreException e) {
      throw PhoneEngine.storeFailed(e);
    }
  }

  private static boolean mayUseClientKey(KeyExchangeSuite suite) {
    return suite.kind() == KeyExchangeSuite.Kind.ECDH && suite.authenticated();
  }

  private static PreMaster none(KeyExchange exchange) throws EngineException {
    key(exchange, ServerKey.None.class);
    return new PreMaster(new byte[0], new byte[0]);
  }

  private PreMaster shared(KeyExchange exchange) throws EngineException, StoreException {
    key(exchange, ServerKey.None.class);
    Optional<String> name = exchange.sharedSecretName();
    Optional<SharedSecret> secret =
        name.isPresent() ? store.sharedSecret(name.get()) : Optional.empty();
    return new PreMaster(
        secret
            .orElseThrow(
                () ->
                    new EngineException(
                        Reason.UNKNOWN,
                        "No shared secret is named \"" + name.orElse("") + "\": configure it."))
            .octets(),
        new byte[0]);
  }

  private PreMaster rsa(KeyExchange exchange) throws EngineException, BadKeyException {
    ServerKey.Rsa key = key(exchange, ServerKey.Rsa.class);
    int bits = bits(key.modulus());
    checkLimit(exchange.suite(), bits);
    if (bits > PhoneProfile.LARGEST_RSA_KEY) {
      throw new EngineException(
          Reason.UNSUPPORTED,
          "The server's RSA key has "
              + bits
              + " bits, this engine takes up to "
              + PhoneProfile.LARGEST_RSA_KEY
              + ".");
    }
    try (EncryptedSecret secret =
        RsaKeys.encrypt(key.exponent(), key.modulus(), exchange.clientVersion(), random)) {
      return new PreMaster(
          WtlsKeys.rsaPreMaster(secret.secret(), key.exponent(), key.modulus()),
          secret.encrypted());
    }
  }

  private PreMaster dh(KeyExchange exchange) throws EngineException, BadKeyException {
    ServerKey.Dh key = key(exchange, ServerKey.Dh.class);
    DhGroup group = key.group();
    checkLimit(exchange.suite(), group.bits());
    try (DhKeyPair own = DhKeys.generateFor(group, key.y(), random)) {
      byte[] exponent = own.privateKey();
      try {
        return new PreMaster(DhKeys.agree(group, exponent, key.y()), own.publicValue());
      } finally {
        Arrays.fill(exponent, (byte) 0);
      }
    }
  }

  private PreMaster ecdh(KeyExchange exchange)
      throws EngineException, BadKeyException, StoreException {
    ServerKey.Ec key = key(exchange, ServerKey.Ec.class);
    checkLimit(exchange.suite(), key.curve().bits());
    boolean uncompressed = exchange.suite().uncompressed();
    if (uncompressed && key.point().length > 0 && key.point()[0] != UNCOMPRESSED) {
      throw new EngineException(
          Reason.BAD_KEY,
          exchange.suite().standardName() + " needs an uncompressed point of the server.");
    }
    if (exchange.clientKey().isPresent()) {
      return fixedEcdh(exchange.clientKey().get(), key);
    }
    try (EcKeyPair own = EcKeys.generate(key.curve(), random)) {
      return new PreMaster(agree(key, own.privateKey()), own.point(!uncompressed));
    }
  }

  /** The server has the client's point from its certificate: nothing is sent. */
  private PreMaster fixedEcdh(KeyId id, ServerKey.Ec key)
      throws EngineException, BadKeyException, StoreException {
    try (Identity identity =
        store
            .identity(id)
            .filter(found -> found.key().use() == OwnKey.Use.AGREE)
            .orElseThrow(() -> unknownKey(id, "key agreement"))) {
      NamedCurve own = identity.key().curve().orElseThrow();
      if (own != key.curve()) {
        throw new EngineException(
            Reason.BAD_KEY,
            "The server's key is on "
                + key.curve().standardName()
                + ", the client's on "
                + own.standardName()
                + ": use an ephemeral key.");
      }
      return new PreMaster(agree(key, identity.secret().clone()), new byte[0]);
    }
  }

  /** Wipes the scalar. */
  private static byte[] agree(ServerKey.Ec key, byte[] scalar) throws BadKeyException {
    try {
      return EcKeys.agree(key.curve(), scalar, key.point());
    } finally {
      Arrays.fill(scalar, (byte) 0);
    }
  }

  static EngineException unknownKey(KeyId id, String use) {
    return new EngineException(
        Reason.UNKNOWN, "No client key for " + use + " has the id " + id + ": configure it.");
  }

  private static <K extends ServerKey> K key(KeyExchange exchange, Class<K> type)
      throws EngineException {
    if (!type.isInstance(exchange.serverKey())) {
      throw new EngineException(
          Reason.BAD_KEY,
          "The server's key is not of the kind that "
              + exchange.suite().standardName()
              + " needs.");
    }
    return type.cast(exchange.serverKey());
  }

  private static void checkLimit(KeyExchangeSuite suite, int bits) throws EngineException {
    if (suite.keyLimitBits() != 0 && bits > suite.keyLimitBits()) {
      throw new EngineException(
          Reason.BAD_KEY,
          "The server's key has " + bits + " bits, more than " + suite.standardName() + " allows.");
    }
  }

  private static int bits(byte[] unsigned) {
    return new BigInteger(1, unsigned).bitLength();
  }
}
