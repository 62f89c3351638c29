package wtls.launcher.service;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;

/**
 * How a gateway is to be.
 *
 * @param listen where it listens; port 0 for any that is free
 * @param relay where the plain datagrams go; empty to answer them from HTTP origins
 * @param wtlsClass 1 without certificates, 2 with the server's, 3 with the client's too
 * @param keyExchanges the key exchange suites, most preferred first; empty for all
 * @param cipherSuites the cipher suites, most preferred first; empty for all
 * @param allowedLegacy names of legacy algorithms that may be negotiated
 * @param bareSecret whether an RSA ClientKeyExchange without its vector length is accepted
 * @param keys where its keys and certificates are
 * @param store where sessions are kept, encrypted; empty for memory only
 */
public record GatewaySettings(
    InetSocketAddress listen,
    Optional<InetSocketAddress> relay,
    int wtlsClass,
    List<KeyExchangeSuite> keyExchanges,
    List<CipherSuite> cipherSuites,
    Set<String> allowedLegacy,
    boolean bareSecret,
    Keys keys,
    Optional<Path> store) {

  /**
   * Where a gateway has its keys from, and whom it trusts.
   *
   * @param home the folder of the small CA, which makes what is missing
   * @param name what the gateway's certificates are to name; empty for the address it listens on
   * @param identities files with keys and certificates, instead of those of the small CA
   * @param clientRoots files with the roots of its clients; empty for the small CA
   */
  public record Keys(
      Path home, Optional<String> name, List<Path> identities, List<Path> clientRoots) {
    public Keys {
      Objects.requireNonNull(home, "home");
      Objects.requireNonNull(name, "name");
      identities = List.copyOf(identities);
      clientRoots = List.copyOf(clientRoots);
    }

    /** Everything from the small CA. */
    public static Keys in(Path home) {
      return new Keys(home, Optional.empty(), List.of(), List.of());
    }
  }

  public GatewaySettings {
    Objects.requireNonNull(listen, "listen");
    Objects.requireNonNull(relay, "relay");
    Objects.requireNonNull(keys, "keys");
    Objects.requireNonNull(store, "store");
    keyExchanges = List.copyOf(keyExchanges);
    cipherSuites = List.copyOf(cipherSuites);
    allowedLegacy = Set.copyOf(allowedLegacy);
    if (wtlsClass < 1 || wtlsClass > 3) {
      throw new IllegalArgumentException("The class is not within 1 to 3: " + wtlsClass);
    }
  }

  /** A gateway of class 2 with strict algorithms, before HTTP origins, with sessions in memory. */
  public static GatewaySettings on(InetSocketAddress listen, Path home) {
    return new GatewaySettings(
        listen,
        Optional.empty(),
        2,
        List.of(),
        List.of(),
        Set.of(),
        false,
        Keys.in(home),
        Optional.empty());
  }

  /** The same gateway, with another class. */
  public GatewaySettings withClass(int otherClass) {
    return new GatewaySettings(
        listen,
        relay,
        otherClass,
        keyExchanges,
        cipherSuites,
        allowedLegacy,
        bareSecret,
        keys,
        store);
  }
}
