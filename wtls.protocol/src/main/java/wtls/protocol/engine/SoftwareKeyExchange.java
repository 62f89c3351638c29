package wtls.protocol.engine;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import wtls.api.algorithm.DhGroup;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineException.Reason;
import wtls.api.engine.KeyExchange;
import wtls.api.engine.ServerKey;
import wtls.protocol.crypto.BadKeyException;
import wtls.protocol.crypto.DhKeyPair;
import wtls.protocol.crypto.DhKeys;
import wtls.protocol.crypto.EcKeyPair;
import wtls.protocol.crypto.EcKeys;
import wtls.protocol.crypto.EncryptedSecret;
import wtls.protocol.crypto.RsaKeys;
import wtls.protocol.crypto.WtlsKeys;

/**
 * The client's half of all key exchange suites (WAP-261 table 4 and 10.5.7). Safe for any thread;
 * blocks only as long as {@link HeldSecrets} do.
 */
public final class SoftwareKeyExchange {

  private final HeldSecrets held;
  private final int largestRsaKey;
  private final SecureRandom random;

  /**
   * @param held what the engine keeps elsewhere
   * @param largestRsaKey the largest key of a server that is taken, in bits
   */
  public SoftwareKeyExchange(HeldSecrets held, int largestRsaKey, SecureRandom random) {
    this.held = Objects.requireNonNull(held, "held");
    this.largestRsaKey = largestRsaKey;
    this.random = Objects.requireNonNull(random, "random");
  }

  /**
   * Makes a new pre-master secret.
   *
   * @return the caller's, who closes it
   * @throws EngineException as {@link wtls.api.engine.SecurityEngine#establish} says
   */
  public PreMaster make(KeyExchange exchange) throws EngineException {
    ServerKeyRules.requirePlaceForClientKey(exchange);
    try {
      return switch (exchange.suite().kind()) {
        case NULL -> none(exchange);
        case SHARED_SECRET -> shared(exchange);
        case RSA -> rsa(exchange);
        case DH -> dh(exchange);
        case ECDH -> ecdh(exchange);
      };
    } catch (BadKeyException e) {
      throw new EngineException(Reason.BAD_KEY, e.getMessage(), e);
    }
  }

  private static PreMaster none(KeyExchange exchange) throws EngineException {
    ServerKeyRules.key(exchange, ServerKey.None.class);
    return new PreMaster(new byte[0], new byte[0]);
  }

  private PreMaster shared(KeyExchange exchange) throws EngineException {
    ServerKeyRules.key(exchange, ServerKey.None.class);
    Optional<String> name = exchange.sharedSecretName();
    Optional<byte[]> secret = name.isPresent() ? held.sharedSecret(name.get()) : Optional.empty();
    return new PreMaster(
        secret.orElseThrow(
            () ->
                new EngineException(
                    Reason.UNKNOWN,
                    "No shared secret is named \"" + name.orElse("") + "\": configure it.")),
        new byte[0]);
  }

  private PreMaster rsa(KeyExchange exchange) throws EngineException, BadKeyException {
    ServerKey.Rsa key = ServerKeyRules.rsa(exchange, largestRsaKey);
    try (EncryptedSecret secret =
        RsaKeys.encrypt(key.exponent(), key.modulus(), exchange.clientVersion(), random)) {
      return new PreMaster(
          WtlsKeys.rsaPreMaster(secret.secret(), key.exponent(), key.modulus()),
          secret.encrypted());
    }
  }

  private PreMaster dh(KeyExchange exchange) throws EngineException, BadKeyException {
    ServerKey.Dh key = ServerKeyRules.key(exchange, ServerKey.Dh.class);
    DhGroup group = key.group();
    ServerKeyRules.checkLimit(exchange.suite(), group.bits());
    try (DhKeyPair own = DhKeys.generateFor(group, key.y(), random)) {
      byte[] exponent = own.privateKey();
      try {
        return new PreMaster(DhKeys.agree(group, exponent, key.y()), own.publicValue());
      } finally {
        Arrays.fill(exponent, (byte) 0);
      }
    }
  }

  private PreMaster ecdh(KeyExchange exchange) throws EngineException, BadKeyException {
    ServerKey.Ec key = ServerKeyRules.ec(exchange);
    if (exchange.clientKey().isPresent()) {
      // The server has the client's point from its certificate: nothing is sent.
      return new PreMaster(held.agree(exchange.clientKey().get(), key), new byte[0]);
    }
    try (EcKeyPair own = EcKeys.generate(key.curve(), random)) {
      return new PreMaster(
          agree(key, own.privateKey()), own.point(!exchange.suite().uncompressed()));
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
}
