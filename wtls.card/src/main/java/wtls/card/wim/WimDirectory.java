package wtls.card.wim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.KeyId;

/**
 * The keys and certificates of a card, as its directory files list them.
 *
 * @param keys in the order of the card
 * @param certificates in the order of the card, own ones first
 */
public record WimDirectory(List<WimKey> keys, List<WimCertificate> certificates) {
  /** A chain on a card is short; a loop of issuers ends here. */
  private static final int LONGEST_CHAIN = 8;

  public WimDirectory {
    keys = List.copyOf(keys);
    certificates = List.copyOf(certificates);
  }

  /** The key with this identifier. */
  public Optional<WimKey> key(KeyId id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  /** The trusted roots. */
  public List<EncodedCertificate> roots() {
    return of(WimCertificate.Kind.TRUSTED).stream().map(WimCertificate::certificate).toList();
  }

  /** The certificates of one kind. */
  public List<WimCertificate> of(WimCertificate.Kind kind) {
    return certificates.stream().filter(c -> c.kind() == kind).toList();
  }

  /** The key's certificate, then those of its issuers as far as the card has them, no root. */
  public List<EncodedCertificate> chain(WimKey key) {
    List<EncodedCertificate> chain = new ArrayList<>();
    Optional<WimCertificate> next =
        of(WimCertificate.Kind.OWN).stream().filter(c -> c.subject().equals(key.id())).findFirst();
    while (next.isPresent() && chain.size() < LONGEST_CHAIN) {
      chain.add(next.get().certificate());
      next = next.flatMap(WimCertificate::issuer).flatMap(this::intermediate);
    }
    return chain;
  }

  private Optional<WimCertificate> intermediate(KeyId subject) {
    return certificates.stream()
        .filter(c -> c.kind() != WimCertificate.Kind.TRUSTED)
        .filter(c -> c.authority() && c.subject().equals(subject) && c.issuer().isPresent())
        .findFirst();
  }
}
