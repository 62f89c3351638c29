package wtls.bench;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import wtls.api.algorithm.CipherSuite;
import wtls.api.client.ConnectRequest;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.KeyId;
import wtls.api.engine.SecurityEngine;
import wtls.api.session.Peer;
import wtls.core.machine.Settings;
import wtls.core.machine.Timers;
import wtls.engine.phone.PhoneEngine;
import wtls.engine.phone.store.PhoneStore;
import wtls.engine.phone.store.StoreException;
import wtls.gateway.handshake.CertifiedKey;
import wtls.gateway.handshake.ClientAuthority;
import wtls.gateway.handshake.ServerContext;
import wtls.gateway.handshake.ServerCredentials;
import wtls.gateway.handshake.ServerPolicy;
import wtls.gateway.handshake.Sessions;
import wtls.gateway.store.MvSessionStore;
import wtls.gateway.store.SessionStore;
import wtls.gateway.store.StoredSessions;
import wtls.protocol.certificate.VerifiedSignatures;
import wtls.protocol.handshake.Identifier;
import wtls.protocol.policy.AlgorithmPolicy;

/** A phone and a gateway that know each other, with the defaults of both. */
final class Ends {
  /** As often as a stored session can be used. */
  static final int SESSION_USES = 65_535;

  private static final int STORED_SESSIONS = 10_000;
  private static final int PORT = 9202;
  private static final Duration LIFETIME = Duration.ofHours(12);

  private final SecurityEngine engine;
  private final ServerContext context;

  /** With the gateway's sessions in a store in memory. */
  Ends(ServerKeyKind.Made key, SecureRandom random) {
    this(key, new StoredSessions(sessionStore(random)), random);
  }

  private static SessionStore sessionStore(SecureRandom random) {
    return MvSessionStore.inMemory(InstantSource.system(), STORED_SESSIONS, random);
  }

  /**
   * @param sessions where the gateway keeps them
   */
  Ends(ServerKeyKind.Made key, Sessions sessions, SecureRandom random) {
    this(phoneEngine(key.root(), random), key, sessions, random);
  }

  /** With another engine in the phone, which trusts the root above {@code key}. */
  Ends(SecurityEngine engine, ServerKeyKind.Made key, SecureRandom random) {
    this(engine, key, new StoredSessions(sessionStore(random)), random);
  }

  private Ends(
      SecurityEngine engine, ServerKeyKind.Made key, Sessions sessions, SecureRandom random) {
    this.engine = engine;
    this.context = new ServerContext(policy(), new OneKey(key.key()), sessions, random);
  }

  /** All in the phone. */
  static SecurityEngine phoneEngine(EncodedCertificate root, SecureRandom random) {
    return new PhoneEngine(phoneStore(root), random);
  }

  private static PhoneStore phoneStore(EncodedCertificate root) {
    PhoneStore store = PhoneStore.inMemory(InstantSource.system(), 20);
    try {
      store.replace(List.of(), List.of(), List.of(root));
    } catch (StoreException e) {
      throw new IllegalStateException(e);
    }
    return store;
  }

  private static ServerPolicy policy() {
    ServerPolicy strict = ServerPolicy.STRICT;
    return new ServerPolicy(
        strict.algorithms(),
        strict.leastClass(),
        strict.keyExchanges(),
        strict.cipherSuites(),
        strict.keyRefreshCeiling(),
        strict.bareEncryptedSecret(),
        LIFETIME,
        SESSION_USES,
        strict.handshakeTimeout(),
        strict.idleTimeout());
  }

  SecurityEngine engine() {
    return engine;
  }

  ServerContext context() {
    return context;
  }

  /** A new connection between both that is not yet opened. */
  MemoryLink link(Settings settings) {
    return new MemoryLink(engine, settings, context);
  }

  /** What a phone connects with that knows no gateway's certificate yet. */
  static Settings settings(boolean resume) {
    return settings(request(resume).build());
  }

  /** The same with one cipher suite only. */
  static Settings settings(boolean resume, CipherSuite only) {
    return settings(request(resume).cipherSuites(List.of(only)).build());
  }

  private static ConnectRequest.Builder request(boolean resume) {
    return ConnectRequest.to(
            new Peer(ServerKeyKind.HOST, PORT),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT))
        .resume(resume);
  }

  private static Settings settings(ConnectRequest request) {
    return new Settings(
        request,
        AlgorithmPolicy.of(Set.of()),
        Timers.DEFAULT,
        LIFETIME,
        SESSION_USES,
        Settings.RENEW_AT,
        InstantSource.system(),
        new VerifiedSignatures(VerifiedSignatures.TYPICAL));
  }

  private record OneKey(CertifiedKey key) implements ServerCredentials {
    @Override
    public List<CertifiedKey> keys() {
      return List.of(key);
    }

    @Override
    public List<EncodedCertificate> clientRoots() {
      return List.of();
    }

    @Override
    public List<ClientAuthority> clientAuthorities() {
      return List.of();
    }

    @Override
    public List<EncodedCertificate> clientChain(KeyId id) {
      return List.of();
    }

    @Override
    public Optional<byte[]> sharedSecret(Identifier name) {
      return Optional.empty();
    }
  }
}
