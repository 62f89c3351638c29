package wtls.tck;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.DhGroup;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.Derivation;
import wtls.api.engine.EngineSession;
import wtls.api.engine.KeyEstablishment;
import wtls.api.engine.KeyExchange;
import wtls.api.engine.KeyExchangeOffer;
import wtls.api.engine.KeyId;
import wtls.api.engine.SecurityEngine;
import wtls.api.engine.ServerKey;
import wtls.protocol.certificate.FileKey;
import wtls.protocol.crypto.DhKeys;
import wtls.protocol.crypto.EcKeys;
import wtls.protocol.crypto.Prf;
import wtls.protocol.crypto.RsaKeys;
import wtls.protocol.crypto.RsaPrivateKey;
import wtls.protocol.crypto.WtlsKeys;

/** A server that needs no network: it exchanges keys with an engine, and computes what it must. */
public final class ScriptedServer {
  /** The version octet of the client's hello. */
  public static final int CLIENT_VERSION = 1;

  /** Made once, since it takes long; by size, in bits. */
  private static final List<RsaPrivateKey> RSA_KEYS =
      List.of(
          RsaKeys.generate(512, new SecureRandom()),
          RsaKeys.generate(768, new SecureRandom()),
          RsaKeys.generate(1024, new SecureRandom()));

  private final SecureRandom random = new SecureRandom();
  private final byte[] sharedSecret;

  /** A server that shares this secret with its clients. */
  public ScriptedServer(byte[] sharedSecret) {
    this.sharedSecret = sharedSecret.clone();
  }

  /** Begins a key exchange for what an engine offers. */
  ServerHalf half(KeyExchangeOffer offer) {
    KeyExchangeSuite suite = offer.suite();
    return switch (suite.kind()) {
      case NULL -> new ServerHalf.Agreed(new byte[0]);
      case SHARED_SECRET -> new ServerHalf.Agreed(sharedSecret);
      case RSA -> new ServerHalf.Rsa(rsaKey(suite), CLIENT_VERSION, random);
      case DH -> {
        DhGroup group = DhGroup.of(offer.parameterIndex()).orElseThrow();
        yield new ServerHalf.Dh(group, DhKeys.generate(group, random));
      }
      case ECDH -> {
        NamedCurve curve = NamedCurve.of(offer.parameterIndex()).orElseThrow();
        yield new ServerHalf.Ec(curve, EcKeys.generate(curve, random), !suite.uncompressed());
      }
    };
  }

  /** What the engine is given, and is asked next. */
  static KeyExchange exchange(
      KeyExchangeSuite suite, ServerKey key, Optional<KeyId> clientKey, Derivation masterSecret) {
    return new KeyExchange(
        suite,
        key,
        CLIENT_VERSION,
        clientKey,
        suite == KeyExchangeSuite.SHARED_SECRET
            ? Optional.of(EngineContract.SHARED_SECRET_NAME)
            : Optional.empty(),
        suite.usesCertificate() ? TestKeys.certify(suite, key) : List.of(),
        Optional.of(masterSecret));
  }

  /** Establishes a session with an ephemeral client key. */
  Established establish(SecurityEngine engine, KeyExchangeOffer offer, CipherSuite cipherSuite)
      throws Exception {
    return establish(engine, offer, cipherSuite, Optional.empty());
  }

  /** Establishes a session, with a fixed client key if one is given. */
  Established establish(
      SecurityEngine engine,
      KeyExchangeOffer offer,
      CipherSuite cipherSuite,
      Optional<FileKey.Ec> clientKey)
      throws Exception {
    ServerHalf half = half(offer);
    byte[] clientRandom = engine.random(16);
    byte[] serverRandom = new byte[16];
    random.nextBytes(serverRandom);
    Derivation derivation =
        WtlsKeys.masterSecret(clientRandom, serverRandom, cipherSuite.mac().hash());
    KeyExchange exchange =
        exchange(offer.suite(), half.key(), clientKey.map(FileKey.Ec::id), derivation);
    try (KeyEstablishment establishment = engine.establish(exchange)) {
      byte[] clientValue =
          clientKey.isPresent() ? clientKey.get().point() : establishment.clientKeyExchange();
      byte[] masterSecret = Prf.derive(half.preMaster(clientValue), derivation);
      EngineSession session = establishment.derive(derivation);
      return new Established(session, masterSecret, cipherSuite, clientRandom, serverRandom);
    }
  }

  private static RsaPrivateKey rsaKey(KeyExchangeSuite suite) {
    return switch (suite.keyLimitBits()) {
      case 512 -> RSA_KEYS.get(0);
      case 768 -> RSA_KEYS.get(1);
      default -> RSA_KEYS.get(2);
    };
  }
}
