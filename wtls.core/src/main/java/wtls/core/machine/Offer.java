package wtls.core.machine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.DhGroup;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.MacAlgorithm;
import wtls.api.algorithm.NamedCurve;
import wtls.api.client.ConnectRequest;
import wtls.api.client.EngineUnavailableException;
import wtls.api.engine.Credentials;
import wtls.api.engine.EngineProfile;
import wtls.api.engine.KeyExchangeOffer;
import wtls.api.engine.OwnKey;
import wtls.api.session.SessionDescription;
import wtls.api.session.SessionId;
import wtls.protocol.certificate.ChainValidator;
import wtls.protocol.handshake.CipherSuiteCode;
import wtls.protocol.handshake.ClientHello;
import wtls.protocol.handshake.Identifier;
import wtls.protocol.handshake.KeyExchangeId;
import wtls.protocol.handshake.ParameterSpecifier;
import wtls.protocol.policy.AlgorithmPolicy;

/**
 * What a ClientHello offers (WAP-261 10.5.1.2): what the engine can do, the application asked for
 * and policy allows, in order of preference.
 */
final class Offer {
  /** WTLS version 1, the only one there is. */
  static final int VERSION = 1;

  /** Explicit sequence numbers, mandatory over datagrams (WAP-261 9.1). */
  static final int EXPLICIT = 2;

  /** The list of cipher suites has a length of one octet, with two octets for each. */
  private static final int MOST_CIPHER_SUITES = 127;

  private static final List<BulkCipher> BULK_PREFERENCE =
      List.of(BulkCipher.RC5_CBC, BulkCipher.TRIPLE_DES_CBC_EDE, BulkCipher.IDEA_CBC);
  private static final List<MacAlgorithm> MAC_PREFERENCE =
      List.of(MacAlgorithm.SHA, MacAlgorithm.SHA_80, MacAlgorithm.MD5, MacAlgorithm.MD5_80);

  /** All cipher suites that encrypt, for requests that name none. */
  private static final List<CipherSuite> SUITE_PREFERENCE = byPreference();

  /** One entry of client_key_ids. */
  record Entry(
      KeyExchangeSuite suite,
      int parameterIndex,
      Optional<OwnKey> key,
      Optional<String> sharedSecretName) {

    KeyExchangeId toKeyExchangeId() {
      Identifier identifier = Identifier.NULL;
      if (key.isPresent()) {
        identifier = new Identifier.KeyHash(key.get().id());
      } else if (sharedSecretName.isPresent()) {
        identifier = Identifier.Text.of(sharedSecretName.get());
      }
      return new KeyExchangeId(suite.number(), ParameterSpecifier.of(parameterIndex), identifier);
    }
  }

  private final List<Entry> entries;
  private final List<CipherSuite> cipherSuites;
  private final List<KeyExchangeId> trusted;
  private final Optional<SessionDescription> resumed;
  private final int keyRefresh;

  private Offer(
      List<Entry> entries,
      List<CipherSuite> cipherSuites,
      List<KeyExchangeId> trusted,
      Optional<SessionDescription> resumed,
      int keyRefresh) {
    this.entries = List.copyOf(entries);
    this.cipherSuites = List.copyOf(cipherSuites);
    this.trusted = List.copyOf(trusted);
    this.resumed = resumed;
    this.keyRefresh = keyRefresh;
  }

  /**
   * The offer for a request.
   *
   * @param resumed the stored session to resume, if any
   * @throws EngineUnavailableException when nothing is left to offer
   */
  static Offer of(
      EngineProfile profile,
      Credentials credentials,
      Settings settings,
      Optional<SessionDescription> resumed)
      throws EngineUnavailableException {
    ConnectRequest request = settings.request();
    List<Entry> entries = entries(profile, credentials, request, settings.policy());
    List<CipherSuite> suites = cipherSuites(profile, request, settings.policy());
    if (entries.isEmpty() && resumed.isEmpty()) {
      throw new EngineUnavailableException(
          "Engine "
              + profile.name()
              + " has no key exchange suite that is both asked for and allowed: ask for another, or"
              + " allow a legacy one by name.");
    }
    if (suites.isEmpty()) {
      throw new EngineUnavailableException(
          "Engine "
              + profile.name()
              + " has no cipher suite that is both asked for and allowed: ask for another, or allow"
              + " a legacy one by name.");
    }
    return new Offer(
        entries,
        suites,
        ChainValidator.trustedKeyIds(credentials.roots()),
        resumed,
        request.keyRefresh());
  }

  /** The message; what changes from one handshake to the next is the random. */
  ClientHello hello(byte[] random) {
    return new ClientHello(
        VERSION,
        random,
        resumed.map(SessionDescription::id).orElse(SessionId.EMPTY),
        entries.stream().map(Entry::toKeyExchangeId).toList(),
        trusted,
        cipherSuites.stream().map(CipherSuiteCode::of).toList(),
        new byte[] {0},
        EXPLICIT,
        keyRefresh);
  }

  /** The entry that a server names by {@code index}, counted from 1. */
  Optional<Entry> entry(int index) {
    return index >= 1 && index <= entries.size()
        ? Optional.of(entries.get(index - 1))
        : Optional.empty();
  }

  boolean includes(CipherSuite suite) {
    return cipherSuites.contains(suite);
  }

  /** Whether a server may answer with these parameters for a suite that was offered. */
  boolean includes(KeyExchangeSuite suite, int parameterIndex) {
    return entries.stream()
        .anyMatch(e -> e.suite() == suite && e.parameterIndex() == parameterIndex);
  }

  Optional<SessionDescription> resumed() {
    return resumed;
  }

  int keyRefresh() {
    return keyRefresh;
  }

  private static List<Entry> entries(
      EngineProfile profile,
      Credentials credentials,
      ConnectRequest request,
      AlgorithmPolicy policy) {
    List<KeyExchangeOffer> offers = new ArrayList<>(profile.keyExchanges());
    offers.removeIf(offer -> !allows(policy, offer));
    if (request.keyExchanges().isEmpty()) {
      // A server must not be able to choose NULL unless the client asked for it (WAP-261 B.1).
      offers.removeIf(offer -> offer.suite() == KeyExchangeSuite.NULL);
    } else {
      offers.removeIf(offer -> !request.keyExchanges().contains(offer.suite()));
      offers.sort(Comparator.comparingInt(offer -> request.keyExchanges().indexOf(offer.suite())));
    }
    List<Entry> entries = new ArrayList<>();
    for (KeyExchangeOffer offer : offers) {
      addEntries(entries, offer, credentials, request);
    }
    // Of one suite's curves first that of an own key, for with another it is of no use.
    List<KeyExchangeSuite> order = offers.stream().map(KeyExchangeOffer::suite).distinct().toList();
    entries.sort(
        Comparator.<Entry>comparingInt(entry -> order.indexOf(entry.suite()))
            .thenComparing(entry -> entry.key().isEmpty()));
    return entries;
  }

  private static void addEntries(
      List<Entry> entries,
      KeyExchangeOffer offer,
      Credentials credentials,
      ConnectRequest request) {
    KeyExchangeSuite suite = offer.suite();
    if (suite.kind() == KeyExchangeSuite.Kind.SHARED_SECRET) {
      for (String name : credentials.sharedSecretNames()) {
        entries.add(new Entry(suite, 0, Optional.empty(), Optional.of(name)));
      }
      return;
    }
    if (request.clientAuthentication() && suite.kind() == KeyExchangeSuite.Kind.ECDH) {
      // Naming the fixed key lets the server find its certificate: the optimised handshake.
      for (OwnKey key : credentials.keys()) {
        if (suite.authenticated()
            && key.use() == OwnKey.Use.AGREE
            && key.curve().orElseThrow().number() == offer.parameterIndex()) {
          entries.add(new Entry(suite, offer.parameterIndex(), Optional.of(key), Optional.empty()));
        }
      }
    }
    entries.add(new Entry(suite, offer.parameterIndex(), Optional.empty(), Optional.empty()));
  }

  private static boolean allows(AlgorithmPolicy policy, KeyExchangeOffer offer) {
    if (!policy.allows(offer.suite())) {
      return false;
    }
    int index = offer.parameterIndex();
    return switch (offer.suite().kind()) {
      case ECDH -> NamedCurve.of(index).map(policy::allows).orElse(false);
      case DH -> DhGroup.of(index).map(policy::allows).orElse(false);
      case RSA, SHARED_SECRET, NULL -> true;
    };
  }

  private static List<CipherSuite> cipherSuites(
      EngineProfile profile, ConnectRequest request, AlgorithmPolicy policy) {
    List<CipherSuite> wanted =
        request.cipherSuites().isEmpty() ? SUITE_PREFERENCE : request.cipherSuites();
    // A plain loop: with dozens of suites, streams were a noticeable part of a short handshake.
    List<CipherSuite> suites = new ArrayList<>(wanted.size());
    for (CipherSuite suite : wanted) {
      boolean offered =
          profile.bulkCiphers().contains(suite.bulk())
              && profile.macs().contains(suite.mac())
              && policy.allows(suite);
      if (offered && suites.size() < MOST_CIPHER_SUITES) {
        suites.add(suite);
      }
    }
    return suites;
  }

  private static List<CipherSuite> byPreference() {
    List<CipherSuite> suites = new ArrayList<>();
    for (MacAlgorithm mac : preferred(MAC_PREFERENCE, MacAlgorithm.values())) {
      for (BulkCipher bulk : preferred(BULK_PREFERENCE, BulkCipher.values())) {
        if (bulk != BulkCipher.NULL) {
          suites.add(new CipherSuite(bulk, mac));
        }
      }
    }
    return List.copyOf(suites);
  }

  private static <T> List<T> preferred(List<T> first, T[] all) {
    List<T> order = new ArrayList<>(first);
    for (T other : all) {
      if (!order.contains(other)) {
        order.add(other);
      }
    }
    return order;
  }
}
