package wtls.card.personal;

import java.util.Objects;
import java.util.Optional;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.KeyId;
import wtls.card.wim.WimCertificate;

/**
 * A certificate to be put on a card.
 *
 * @param kind the list it goes into; trusted roots the card may check chains against
 * @param label its name, cut at 32 octets
 * @param certificate itself, or its URL
 * @param subject SHA-1 of the certified key, which links it to a key on the card
 * @param issuer SHA-1 of the issuer's key; empty for a root
 * @param authority whether it is a CA's
 */
public record CardCertificate(
    WimCertificate.Kind kind,
    String label,
    EncodedCertificate certificate,
    KeyId subject,
    Optional<KeyId> issuer,
    boolean authority) {
  public CardCertificate {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(certificate, "certificate");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(issuer, "issuer");
  }
}
