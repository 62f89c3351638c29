package wtls.protocol.engine;

import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.PrfHash;
import wtls.api.engine.Derivation;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineException.Reason;
import wtls.api.engine.KeyExchange;
import wtls.api.engine.ServerKey;
import wtls.protocol.crypto.BadKeyException;
import wtls.protocol.crypto.EcKeys;
import wtls.protocol.crypto.WtlsKeys;

/**
 * A key exchange as a card carries it out that makes the pre-master secret and derives from it at
 * once (WAP-260 8): checked, so that the card meets no key that is none. Contains no secret.
 */
public sealed interface SealedKeyExchange {
  /** Octets of both randoms. */
  int RANDOMS = 32;

  /** How the master secret is derived. */
  Derivation masterSecret();

  /** The client's random, then the server's: the seed of the master secret. */
  default byte[] randoms() {
    return masterSecret().seed().clone();
  }

  /**
   * Key transport.
   *
   * @param key the server's
   * @param version first octet of the pre-master secret
   */
  record Rsa(ServerKey.Rsa key, int version, Derivation masterSecret)
      implements SealedKeyExchange {}

  /**
   * Key agreement with the client's fixed key.
   *
   * @param key the server's
   * @param point the same, uncompressed
   */
  record Ecdh(ServerKey.Ec key, byte[] point, Derivation masterSecret)
      implements SealedKeyExchange {}

  /**
   * The exchange that was asked for.
   *
   * @param largestRsaKey the largest key that the card takes, in bits
   * @throws EngineException as {@link wtls.api.engine.SecurityEngine#establish} says, and {@link
   *     Reason#UNSUPPORTED} when a card cannot derive so
   */
  static SealedKeyExchange of(KeyExchange exchange, int largestRsaKey) throws EngineException {
    ServerKeyRules.requirePlaceForClientKey(exchange);
    KeyExchangeSuite suite = exchange.suite();
    try {
      return switch (suite.kind()) {
        case RSA -> {
          ServerKeyRules.requireRsa(exchange);
          ServerKey.Rsa key = ServerKeyRules.rsa(exchange, largestRsaKey);
          yield new Rsa(key, exchange.clientVersion(), derivation(exchange));
        }
        case ECDH -> {
          ServerKey.Ec key = ServerKeyRules.ec(exchange);
          byte[] point = EcKeys.point(key.curve(), key.point(), false);
          yield new Ecdh(key, point, derivation(exchange));
        }
        case DH, SHARED_SECRET, NULL ->
            throw new EngineException(
                Reason.UNSUPPORTED,
                suite.standardName() + " has no place for a secret that stays on a card.");
      };
    } catch (BadKeyException e) {
      throw new EngineException(Reason.BAD_KEY, e.getMessage(), e);
    }
  }

  private static Derivation derivation(KeyExchange exchange) throws EngineException {
    return exchange
        .masterSecret()
        .filter(
            derivation ->
                derivation.label().equals("master secret")
                    && derivation.seed().length == RANDOMS
                    && derivation.hash() == PrfHash.SHA1
                    && derivation.length() == WtlsKeys.MASTER_SECRET_SIZE)
        .orElseThrow(
            () ->
                new EngineException(
                    Reason.UNSUPPORTED,
                    "The card derives master secrets of WTLS with SHA-1 only, and at once: say how"
                        + " when you establish."));
  }
}
