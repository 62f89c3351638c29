package wtls.api.engine;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import wtls.api.algorithm.BulkCipher;
import wtls.api.algorithm.MacAlgorithm;

/**
 * What an engine is and can do. Facts, not policy: weak algorithms are listed too, and the core
 * offers only what its policy allows.
 *
 * @param name the engine's name, as in its service property {@link SecurityEngine#NAME}
 * @param embodiment its kind
 * @param cardSerial the serial number of the card that it drives, in hex; empty for the phone
 * @param keyExchanges what it can do to establish a secret, most preferred first
 * @param bulkCiphers the ciphers that its record protection has
 * @param macs the MACs that its record protection has; they decide the PRF's hash too
 * @param largestRsaKey the largest RSA key of a server that it takes, in bits
 * @param largestRecord the largest content of a record that it protects, in octets; 65535 where
 *     there is no limit but the protocol's
 * @param inProcess whether its calls only compute, without waiting for a device; the core then
 *     calls it on the caller's own thread
 */
public record EngineProfile(
    String name,
    Embodiment embodiment,
    Optional<String> cardSerial,
    List<KeyExchangeOffer> keyExchanges,
    Set<BulkCipher> bulkCiphers,
    Set<MacAlgorithm> macs,
    int largestRsaKey,
    int largestRecord,
    boolean inProcess) {

  /** The largest record that there is (WAP-261 9.2.1). */
  public static final int UNLIMITED_RECORD = 65535;

  public EngineProfile {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(embodiment, "embodiment");
    Objects.requireNonNull(cardSerial, "cardSerial");
    keyExchanges = List.copyOf(keyExchanges);
    bulkCiphers = Set.copyOf(bulkCiphers);
    macs = Set.copyOf(macs);
    if (largestRecord < 1 || largestRecord > UNLIMITED_RECORD) {
      throw new IllegalArgumentException(
          "largestRecord is not within 1 to 65535: " + largestRecord);
    }
  }
}
