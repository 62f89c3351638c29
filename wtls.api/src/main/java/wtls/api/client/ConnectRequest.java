package wtls.api.client;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.session.Peer;

/**
 * What an application asks for.
 *
 * @param peer the server by the name that its certificate must bear
 * @param address where to send the datagrams
 * @param engine the name of the engine to use; empty for the best that is there
 * @param keyExchanges the key exchange suites to offer, most preferred first; empty for all that
 *     the engine has and policy allows
 * @param cipherSuites the cipher suites to offer, most preferred first; empty for all
 * @param allowedLegacy names of legacy algorithms that may be negotiated; empty for none
 * @param resume whether a stored session may be resumed
 * @param clientAuthentication whether the client may authenticate itself with a key of the engine
 * @param keyRefresh the key refresh exponent to offer, 0 to 255 (WAP-261 9.1)
 * @param lengthField whether records carry the length field even where it may be left out; some
 *     servers need it
 */
public record ConnectRequest(
    Peer peer,
    InetSocketAddress address,
    Optional<String> engine,
    List<KeyExchangeSuite> keyExchanges,
    List<CipherSuite> cipherSuites,
    Set<String> allowedLegacy,
    boolean resume,
    boolean clientAuthentication,
    int keyRefresh,
    boolean lengthField) {

  public ConnectRequest {
    Objects.requireNonNull(peer, "peer");
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(engine, "engine");
    keyExchanges = List.copyOf(keyExchanges);
    cipherSuites = List.copyOf(cipherSuites);
    allowedLegacy = Set.copyOf(allowedLegacy);
    if (keyRefresh < 0 || keyRefresh > 255) {
      throw new IllegalArgumentException("keyRefresh is not within 0 to 255: " + keyRefresh);
    }
  }

  /**
   * A request with the defaults: any engine, no legacy, resumption, key refresh every 8 records.
   */
  public static Builder to(Peer peer, InetSocketAddress address) {
    return new Builder(peer, address);
  }

  /** Collects the parts of a request; used by one thread. */
  public static final class Builder {
    private final Peer peer;
    private final InetSocketAddress address;
    private Optional<String> engine = Optional.empty();
    private List<KeyExchangeSuite> keyExchanges = List.of();
    private List<CipherSuite> cipherSuites = List.of();
    private Set<String> allowedLegacy = Set.of();
    private boolean resume = true;
    private boolean clientAuthentication = true;
    private int keyRefresh = 3;
    private boolean lengthField = true;

    private Builder(Peer peer, InetSocketAddress address) {
      this.peer = peer;
      this.address = address;
    }

    /** Use the engine of this name and no other. */
    public Builder engine(String name) {
      this.engine = Optional.of(name);
      return this;
    }

    /** Offer these key exchange suites only, in this order. */
    public Builder keyExchanges(List<KeyExchangeSuite> suites) {
      this.keyExchanges = suites;
      return this;
    }

    /** Offer these cipher suites only, in this order. */
    public Builder cipherSuites(List<CipherSuite> suites) {
      this.cipherSuites = suites;
      return this;
    }

    /** Allow these legacy algorithms, by their standard names. */
    public Builder allowLegacy(Set<String> names) {
      this.allowedLegacy = names;
      return this;
    }

    /** Whether to resume a stored session. */
    public Builder resume(boolean allowed) {
      this.resume = allowed;
      return this;
    }

    /** Whether the client may authenticate itself. */
    public Builder clientAuthentication(boolean allowed) {
      this.clientAuthentication = allowed;
      return this;
    }

    /** The key refresh exponent to offer. */
    public Builder keyRefresh(int exponent) {
      this.keyRefresh = exponent;
      return this;
    }

    /** Whether every record carries the length field. */
    public Builder lengthField(boolean always) {
      this.lengthField = always;
      return this;
    }

    /** The request. */
    public ConnectRequest build() {
      return new ConnectRequest(
          peer,
          address,
          engine,
          keyExchanges,
          cipherSuites,
          allowedLegacy,
          resume,
          clientAuthentication,
          keyRefresh,
          lengthField);
    }
  }
}
