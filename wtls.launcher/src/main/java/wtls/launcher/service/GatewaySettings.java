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
 * @param keys the folder with its keys and certificates, which are made if they are not there
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
    Path keys,
    Optional<Path> store) {

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
  public static GatewaySettings on(InetSocketAddress listen, Path keys) {
    return new GatewaySettings(
        listen, Optional.empty(), 2, List.of(), List.of(), Set.of(), false, keys, Optional.empty());
  }
}
