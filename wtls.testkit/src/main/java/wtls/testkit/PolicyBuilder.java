package wtls.testkit;

import java.time.Duration;
import java.util.Set;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.gateway.handshake.ServerPolicy;
import wtls.protocol.policy.AlgorithmPolicy;

/** A gateway's policy that differs from {@link ServerPolicy#STRICT} in what is set here. */
public final class PolicyBuilder {
  private AlgorithmPolicy algorithms = ServerPolicy.STRICT.algorithms();
  private int leastClass = ServerPolicy.STRICT.leastClass();
  private Set<KeyExchangeSuite> keyExchanges = Set.of();
  private Set<CipherSuite> cipherSuites = Set.of();
  private int keyRefreshCeiling = ServerPolicy.STRICT.keyRefreshCeiling();
  private Duration sessionLifetime = ServerPolicy.STRICT.sessionLifetime();
  private int sessionUses = ServerPolicy.STRICT.sessionUses();
  private Duration handshakeTimeout = ServerPolicy.STRICT.handshakeTimeout();
  private Duration idleTimeout = ServerPolicy.STRICT.idleTimeout();

  public PolicyBuilder legacy(Set<String> names) {
    algorithms = AlgorithmPolicy.of(names);
    return this;
  }

  public PolicyBuilder leastClass(int least) {
    leastClass = least;
    return this;
  }

  public PolicyBuilder keyExchanges(Set<KeyExchangeSuite> only) {
    keyExchanges = only;
    return this;
  }

  public PolicyBuilder cipherSuites(Set<CipherSuite> only) {
    cipherSuites = only;
    return this;
  }

  public PolicyBuilder keyRefreshCeiling(int k) {
    keyRefreshCeiling = k;
    return this;
  }

  public PolicyBuilder sessions(Duration lifetime, int uses) {
    sessionLifetime = lifetime;
    sessionUses = uses;
    return this;
  }

  public PolicyBuilder handshakeTimeout(Duration time) {
    handshakeTimeout = time;
    return this;
  }

  public PolicyBuilder idleTimeout(Duration time) {
    idleTimeout = time;
    return this;
  }

  public ServerPolicy build() {
    return new ServerPolicy(
        algorithms,
        leastClass,
        keyExchanges,
        cipherSuites,
        keyRefreshCeiling,
        false,
        sessionLifetime,
        sessionUses,
        handshakeTimeout,
        idleTimeout);
  }
}
