package wtls.protocol.engine;

import java.math.BigInteger;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineException.Reason;
import wtls.api.engine.KeyExchange;
import wtls.api.engine.ServerKey;
import wtls.protocol.crypto.BadKeyException;
import wtls.protocol.crypto.RsaKeys;

/** What a key exchange suite asks of the keys that go into it (WAP-261 table 4). Pure functions. */
public final class ServerKeyRules {
  private static final int UNCOMPRESSED = 4;

  private ServerKeyRules() {}

  /**
   * Refuses a fixed client key where the suite has no place for one.
   *
   * @throws EngineException {@link Reason#UNSUPPORTED}
   */
  public static void requirePlaceForClientKey(KeyExchange exchange) throws EngineException {
    KeyExchangeSuite suite = exchange.suite();
    boolean mayUseClientKey = suite.kind() == KeyExchangeSuite.Kind.ECDH && suite.authenticated();
    if (exchange.clientKey().isPresent() && !mayUseClientKey) {
      throw new EngineException(
          Reason.UNSUPPORTED,
          suite.standardName() + " has no place for a fixed client key: ask without one.");
    }
  }

  /**
   * The server's RSA key.
   *
   * @param largest the largest that the engine takes, in bits
   * @throws EngineException {@link Reason#BAD_KEY} when it is none or too large for the suite,
   *     {@link Reason#UNSUPPORTED} when it is too large for the engine
   */
  public static ServerKey.Rsa rsa(KeyExchange exchange, int largest) throws EngineException {
    ServerKey.Rsa key = key(exchange, ServerKey.Rsa.class);
    int bits = new BigInteger(1, key.modulus()).bitLength();
    checkLimit(exchange.suite(), bits);
    if (bits > largest) {
      throw new EngineException(
          Reason.UNSUPPORTED,
          "The server's RSA key has " + bits + " bits, this engine takes up to " + largest + ".");
    }
    return key;
  }

  /**
   * Refuses what is no RSA key.
   *
   * @throws EngineException {@link Reason#BAD_KEY}
   */
  static void requireRsa(KeyExchange exchange) throws EngineException, BadKeyException {
    ServerKey.Rsa key = key(exchange, ServerKey.Rsa.class);
    RsaKeys.check(key.exponent(), key.modulus());
  }

  /**
   * The server's point.
   *
   * @throws EngineException {@link Reason#BAD_KEY} when it is none, on too large a curve for the
   *     suite, or compressed where it must not be
   */
  public static ServerKey.Ec ec(KeyExchange exchange) throws EngineException {
    ServerKey.Ec key = key(exchange, ServerKey.Ec.class);
    checkLimit(exchange.suite(), key.curve().bits());
    if (exchange.suite().uncompressed()
        && key.point().length > 0
        && key.point()[0] != UNCOMPRESSED) {
      throw new EngineException(
          Reason.BAD_KEY,
          exchange.suite().standardName() + " needs an uncompressed point of the server.");
    }
    return key;
  }

  /**
   * The server's key, if it is of this kind.
   *
   * @throws EngineException {@link Reason#BAD_KEY} when it is of another
   */
  static <K extends ServerKey> K key(KeyExchange exchange, Class<K> type) throws EngineException {
    if (!type.isInstance(exchange.serverKey())) {
      throw new EngineException(
          Reason.BAD_KEY,
          "The server's key is not of the kind that "
              + exchange.suite().standardName()
              + " needs.");
    }
    return type.cast(exchange.serverKey());
  }

  static void checkLimit(KeyExchangeSuite suite, int bits) throws EngineException {
    if (suite.keyLimitBits() != 0 && bits > suite.keyLimitBits()) {
      throw new EngineException(
          Reason.BAD_KEY,
          "The server's key has " + bits + " bits, more than " + suite.standardName() + " allows.");
    }
  }
}
