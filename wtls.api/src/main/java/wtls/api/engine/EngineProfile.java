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
    boolean inProcess) {

  public EngineProfile {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(embodiment, "embodiment");
    Objects.requireNonNull(cardSerial, "cardSerial");
    keyExchanges = List.copyOf(keyExchanges);
    bulkCiphers = Set.copyOf(bulkCiphers);
    macs = Set.copyOf(macs);
  }
}
